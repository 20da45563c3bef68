package io.damson.verify;

import io.damson.verify.exchange.Client;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.NoAnswerException;
import io.damson.verify.exchange.Request;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The first request: whether there is a server at all, and whether it is one of the API. */
final class Greeting {
    /** What a gateway answers before the server behind it is there. */
    private static final Set<Integer> STARTING = Set.of(502, 503, 504);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Client client;
    private final Consumer<String> notices;

    Greeting(Client client, Consumer<String> notices) {
        this.client = client;
        this.notices = notices;
    }

    /** @throws UnusableServerException with what to do */
    void await(Credential key, Duration patience) {
        Instant end = Instant.now().plus(patience);
        boolean said = false;
        for (; ; ) {
            String why;
            try {
                Exchange exchange = client.sendNow(Request.get("/images", key));
                if (exchange.status() == 429) {
                    exchange = client.send(exchange.request());
                }
                if (!STARTING.contains(exchange.status()) || Instant.now().isAfter(end)) {
                    require(exchange);
                    return;
                }
                why = "it answers " + exchange.status();
            } catch (NoAnswerException e) {
                if (isFinal(e.getCause()) || Instant.now().isAfter(end)) {
                    throw unreachable(e);
                }
                why = String.valueOf(e.getMessage());
            }
            if (!said) {
                notices.accept("waiting for " + client.target().url() + ": " + why);
                said = true;
            }
            Client.pause(PAUSE);
        }
    }

    /**
     * The same for a second key, when the server is there.
     *
     * @throws UnusableServerException if it is not taken
     */
    void requireTaken(Credential otherKey) {
        int status = client.send(Request.get("/images?$top=1", otherKey)).status();
        if (status == 400 || status == 401 || status == 403) {
            throw new UnusableServerException(client.target().url() + "/images answered " + status
                    + " to the key of the other account; check --other-api-key");
        }
    }

    private static boolean isFinal(@Nullable Throwable cause) {
        return cause instanceof SSLException || cause instanceof UnknownHostException;
    }

    private UnusableServerException unreachable(NoAnswerException e) {
        String url = client.target().url().toString();
        if (e.getCause() instanceof SSLException) {
            return new UnusableServerException(
                    url + " cannot be reached over TLS: " + e.getMessage()
                            + "; trust its certificate with --cacert FILE, or any with --insecure; a server without TLS is http://");
        }
        if (e.getCause() instanceof UnknownHostException) {
            return new UnusableServerException(
                    "there is no host " + client.target().url().getHost() + "; --url is " + url);
        }
        return new UnusableServerException("no response from " + url + ": " + e.getMessage()
                + "; is the server started, and is --url right? "
                + (url.startsWith("https:") ? "a server without TLS is http://; " : "") + "--wait waits longer");
    }

    private void require(Exchange exchange) {
        int status = exchange.status();
        String said = exchange.json().path("detail").asText("");
        String answered = " answered " + status + (said.isEmpty() ? "" : ": " + said) + "; ";
        String wrong = switch (status) {
            case 400 -> answered + "is the key right? check --api-key";
            case 401, 403 -> answered + "it does not take the key: check --api-key";
            case 404 -> answered + "--url is what stands before /images, such as https://api2.saleslayer.com/dam";
            default -> {
                if (status >= 400) {
                    yield answered + "it has to be 200 before more can be checked";
                }
                if (status >= 300) {
                    yield " redirects to "
                            + exchange.answer().header("Location").orElse("nowhere")
                            + "; give the URL that it leads to, or the header that it wants with --header";
                }
                boolean isHtml = exchange.answer().mediaType().orElse("").equals("text/html")
                        || exchange.text().stripLeading().startsWith("<");
                yield isHtml
                        ? " answered " + status + " with HTML, not JSON; --url is what stands before /images,"
                                + " and perhaps this is a login page"
                        : "";
            }
        };
        if (!wrong.isEmpty()) {
            throw new UnusableServerException(client.target().url() + "/images" + wrong);
        }
    }
}
