package io.damson.verify;

import io.damson.verify.exchange.Exchange;
import java.util.List;

/** What came of a relation. What could not be checked has not passed. */
public sealed interface Outcome {
    /**
     * It holds.
     *
     * @param cases how many times that was seen
     * @param gaps what could not be seen, and why
     */
    record Passed(int cases, List<String> gaps) implements Outcome {}

    /**
     * It does not hold.
     *
     * @param expected what should have come
     * @param got what came
     * @param exchanges what shows it, the last one most of all; may be empty
     * @param isAccepted whether the deviation is known, or only a warning, so that the server still conforms
     */
    record Failed(String expected, String got, List<Exchange> exchanges, boolean isAccepted) implements Outcome {}

    /**
     * Nothing can be said.
     *
     * @param reason why, and what would make it possible
     */
    record NotChecked(String reason) implements Outcome {}
}
