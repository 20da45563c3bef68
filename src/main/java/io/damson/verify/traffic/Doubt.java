package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong unless images have changed meanwhile. Witnesses speak for it: images that are seen again as they were before. Where that
 * may be chance all the same, several such doubts have to come together. Not thread-safe.
 */
final class Doubt {
    private final Finding finding;
    private final String subject;
    private final int needed;
    private final long ended;
    private final Optional<Options> page;
    private final Map<String, JsonNode> witnesses;
    private final Optional<JsonNode> doubted;

    private Doubt(
            Finding finding,
            String subject,
            int needed,
            long ended,
            Optional<Options> page,
            Map<String, JsonNode> witnesses,
            Optional<JsonNode> doubted) {
        this.finding = finding;
        this.subject = subject;
        this.needed = needed;
        this.ended = ended;
        this.page = page;
        this.witnesses = new HashMap<>(witnesses);
        this.doubted = doubted;
    }

    /**
     * One that nobody can witness.
     *
     * @param subject what it is about: doubts about different ones are no chance
     * @param needed how many different subjects make it certain
     * @param ended when the response came that is doubted
     */
    static Doubt alone(Finding finding, String subject, int needed, long ended) {
        return new Doubt(finding, subject, needed, ended, Optional.empty(), Map.of(), Optional.empty());
    }

    /** The same with witnesses, one of which has to be seen first: images by reference, as they were before. */
    Doubt with(Map<String, JsonNode> before) {
        return new Doubt(finding, subject, needed, ended, page, before, doubted);
    }

    /** The same about what its witness came as instead, which is likely to come again and makes nothing certain. */
    Doubt insteadOf(JsonNode came) {
        return new Doubt(finding, subject, needed, ended, page, witnesses, Optional.of(came));
    }

    /** The same about a page that witnesses are missing on. */
    Doubt on(Options missing) {
        return new Doubt(finding, subject, needed, ended, Optional.of(missing), witnesses, doubted);
    }

    Finding finding() {
        return finding;
    }

    String subject() {
        return subject;
    }

    int needed() {
        return needed;
    }

    /** Whether a request that began then shows how things were after the doubted response. */
    boolean isBefore(long begun) {
        return begun - ended >= 0;
    }

    /** Whether an image that is seen speaks for it; one that has changed is a witness no more. */
    boolean isConfirmedBy(String reference, JsonNode json) {
        if (doubted.filter(json::equals).isPresent()) {
            return false;
        }
        JsonNode before = witnesses.remove(reference);
        return before != null && before.equals(json);
    }

    /** Whether the image is missing on a page of all images: then it may well be gone. */
    boolean isMissingAmongAll(String reference) {
        return page.isPresent() && page.get().filter().isEmpty() && witnesses.containsKey(reference);
    }

    /** The image is missing on a page of all images: so it proves nothing about the images that a filter selects. */
    void forgetFiltered(String reference) {
        if (page.isPresent() && page.get().filter().isPresent()) {
            witnesses.remove(reference);
        }
    }

    /** The image is gone, and nobody knows since when. */
    void forget(String reference) {
        witnesses.remove(reference);
    }

    boolean hasWitnesses() {
        return !witnesses.isEmpty();
    }
}
