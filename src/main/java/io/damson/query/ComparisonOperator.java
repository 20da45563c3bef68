package io.damson.query;

/** The comparison operators (URL Conventions 5.1.1.1.1 to 5.1.1.1.6). */
public enum ComparisonOperator {
    EQ("eq"),
    NE("ne"),
    GT("gt"),
    GE("ge"),
    LT("lt"),
    LE("le");

    private final String keyword;

    ComparisonOperator(String keyword) {
        this.keyword = keyword;
    }

    /** The operator's name in a filter, in lower case. */
    public String keyword() {
        return keyword;
    }
}
