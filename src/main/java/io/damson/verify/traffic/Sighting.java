package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image as it came.
 *
 * @param unsigned its values, by which it is compared
 * @param page that it was on; empty where it came by itself
 * @param begun when its request began
 * @param ended when its response had come
 * @param former the values that it had before in the same kind of response, if they were others
 * @param other the values that it had last in the other kind of response
 */
record Sighting(
        Row row,
        JsonNode unsigned,
        Optional<Options> page,
        long begun,
        long ended,
        Exchange exchange,
        Optional<JsonNode> former,
        Optional<JsonNode> other) {
    /** @param before how it came before; null where it had not */
    static Sighting of(Look look, Row row, JsonNode unsigned, Optional<Options> page, @Nullable Sighting before) {
        boolean isOfList = page.isPresent();
        return new Sighting(
                row,
                unsigned,
                page,
                look.passage().begun(),
                look.passage().ended(),
                look.evidence(),
                former(before, unsigned, isOfList),
                Optional.ofNullable(before).flatMap(sighting -> sighting.last(!isOfList)));
    }

    private static Optional<JsonNode> former(@Nullable Sighting before, JsonNode unsigned, boolean isOfList) {
        if (before == null || before.isOfList() != isOfList) {
            return Optional.empty();
        }
        return before.unsigned().equals(unsigned) ? before.former() : Optional.of(before.unsigned());
    }

    /** Whether it was on a page. */
    boolean isOfList() {
        return page.isPresent();
    }

    /** The values that it had last in a kind of response. */
    Optional<JsonNode> last(boolean inList) {
        return isOfList() == inList ? Optional.of(unsigned) : other;
    }

    /** Whether it may change by itself. */
    boolean isInProcess() {
        return isInProcess(row);
    }

    static boolean isInProcess(Row row) {
        return row.image().map(image -> image.status().isInProcess()).orElse(true);
    }
}
