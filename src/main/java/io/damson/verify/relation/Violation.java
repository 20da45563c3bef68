package io.damson.verify.relation;

import io.damson.verify.exchange.Exchange;
import java.util.List;

/** A relation does not hold. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String got;
    private final transient List<Exchange> exchanges;

    /** @param exchanges what shows it, the last one most of all */
    Violation(String expected, String got, Exchange... exchanges) {
        super("expected " + expected + ", got " + got);
        this.expected = expected;
        this.got = got;
        this.exchanges = List.of(exchanges);
    }

    /** What should have come. */
    public String expected() {
        return expected;
    }

    /** What came. */
    public String got() {
        return got;
    }

    /** The exchanges that show it. */
    public List<Exchange> exchanges() {
        return exchanges;
    }
}
