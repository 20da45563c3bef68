package io.damson.verify.exchange;

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
        target.certificates().ifPresent(file -> line.append(" --cacert ").append(Shell.quoted(file.toString())));
        target.proxy().ifPresent(proxy -> line.append(" -x ").append(Shell.quoted(proxy.toString())));
        Credential credential = request.credential();
        boolean isInQuery = credential.carrier() == Credential.Carrier.QUERY;
        if (!isInQuery) {
            credential.value().ifPresent(key -> line.append(" -H ").append(keyHeader(credential, key)));
        }
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            line.append(" -H ").append(Shell.quoted(header.getKey() + ": " + header.getValue()));
        }
        target.headers().keySet().stream()
                .sorted()
                .forEach(name -> line.append(" -H ").append(Shell.header(name)));
        String url = target.url() + (isInQuery ? credential.inQuery(request.target()) : request.target());
        line.append(' ').append(Shell.quoted(url));
        return isInQuery ? line + "\"" + credential.shell() + "\"" : line.toString();
    }

    /** An empty header is written with a semicolon. */
    private static String keyHeader(Credential credential, String key) {
        return key.isEmpty()
                ? "'" + credential.name() + ";'"
                : "\"" + credential.name() + ": " + credential.shell() + "\"";
    }
}
