package io.damson.verify.exchange;

import java.util.Locale;
import java.util.Map;

/** A request as a line for a shell, to be copied. Secrets are environment variables: {@code $API_KEY}. */
public final class Curl {
    private Curl() {}

    /** The line that sends the request and prints status, headers and body. */
    public static String line(Target target, Request request) {
        StringBuilder line = new StringBuilder("curl -g");
        line.append(request.method().equals("HEAD") ? " -I" : " -i");
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            line.append(" -X ").append(request.method());
        }
        if (target.insecure()) {
            line.append(" -k");
        }
        target.certificates().ifPresent(file -> line.append(" --cacert ").append(quoted(file.toString())));
        request.credential().value().ifPresent(key -> line.append(" -H ").append(keyHeader(request.credential(), key)));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            line.append(" -H ").append(quoted(header.getKey() + ": " + header.getValue()));
        }
        target.headers().keySet().stream()
                .sorted()
                .forEach(name -> line.append(" -H \"")
                        .append(name)
                        .append(": $")
                        .append(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                        .append('"'));
        return line.append(' ').append(quoted(target.url() + request.target())).toString();
    }

    /** An empty header is written with a semicolon. */
    private static String keyHeader(Credential credential, String key) {
        return key.isEmpty() ? "'X-API-KEY;'" : "\"X-API-KEY: " + credential.shell() + "\"";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
