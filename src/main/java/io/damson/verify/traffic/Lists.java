package io.damson.verify.traffic;

import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest pages of an account's lists: those of one list fit together. Two that do not are a doubt, since images may have come or gone
 * meanwhile; a third that agrees with the first makes it certain. Not thread-safe.
 */
final class Lists {
    private static final int MOST = 30;
    private static final int TELLING = 3;

    /** How many deletes after each of which another image is gone are no chance. */
    private static final int SEVERAL = 3;

    private final Deque<Page> pages = new ArrayDeque<>();
    private final Deque<Misfit> misfits = new ArrayDeque<>();

    /**
     * A page that came.
     *
     * @param lost the reference of the last image that was deleted since, and that its rows are without; null where none was
     */
    private record Page(
            Options options,
            List<Row> rows,
            Map<String, Integer> ranks,
            Exchange exchange,
            long begun,
            long ended,
            @Nullable String lost) {
        static Page of(
                Options options, List<Row> rows, Exchange exchange, long begun, long ended, @Nullable String lost) {
            Map<String, Integer> ranks = new LinkedHashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                ranks.put(rows.get(i).reference(), options.skip() + i);
            }
            return new Page(options, rows, ranks, exchange, begun, ended, lost);
        }

        /** The page as it is without an image; empty where nobody knows. */
        Optional<Page> without(String reference) {
            List<Row> left = rows.stream()
                    .filter(row -> !row.reference().equals(reference))
                    .toList();
            return options.skip() == 0 || left.size() < rows.size()
                    ? Optional.of(Page.of(options, left, exchange, begun, ended, reference))
                    : Optional.empty();
        }

        Row at(int rank) {
            return rows.get(rank - options.skip());
        }

