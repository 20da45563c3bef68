package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.verify.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page of images that the server answered. */
record Listing(Exchange exchange, List<Row> rows) {
    /**
     * The page of an answer.
     *
     * @throws Violation if the answer has another status
     * @throws NotCheckable if it is no page, which all answers are looked at for
     */
    static Listing of(Exchange exchange) {
        return of(exchange, Map.of());
    }

    /** @param known rows by reference, which need not be understood again where they come as before */
    static Listing of(Exchange exchange, Map<String, Row> known) {
        if (exchange.status() != 200) {
            throw new Violation("200 with a page of images", Probe.shown(exchange), exchange);
        }
        if (!exchange.json().path("items").isArray()) {
            throw new NotCheckable("a list that is no page of images: see SHAPE-3");
        }
        List<Row> rows = new ArrayList<>();
        exchange.json()
                .path("items")
                .forEach(item ->
                        rows.add(Row.of(item, known.get(item.path("reference").asText()))));
        return new Listing(exchange, rows);
    }

    List<String> references() {
        return rows.stream().map(Row::reference).toList();
    }

    /** The rows that can be understood. */
    List<Image> images() {
        return rows.stream().flatMap(row -> row.image().stream()).toList();
    }
}
