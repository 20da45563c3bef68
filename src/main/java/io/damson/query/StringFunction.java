package io.damson.query;

import java.util.Arrays;
import java.util.Optional;

/** The documented functions (URL Conventions 5.1.1.5.2, 5.1.1.5.3, 5.1.1.5.6): whether a text holds a part, and where. */
public enum StringFunction {
    CONTAINS("contains"),
    STARTS_WITH("startswith"),
    ENDS_WITH("endswith");

    private final String functionName;

    StringFunction(String functionName) {
        this.functionName = functionName;
    }

    /** The function's name in a filter, in lower case. */
    public String functionName() {
        return functionName;
    }

    /** The function of that name in lower case; empty where there is none. */
    public static Optional<StringFunction> ofName(String name) {
        return Arrays.stream(values()).filter(f -> f.functionName.equals(name)).findFirst();
    }

    /** The function's value for two strings that are there: by code point, case-sensitive. */
    public boolean test(String text, String part) {
        return switch (this) {
            case CONTAINS -> text.contains(part);
            case STARTS_WITH -> text.startsWith(part);
            case ENDS_WITH -> text.endsWith(part);
        };
    }
}
