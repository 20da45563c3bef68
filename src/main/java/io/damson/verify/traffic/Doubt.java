package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong unless images have changed meanwhile. It is certain as soon as one of its witnesses is seen again as it was before. Not
 * thread-safe.
 */
final class Doubt {
    private final Finding finding;
    private final String subject;
    private final long ended;
    private final Map<String, JsonNode> witnesses;
    private final Optional<JsonNode> doubted;

    /**
     * With its witnesses.
     *
     * @param subject what it is about: two doubts about different ones are no chance
     * @param ended when the response came that is doubted
     * @param witnesses images by reference, as they were before
     */
    Doubt(Finding finding, String subject, long ended, Map<String, JsonNode> witnesses) {
        this(finding, subject, ended, witnesses, Optional.empty());
    }

    /** @param doubted what an image came as instead, which is likely to come again and makes nothing certain */
    Doubt(Finding finding, String subject, long ended, Map<String, JsonNode> witnesses, Optional<JsonNode> doubted) {
        this.doubted = doubted;
        this.finding = finding;
        this.subject = subject;
        this.ended = ended;
        this.witnesses = new HashMap<>(witnesses);
    }

    Finding finding() {
        return finding;
    }

    String subject() {
        return subject;
    }

    /** Whether a request that began then shows how things were after the doubted response. */
    boolean isBefore(long begun) {
        return begun - ended >= 0;
    }

    /** Whether an image that is seen makes it certain; one that has changed is a witness no more. */
    boolean isConfirmedBy(String reference, JsonNode json) {
        if (doubted.filter(json::equals).isPresent()) {
            return false;
        }
        JsonNode before = witnesses.remove(reference);
        return before != null && before.equals(json);
    }

    /** The image is gone, and nobody knows since when. */
    void forget(String reference) {
        witnesses.remove(reference);
    }

    boolean hasWitnesses() {
        return !witnesses.isEmpty();
    }
}
