package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.damson.mock.DamsonMock;
import io.damson.proxy.Interference;
import io.damson.proxy.ProxyConfiguration;
import io.damson.proxy.ProxyServer;
import io.damson.proxy.StandIn;
import io.damson.proxy.page.Journal;
import io.damson.proxy.page.ProxyPage;
import io.damson.proxy.page.TrafficReports;
import io.damson.verify.exchange.Target;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.OutputType;

/**
 * {@code docs/proxy.png} is a picture of the proxy's page, with the traffic of a server that has two faults:
 * {@code mvn test -Dtest=ProxyPictureTest -Ddocs.write} takes it anew.
 */
@Timeout(120)
class ProxyPictureTest {
    private static final Path PICTURE = Path.of("docs/proxy.png");
    private static final int MAX_BYTES = 150 * 1024;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private final DamsonMock mock = DamsonMock.start();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer wrong;

    /** A server that takes {@code endswith} for {@code contains}, and has an image too many on a page of five. */
    @BeforeEach
    void startWrong() throws IOException {
        wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        wrong.createContext("/", exchange -> {
            String target = exchange.getRequestURI()
                    .toString()
                    .replace("endswith", "contains")
                    .replace("$top=5", "$top=6");
            pass(exchange, get(mock.url(), target));
        });
        wrong.start();
    }

    @AfterEach
    void stop() {
        wrong.stop(0);
        mock.close();
    }

    private static void pass(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        response.headers().firstValue("Content-Type").orElseThrow());
        exchange.sendResponseHeaders(response.statusCode(), response.body().length);
        exchange.getResponseBody().write(response.body());
        exchange.close();
    }

    private static HttpResponse<byte[]> get(URI server, String target) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(server + target))
                            .header("X-API-KEY", "acme-demo-key")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private ProxyServer proxy() throws IOException {
        Target target =
                new Target(URI.create("http://127.0.0.1:" + wrong.getAddress().getPort()));
        ProxyConfiguration configuration = new ProxyConfiguration(
                "127.0.0.1", 0, "/", target, true, false, Duration.ofSeconds(5), Duration.ofSeconds(5));
        Judge judge = new Judge(JudgeSettings.of(target));
        Journal journal = new Journal(judge.operations());
        TrafficReports reports = new TrafficReports(journal, judge, configuration, List.of());
        ProxyPage page = new ProxyPage(journal, judge, reports, "127.0.0.1", Optional.empty());
        return ProxyServer.start(
                configuration,
                new ProxyServer.Parts(
                        judge, List.of(journal), Map.of(ProxyPage.PATH, page), Interference.NONE, StandIn.NONE));
    }

    /** Pixels differ with the fonts of a machine: what is compared is whether there is anything to take a picture of. */
    @Test
    void thePictureIsOfAPageWithFindings() throws IOException {
        CHROMIUM.screen(1280, 900, "light");
        try (ProxyServer proxy = proxy()) {
            get(proxy.uri(), "/images?$filter=status%20eq%20'Ok'&$top=3");
            get(proxy.uri(), "/images(product-main-front.jpg)");
            get(proxy.uri(), "/images?$top=5");
            get(proxy.uri(), "/images?$filter=endswith(reference,'front')&$top=3");
            get(proxy.uri(), "/images?$orderby=size");
            URI url = proxy.uri().resolve(ProxyPage.PATH);
            CHROMIUM.driver().get(url.toString());
            Page page = new Page(CHROMIUM.driver(), url);
            page.await("document.querySelectorAll('#findings .finding').length === 2");
            page.await("document.querySelectorAll('#journal li').length === 5");
            byte[] picture = CHROMIUM.driver().getScreenshotAs(OutputType.BYTES);
            assertThat(picture.length).isGreaterThan(20_000);
            if (System.getProperty("docs.write") != null) {
                Files.write(PICTURE, picture);
            }
        }
        assertThat(Files.size(PICTURE)).isLessThan(MAX_BYTES);
    }
}
