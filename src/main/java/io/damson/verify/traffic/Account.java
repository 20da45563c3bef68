package io.damson.verify.traffic;

import io.damson.query.ImageProperty;
import io.damson.verify.relation.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the responses to one key show together. Not thread-safe. */
final class Account {
    private static final int MOST_REFUSALS = 50;

    private final Memory memory;
    private final Lists lists = new Lists();
    private final Deletes deletes;
    private final Images images;
    private final List<Doubt> refusals = new ArrayList<>();
    private final Set<ImageProperty> sortable = new HashSet<>();

    /** @param begun nothing has been seen before that time */
    Account(long begun) {
        memory = new Memory(begun);
        deletes = new Deletes(memory);
        images = new Images(memory, deletes);
    }

    /** The response shows that the key is right: so it was with the refusals before. */
    void accept(Look look) {
        refusals.removeIf(refusal -> {
            boolean isCertain = refusal.isBefore(look.passage().begun());
            if (isCertain) {
                look.confirm(refusal.finding());
            }
            return isCertain;
        });
    }

    /** A refusal that is wrong if the key is right. */
    void refused(Look look, Finding finding) {
        if (refusals.size() < MOST_REFUSALS) {
            refusals.add(Doubt.alone(finding, "", 1, look.passage().ended()));
        }
    }

    /** Something may have changed until then that nobody has told. */
    void forget(long ended) {
        lists.clear();
        memory.clear(ended);
    }

    /** Images were changed through another key, perhaps. */
    void change(long ended) {
        lists.clear();
        memory.change(ended);
    }

    /** An image was deleted through another key, which may be of the same images. */
    void deletedElsewhere(String reference, long ended) {
        change(ended);
        memory.lose(reference);
    }

    /** Several requests were on their way at once: what one of them did may explain what another has shown. */
    void overlapped() {
        memory.doubts().clearLonely();
    }

    private Map<String, Integer> doubts() {
        Map<String, Integer> counts = new TreeMap<>(memory.doubts().counts());
        if (lists.doubts() > 0) {
            counts.merge("PAGE-7", lists.doubts(), Integer::sum);
        }
        return counts;
    }

    /** All accounts' doubts together. */
    static Map<String, Integer> doubts(Stream<Account> accounts) {
        Map<String, Integer> all = new HashMap<>();
        accounts.forEach(
                account -> account.doubts().forEach((relation, count) -> all.merge(relation, count, Integer::sum)));
        return new TreeMap<>(all);
    }

    /** How many images it remembers. */
    int size() {
        return memory.sightings().size();
    }

    /** The image as it came last; null where it has not come. */
    @Nullable
    Row known(String reference) {
        Sighting sighting = memory.sightings().get(reference);
        return sighting == null ? null : sighting.row();
    }

    /** Whether lists by these properties were given before: which ones images can be ordered by is each server's own. */
    boolean takesOrder(Options options) {
        return options.order().stream().allMatch(key -> sortable.contains(key.property()));
    }

    /** A page has come. */
    void list(Look look, Options options, List<Row> rows) {
        options.order().forEach(key -> sortable.add(key.property()));
        restore(look, rows, true);
        rows.forEach(row -> images.see(look, row, Optional.of(options)));
        if (look.passage().begun() - memory.changed() < 0
                || options.refusal().isPresent()
                || options.isOpen()
                || look.isWrong()) {
            return;
        }
        lists.add(look, options, rows, memory.unrest()).forEach(doubt -> memory.lonely(look, doubt));
        if (!look.isWrong()) {
            new Gaps(memory, look, options, rows).check(lists.lastBefore(options), deletes);
        }
    }

    private void restore(Look look, List<Row> rows, boolean isOfList) {
        if (images.areRestored(look, rows, isOfList)) {
            Map<String, Deletion> deletions = new LinkedHashMap<>(memory.deletions());
            forget(look.passage().ended());
            memory.deletions().putAll(deletions);
            memory.unrest().restored();
        }
    }

    /** An image has come by itself. */
    void see(Look look, Row row) {
        restore(look, List.of(row), false);
        images.see(look, row, Optional.empty());
    }

    /** A GET has found no image of that name. */
    void missing(Look look, String reference) {
        images.missing(look, reference);
    }

    /** A delete was answered with 204. */
    void deleted(Look look, String reference) {
        deletes.deleted(look, reference);
        lists.delete(reference, look.passage().begun());
    }

    /** A delete was answered with 404 or 409. */
    void notDeleted(Look look, String reference) {
        deletes.notDeleted(look, reference);
    }

    /** Nobody knows what has become of the image. */
    void lost(String reference) {
        memory.lose(reference);
    }

    /** A delete has no response, and may be carried out at any time: then it is no other delete's doing that the image is gone. */
    void unanswered(String reference) {
        lost(reference);
        memory.unrest().lost();
    }
}
