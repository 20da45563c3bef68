package io.damson.verify.traffic;

import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A delete that succeeded, and what was seen of its image since. Not thread-safe. */
final class Deletion {
    /** The widest distance of two zones' clocks, and some more. */
    private static final Duration ZONES = Duration.ofHours(27);

    private final @Nullable Row row;
    private final Instant received;
    private final long ended;
    private final Exchange exchange;
    private @Nullable Long missingFromList;
    private @Nullable Long missingByItself;
    private @Nullable Finding returned;
    private boolean hasFailed;
    private long returnedBegun;
    private long returnedEnded;

    /** @param row of the image; null where it had not been seen */
    Deletion(@Nullable Row row, Look look) {
        this.row = row;
        this.received = look.passage().received();
        this.ended = look.passage().ended();
        this.exchange = look.evidence();
    }

    Optional<Row> row() {
        return Optional.ofNullable(row);
    }

    long ended() {
        return ended;
    }

    Exchange exchange() {
        return exchange;
    }

    /** The image is still there. */
    void failed() {
        hasFailed = true;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Whether an image of that name is the one that was deleted, and not another one since. */
    boolean isOf(Row seen) {
        if (row != null) {
            return row.json().path("id").equals(seen.json().path("id"))
                    && row.json().path("modifiedOn").equals(seen.json().path("modifiedOn"));
        }
        return seen.image()
                .map(image -> image.modifiedOn().toInstant(ZoneOffset.UTC).isBefore(received.minus(ZONES)))
                .orElse(false);
    }

    /**
     * The image was missing where it would be.
     *
     * @return what was wrong before that, since the image came although it had been deleted, if it was there in between
     */
    Optional<Finding> missing(Look look, boolean isOfList) {
        if (!look.isAfter(ended)) {
            return Optional.empty();
        }
        if (isOfList) {
            missingFromList = look.passage().ended();
        } else {
            missingByItself = look.passage().ended();
        }
        Optional<Finding> before = Optional.ofNullable(returned).filter(finding -> look.isAfter(returnedEnded));
        before.ifPresent(finding -> returned = null);
        return before;
    }

    /** Whether the image was missing in the same kind of response before this one: then somebody has brought it back. */
    boolean isBack(Look look, boolean isOfList) {
        Long missing = isOfList ? missingFromList : missingByItself;
        return missing != null && look.isAfter(missing);
    }

    /** Keeps what is wrong if nobody has brought the image back. */
    void returned(Look look, Finding finding) {
        missingFromList = null;
        missingByItself = null;
        if (returned == null) {
            returned = finding;
            returnedBegun = look.passage().begun();
            returnedEnded = look.passage().ended();
        }
    }

    /**
     * Another image that was deleted is missing still: so nobody has brought them all back.
     *
     * @return what was wrong when this one came back, if it did since the other one was deleted
     */
    Optional<Finding> cameBackWithout(Look look, Deletion other) {
        Optional<Finding> alone = Optional.ofNullable(returned)
                .filter(finding -> look.isAfter(returnedEnded) && returnedBegun - other.ended >= 0);
        alone.ifPresent(finding -> returned = null);
        return alone;
    }
}
