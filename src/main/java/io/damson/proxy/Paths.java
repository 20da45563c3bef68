package io.damson.proxy;

import java.util.Optional;
import java.util.regex.Pattern;

/** The way from a client's targets to the upstream's: the base path of the one side makes way for that of the other. */
record Paths(String basePath) {
    /** A client that takes the proxy for a forward one sends the whole URL, which a server has to accept (RFC 9112, 3.2.2). */
    private static final Pattern ORIGIN = Pattern.compile("^(?i:https?)://[^/?#]*");

    /** Without the slash at the end. */
    Paths {
        basePath = basePath.replaceFirst("/+$", "");
    }

    /** The target of a request in origin-form. */
    static String originForm(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        String rest = ORIGIN.matcher(target).replaceFirst("");
        return rest.isEmpty() || rest.startsWith("?") ? "/" + rest : rest;
    }

    /** What follows the base path; empty where the target is outside of it. */
    Optional<String> relative(String target) {
        if (target.equals("*")) {
            return Optional.of(target);
        }
        boolean within = target.startsWith(basePath)
                && (target.length() == basePath.length() || "/?#".indexOf(target.charAt(basePath.length())) >= 0);
        return within ? Optional.of(target.substring(basePath.length())) : Optional.empty();
    }

    /**
     * The target at a server.
     *
     * @param base the path of its URL, without a slash at the end
     * @param relative of {@link #relative}
     */
    static String at(String base, String relative) {
        if (relative.equals("*")) {
            return relative;
        }
        String target = base + relative;
        return target.startsWith("/") ? target : "/" + target;
    }

    /** What stands before the query. */
    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What follows the question mark; empty where there is none. */
    static String query(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
