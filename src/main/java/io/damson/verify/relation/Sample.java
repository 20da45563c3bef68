package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.verify.exchange.Client;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images of an account that are known: all, or some of a large one. They are read in pages that overlap, so that a server whose
 * pages do not fit together still shows them.
 *
 * @param rows by reference
 * @param isWhole whether there are no others
 * @param pagesFit whether the pages overlapped as they should
 * @param pageSize how many images the first page had
 * @param fault why not all could be read that should have been; empty where they could
 */
record Sample(Map<String, Row> rows, boolean isWhole, boolean pagesFit, int pageSize, Optional<String> fault) {
    private static final int STEP = 50;
    private static final int BOUND = 500;
    private static final int SHOWN = 5;

    static Sample read(Client client, Credential credential) {
        Map<String, Row> rows = new LinkedHashMap<>();
        boolean fit = true;
        List<String> before = List.of();
        int pageSize = 0;
        for (int skip = 0; skip < BOUND; skip += STEP) {
            Listing page;
            try {
                page = Listing.of(client.send(Request.get("/images?$top=100&$skip=" + skip, credential)));
            } catch (Violation | NotCheckable e) {
                // What is wrong with it, the relations say.
                String said = e instanceof Violation violation ? violation.got() : String.valueOf(e.getMessage());
                String asked = "GET /images?$top=100&$skip=" + skip;
                return new Sample(rows, false, false, pageSize, Optional.of(asked + " is answered with " + said));
            }
            List<String> references = page.references();
            fit &= overlaps(before, references, skip);
            pageSize = Math.max(pageSize, references.size());
            int known = rows.size();
            page.rows().forEach(row -> rows.putIfAbsent(row.reference(), row));
            if (rows.size() == known) {
                return new Sample(rows, fit, fit, pageSize, Optional.empty());
            }
            before = references;
        }
        addEnds(client, credential, rows);
        return new Sample(rows, false, fit, pageSize, Optional.empty());
    }

    private static boolean overlaps(List<String> before, List<String> now, int skip) {
        return skip == 0
                || before.size() <= STEP && now.isEmpty()
                || before.size() > STEP
                        && now.size() >= before.size() - STEP
                        && before.subList(STEP, before.size()).equals(now.subList(0, before.size() - STEP));
    }

    /** A large account's greatest ids, and some images of each status: what begins a list is often alike. */
    private static void addEnds(Client client, Credential credential, Map<String, Row> rows) {
        List<String> ends = new ArrayList<>(List.of("?$orderby=numLinks%20desc", "?$orderby=createdOn%20desc"));
        List.of("Vd", "Up", "Ok", "Re", "Er")
                .forEach(status -> ends.add("?$top=20&$filter=status%20eq%20%27" + status + "%27"));
        for (String end : ends) {
            Exchange exchange = client.send(Request.get("/images" + end, credential));
            if (exchange.status() == 200) {
                exchange.json().path("items").forEach(item -> {
                    Row row = Row.of(item);
                    rows.putIfAbsent(row.reference(), row);
                });
            }
        }
    }

    /** The images that can be understood. */
    List<Image> images() {
        return rows.values().stream().flatMap(row -> row.image().stream()).toList();
    }

    boolean contains(String reference) {
        return rows.containsKey(reference);
    }

    int size() {
        return rows.size();
    }

    Collection<Row> all() {
        return rows.values();
    }

    /** The images are the same, whatever the order they were read in. */
    boolean isSameAs(Sample other) {
        return sorted().equals(other.sorted());
    }

    private List<Row> sorted() {
        return rows.values().stream()
                .sorted(Comparator.comparing(Row::reference))
                .toList();
    }

    /** Without an image that was deleted. */
    Sample without(String reference) {
        Map<String, Row> left = new LinkedHashMap<>(rows);
        left.remove(reference);
        return new Sample(left, isWhole, pagesFit, pageSize, fault);
    }

    /** In words. */
    @Override
    public String toString() {
        String known = fault.map(text -> "the list of images cannot be read: " + text + "; " + size() + " are known")
                .orElse(
                        isWhole
                                ? size() + " images, all read"
                                : "more images than are read at once; " + size() + " are known");
        List<String> unread = all().stream()
                .filter(row -> row.image().isEmpty())
                .map(Row::reference)
                .toList();
        return unread.isEmpty()
                ? known
                : known + "; " + unread.size() + " of them are not as the API prints images, and are left out: "
                        + String.join(", ", unread.subList(0, Math.min(SHOWN, unread.size())))
                        + (unread.size() > SHOWN ? ", …" : "");
    }
}
