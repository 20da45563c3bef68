package io.damson.verify.shape;

import java.util.Locale;

/** Names of media types (RFC 9110, 8.3.1). */
final class MediaTypes {
    private MediaTypes() {}

    /** The type in lower case and without its parameters. */
    static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** True for JSON and for what is built on it (RFC 6839, 3.1). */
    static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** True when a declared type, which may be a range such as {@code text/*}, covers the type. */
    static boolean covers(String declared, String type) {
        return declared.equals("*/*")
                || declared.equals(type)
                || (declared.endsWith("/*") && type.startsWith(declared.substring(0, declared.length() - 1)));
    }
}
