package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.verify.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;

/** A page of images that the server answered. */
record Listing(Exchange exchange, List<Row> rows) {
    /**
     * The page of an answer.
     *
     * @throws Violation if the answer is none
     */
    static Listing of(Exchange exchange) {
        if (exchange.status() != 200 || !exchange.json().path("items").isArray()) {
            throw new Violation("200 with a page of images", Probe.shown(exchange), exchange);
        }
        List<Row> rows = new ArrayList<>();
        exchange.json().path("items").forEach(item -> rows.add(Row.of(item)));
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
