package io.damson.verify;

import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of a relation. What could not be checked has not passed. */
public sealed interface Outcome {
    /** In one word: passed, partly, failed, accepted, warning or not checked. */
    String word();

    /** What of it could not be seen, and why. */
    default List<String> gaps() {
        return List.of();
    }

    /**
     * It holds.
     *
     * @param cases how many times that was seen
     * @param gaps what could not be seen, and why
     */
    record Passed(int cases, List<String> gaps) implements Outcome {
        @Override
        public String word() {
            return gaps.isEmpty() ? "passed" : "partly";
        }
    }

    /**
     * It does not hold.
     *
     * @param expected what should have come
     * @param got what came
     * @param exchanges what shows it, the last one most of all; may be empty
     * @param unanswered the request that got no answer, where there is one
     */
    record Failed(
            String expected, String got, List<Exchange> exchanges, Optional<Request> unanswered, Severity severity)
            implements Outcome {
        @Override
        public String word() {
            return severity == Severity.FAILURE ? "failed" : severity.name().toLowerCase(Locale.ROOT);
        }

        /** What was asked, the request without an answer last. */
        public List<Request> requests() {
            return Stream.concat(exchanges.stream().map(Exchange::request), unanswered.stream())
                    .toList();
        }
    }

    /** Whether a failure speaks against the server. */
    enum Severity {
        /** It does. */
        FAILURE,
        /** It does not: the deviation was expected. */
        ACCEPTED,
        /** It does not, unless it is asked for: a server may do so. */
        WARNING
    }

    /**
     * Nothing can be said.
     *
     * @param reason why, and what would make it possible
     * @param after the id of the relation that failed, which it builds on; empty where there is none
     */
    record NotChecked(String reason, Optional<String> after) implements Outcome {
        /** For another reason than a relation that failed. */
        NotChecked(String reason) {
            this(reason, Optional.empty());
        }

        @Override
        public String word() {
            return "not checked";
        }

        @Override
        public List<String> gaps() {
            return List.of(reason);
        }
    }
}
