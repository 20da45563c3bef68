package io.damson.query;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to read the documented filters, and texts of the worst kinds: the time grows with the length, no faster. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ParsingBenchmark {
    /** What the API's documentation shows. */
    @State(Scope.Benchmark)
    public static class Documented {
        @Param({
            "fileType eq 'jpg'",
            "fileType eq 'png' and status eq 'Ok'",
            "status in ('Ok', 'Re')",
            "contains(reference, 'product')"
        })
        String filter = "";
    }

    /** What nobody sends who means well. */
    @State(Scope.Benchmark)
    public static class Hostile {
        @Param({"BLANKS", "PARENTHESES", "QUOTES", "STRINGS", "LIST", "OPERATORS", "DIGITS", "NAME", "NOT"})
        Kind kind = Kind.BLANKS;

        @Param({"1024", "4096", "16384"})
        int length;
    }

    /** Kinds of hostile texts; refused or not, they have to be read. */
    public enum Kind {
        BLANKS("true", " ", ""),
        PARENTHESES("(".repeat(100) + "true ", " ", ")".repeat(100)),
        QUOTES("status eq '", "''", "'"),
        STRINGS("status in ('a'", ",''", ")"),
        LIST("id in (1", ",1", ")"),
        OPERATORS("true", " or id eq 1", ""),
        DIGITS("id eq 1", "1", ""),
        NAME("a", "a", ""),
        NOT("", "not ", "true");

        private final String start;
        private final String middle;
        private final String end;

        Kind(String start, String middle, String end) {
            this.start = start;
            this.middle = middle;
            this.end = end;
        }

        String text(int length) {
            return start + middle.repeat((length - start.length() - end.length()) / middle.length()) + end;
        }
    }

    /** A text made before it is measured. */
    @State(Scope.Benchmark)
    public static class Text {
        String value = "";

        /** Makes it. */
        @Setup
        public void make(Hostile hostile) {
            value = hostile.kind.text(hostile.length);
        }
    }

    /** A filter of the documentation. */
    @Benchmark
    public Filter documented(Documented documented) {
        return FilterParser.parse(documented.filter);
    }

    /** A hostile text, with its refusal where there is one. */
    @Benchmark
    public Object hostile(Text text) {
        try {
            return FilterParser.parse(text.value);
        } catch (InvalidQueryOptionException e) {
            return e;
        }
    }
}
