package io.damson.proxy.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.admin.AdminKey;
import io.damson.proxy.LocalHandler;
import io.damson.server.ClassPathFile;
import io.damson.verify.traffic.Judge;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page at {@value PATH}, its files, what it shows, and the reports of the traffic until now. {@code GET} and {@code HEAD} alone; what the
 * traffic was needs the admin key where there is one. Thread-safe.
 */
public final class ProxyPage implements LocalHandler {
    /** Where the page is; all else is below it. */
    public static final String PATH = "/__proxy";

    private static final String ADMIN_KEY = AdminKey.HEADER.toLowerCase(Locale.ROOT);
    private static final String OWN = "/io/damson/proxy/page/";
    private static final String CONSOLE = "/io/damson/mock/console/";
    private static final Pattern SINCE = Pattern.compile("(?:since|number)=([0-9]{1,18})");

    /** The page's own files, and those that it has in common with the console of the mock. */
    private static final Map<String, String> FILES = Map.of(
            "page.css", OWN,
            "page.js", OWN,
            "console.css", CONSOLE,
            "dom.js", CONSOLE,
            "icon.svg", CONSOLE);

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Our own files alone, and requests to this server alone. A report has its style in itself and no script. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'%s; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Journal journal;
    private final Judge judge;
    private final TrafficReports reports;
    private final OwnHosts hosts;
    private final AdminKey adminKey;

    /**
     * Of a journal.
     *
     * @param judge whose verdicts the journal has
     * @param host what the proxy listens on
     * @param adminKey what requests for the traffic have to have in {@code X-ADMIN-KEY}; empty where they need none
     */
    public ProxyPage(Journal journal, Judge judge, TrafficReports reports, String host, Optional<String> adminKey) {
        this.journal = journal;
        this.judge = judge;
        this.reports = reports;
        this.hosts = new OwnHosts(host);
        this.adminKey = new AdminKey("proxy", adminKey);
    }

    @Override
    public Response answer(Request request) {
        hosts.require(request.headers());
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, PATH + " is there for GET and HEAD")
                    .withHeader("Allow", "GET, HEAD");
        }
        String name = request.path().substring(Math.min(request.path().length(), PATH.length()));
        if (name.isEmpty()) {
            return response("text/html", ClassPathFile.bytes(OWN + "index.html"), POLICY.formatted(""));
        }
        if (name.equals("/")) {
            return new Response(308, Map.of("Location", ".." + PATH), ByteBuffer.allocate(0));
        }
        String file = name.substring(1);
        if (FILES.containsKey(file)) {
            return response(mediaType(file), ClassPathFile.bytes(FILES.get(file) + file), POLICY.formatted(""));
        }
        return ofTheTraffic(file, request);
    }

    private Response ofTheTraffic(String file, Request request) {
        if (!TrafficReports.FILES.contains(file)
                && !List.of("state.json", "exchange.json").contains(file)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "There is nothing here; the page is at " + PATH + ", the reports are at " + PATH + "/"
                            + String.join(", " + PATH + "/", TrafficReports.FILES));
        }
        adminKey.require(request.headers().getOrDefault(ADMIN_KEY, List.of()).stream()
                .findFirst()
                .orElse(null));
        return switch (file) {
            case "state.json" -> json(PageState.since(number(request).orElse(0L), journal, judge));
            case "exchange.json" ->
                json(number(request)
                        .flatMap(journal::exchange)
                        .map(PageState::of)
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.NOT_FOUND,
                                "The journal has no exchange of this number any more; a number is like ?number=7")));
            default -> report(file);
        };
    }

    private Response report(String file) {
        StringWriter text = new StringWriter();
        try {
            reports.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response(
                mediaType(file),
                text.toString().getBytes(StandardCharsets.UTF_8),
                POLICY.formatted(" 'unsafe-inline'"));
    }

    /** What the query has as {@code since} or {@code number}. */
    private static Optional<Long> number(Request request) {
        Matcher number = SINCE.matcher(request.query());
        return number.matches() ? Optional.of(Long.valueOf(number.group(1))) : Optional.empty();
    }

    private static Response json(Object value) {
        try {
            return response("application/json", MAPPER.writeValueAsBytes(value), POLICY.formatted(""));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "svg" -> "image/svg+xml";
            case "html" -> "text/html";
            case "xml" -> "application/xml";
            default -> "application/json";
        };
    }

    private static Response response(String mediaType, byte[] body, String policy) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", mediaType + "; charset=utf-8");
        headers.put("Content-Security-Policy", policy);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
        return new Response(200, headers, ByteBuffer.wrap(body));
    }
}