        boolean covers(int rank) {
            return rank >= options.skip() && rank - options.skip() < rows.size();
        }
    }

    /**
     * A page that did not fit an earlier one.
     *
     * @param expected by rank, the references that the earlier one had
     */
    private record Misfit(Finding finding, Page before, Page page, Map<Integer, String> expected) {
        /**
         * Whether a third page shows all that came before the first one's images, as it was: then nothing but images that were gone for a
         * moment would explain the page in between. Others that were there for a moment may have moved its images to later places.
         */
        boolean isRefuted(Page third) {
            int shown = third.rows().size();
            return before.options().skip() == 0
                    && third.options().skip() == 0
                    && shown <= before.rows().size()
                    && third.rows().equals(before.rows().subList(0, shown))
                    && isWithout();
        }

        private boolean isWithout() {
            boolean isNew = false;
            for (Map.Entry<String, Integer> row : page.ranks().entrySet()) {
                Integer earlier = before.ranks().get(row.getKey());
                if (earlier != null && (isNew || row.getValue() > earlier)) {
                    return false;
                }
                isNew |= earlier == null;
            }
            return true;
        }
    }

    /** Something has changed: what was before says nothing of what comes. */
    void clear() {
        pages.clear();
        misfits.clear();
    }

    /** An image was deleted by a request that began then: pages from before are as they were, without it. */
    void delete(String reference, long begun) {
        misfits.clear();
        List<Page> before = List.copyOf(pages);
        pages.clear();
        before.stream()
                .filter(page -> begun - page.ended() >= 0)
                .flatMap(page -> page.without(reference).stream())
                .forEach(pages::addLast);
    }

    /** The last image of the page that ends where this one begins, if it is known. */
    Optional<Row> lastBefore(Options options) {
        return pages.stream()
                .filter(page -> page.options().isOfSameList(options)
                        && !page.rows().isEmpty()
                        && page.lost() == null
                        && page.options().skip() + page.rows().size() == options.skip())
                .reduce((first, second) -> second)
                .map(page -> page.rows().get(page.rows().size() - 1));
    }

    int doubts() {
        return misfits.size();
    }

    /**
     * Adds a page.
     *
     * @param unrest is told when a page has other images than just before
     * @return doubts that nobody but other lists can witness
     */
    List<Doubt> add(Look look, Options options, List<Row> rows, Unrest unrest) {
        Page page = Page.of(
                options,
                rows,
                look.evidence(),
                look.passage().begun(),
                look.passage().ended(),
                null);
        List<Doubt> doubts = new ArrayList<>(settled(look, page));
        if (pages.removeIf(before -> isAgain(look, before, page))) {
            // Those that came since were compared with it, or did not fit one that came in between.
            pages.addLast(page);
            if (rows.size() > 1) {
                look.rules().held(steadiness(options));
            }
            return doubts;
        }
        for (Iterator<Page> latest = pages.descendingIterator(); latest.hasNext(); ) {
            Page before = latest.next();
            if (!before.options().isOfSameList(options) || !look.isAfter(before.ended())) {
                continue;
            }
            if (!isInOrder(look, before, page) || !isMoved(look, before, page)) {
                return doubts;
            }
            if (before.options().skip() == options.skip() && before.rows().equals(rows)) {
                break; // those before it were compared with it
            }
            Optional<Misfit> misfit = misfit(look, before, page);
            if (misfit.isPresent()) {
                String lost = before.lost();
                if (lost == null) {
                    // Images that others deleted or added explain any number of such pages: the first one, seen again,
                    // tells.
                    if (isSamePage(before, page)) {
                        unrest.changed();
                    }
                } else {
                    // What is gone after this delete is gone after the next one too.
                    pages.removeIf(
                            known -> known.lost() != null && known.options().isOfSameList(options));
                    if (!unrest.isLosing()) {
                        doubts.add(Doubt.alone(
                                misfit.get().finding(),
                                lost,
                                SEVERAL,
                                look.passage().ended()));
                    }
                }
                break;
            }
        }
        if (pages.size() == MOST) {
            pages.removeFirst();
        }
        pages.addLast(page);
        return doubts;
    }

    private static boolean isAgain(Look look, Page before, Page page) {
        return before.options().isOfSameList(page.options())
                && isSamePage(before, page)
                && look.isAfter(before.ended())
                && before.rows().equals(page.rows());
    }

    private static boolean isSamePage(Page before, Page page) {
        return before.lost() == null
                && before.options().skip() == page.options().skip()
                && before.options().top() == page.options().top();
    }

    /** The relation that a list is the same each time. */
    private static String steadiness(Options options) {
        return options.order().isEmpty() ? "PAGE-8" : "ORDER-7";
    }

    /** Images that have not changed are in the same order, whatever came or went. */
    private static boolean isInOrder(Look look, Page before, Page page) {
        Map<String, Integer> ranks = before.ranks();
        String id = steadiness(page.options());
        int last = -1;
        int seen = 0;
        for (Row row : page.rows()) {
            Integer rank = ranks.get(row.reference());
            if (rank == null || !before.at(rank).json().equals(row.json())) {
                continue;
            }
            if (rank < last) {
                look.require(
                        id,
                        false,
                        row.reference() + " before " + before.at(last).reference() + ", as in the same list before",
                        before.at(last).reference() + ", then " + row.reference(),
                        before.exchange());
                return false;
            }
            seen++;
            last = rank;
        }
        if (seen > 1) {
            look.require(id, true, "", "");
        }
        return true;
    }

    /** Another page has other images. */
    private static boolean isMoved(Look look, Page before, Page page) {
        int distance = page.options().skip() - before.options().skip();
        int most = Math.min(page.rows().size(), before.rows().size());
        if (distance < TELLING || most < TELLING) {
            return true; // others have deleted or added as many, perhaps
        }
        boolean isSame = references(page.rows().subList(0, most))
                .equals(references(before.rows().subList(0, most)));
        look.require(
                "OPTION-4",
                !isSame,
                "other images with $skip=" + page.options().skip() + " than with $skip="
                        + before.options().skip(),
                "the same " + most + " images",
                before.exchange());
        return !isSame;
    }

    private static List<String> references(List<Row> rows) {
        return rows.stream().map(Row::reference).toList();
    }

    private Optional<Misfit> misfit(Look look, Page before, Page page) {
        Map<Integer, String> expected = new TreeMap<>();
        Map<String, Integer> ranks = before.ranks();
        for (int i = 0; i < page.rows().size(); i++) {
            int rank = page.options().skip() + i;
            String reference = page.rows().get(i).reference();
            Integer earlier = ranks.get(reference);
            if (earlier != null && earlier != rank) {
                expected.put(earlier, reference);
            }
            if (before.covers(rank) && !before.at(rank).reference().equals(reference)) {
                expected.put(rank, before.at(rank).reference());
            }
        }
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        int first = expected.keySet().iterator().next();
        String lost = before.lost();
        if (lost != null && !look.isJustAfter(before.ended())) {
            return Optional.empty();
        }
        Optional<Finding> finding = look.finding(
                lost != null ? "DELETE-5" : relation(look, before.options(), page.options()),
                "pages of one list that fit: " + expected.get(first) + " at " + first + ", as it came before"
                        + (lost != null ? " " + lost + " was deleted" : ""),
                got(page, first, expected.getOrDefault(first, "")),
                before.exchange());
        if (finding.isEmpty()) {
            return Optional.empty();
        }
        if (misfits.size() == MOST) {
            misfits.removeFirst();
        }
        Misfit misfit = new Misfit(finding.get(), before, page, expected);
        misfits.addLast(misfit);
        return Optional.of(misfit);
    }

    private static String subject(Options options) {
        return options.filterText() + "\n" + options.orderText() + "\n" + options.skip();
    }

    private static String got(Page page, int rank, String reference) {
        Integer now = page.ranks().get(reference);
        return now != null
                ? reference + " at " + now
                : page.covers(rank) ? page.at(rank).reference() + " at " + rank : "none at " + rank;
    }

    private static String relation(Look look, Options before, Options page) {
        if (before.skip() != page.skip()) {
            return page.skip() == before.skip() + before.top() ? "PAGE-7" : "PAGE-6";
        }
        return before.top() == page.top() ? "PAGE-8" : look.rules().firstOf("PAGE-4", "OPTION-3");
    }

    /** What a page says of those that did not fit. */
    private List<Doubt> settled(Look look, Page page) {
        List<Doubt> likely = new ArrayList<>();
        misfits.removeIf(misfit -> {
            if (!misfit.page().options().isOfSameList(page.options())
                    || !look.isAfter(misfit.page().ended())) {
                return false;
            }
            List<Integer> covered =
                    misfit.expected().keySet().stream().filter(page::covers).toList();
            boolean isAsBefore = covered.stream()
                    .allMatch(rank ->
                            page.at(rank).reference().equals(misfit.expected().get(rank)));
            if (!covered.isEmpty()
                    && isAsBefore
                    && !look.hasConfirmed(misfit.page().exchange())) {
                likely.add(Doubt.alone(
                        misfit.finding(),
                        subject(misfit.page().options()),
                        misfit.isRefuted(page) ? 1 : 2,
                        look.passage().ended()));
            }
            return !covered.isEmpty();
        });
        return likely;
    }
}
