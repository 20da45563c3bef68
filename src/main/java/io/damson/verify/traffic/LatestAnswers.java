package io.damson.verify.traffic;

import io.damson.verify.exchange.Request;
import io.damson.verify.relation.Row;
import io.damson.verify.shape.Answer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The latest answers to the latest requests: clients repeat requests, and what comes again is not read again. Not thread-safe. */
final class LatestAnswers {
    private static final int MOST = 50;

    /** Bytes of all bodies together; what was read from them takes some six times as much. */
    private static final int MOST_BYTES = 4 << 20;

    /** Among how many requests it is seen that one comes again. */
    private static final int REMEMBERED = 500;

    private final Map<Request, Latest> latest = new LinkedHashMap<>();

    /** Hash codes of requests that came once: a client that never repeats one fills no memory with what it has read. */
    private final Set<Integer> once = new LinkedHashSet<>();

    private long bytes;

    /**
     * A page in which nothing was found.
     *
     * @param held how often each relation was seen to hold by it alone
     */
    record Page(List<Row> rows, Map<String, Integer> held) {}

    private record Latest(Answer answer, Optional<Page> page) {}

    /** The answer; its body is the one before, if that was the same. */
    Answer shared(Request request, Answer answer) {
        Latest before = latest.remove(request);
        if (before == null) {
            return comesAgain(request) ? put(request, new Latest(answer, Optional.empty())) : answer;
        }
        bytes -= before.answer().body().length;
        Answer shared = answer.sharing(before.answer());
        boolean isAgain = shared != answer && before.answer().status() == answer.status();
        return put(request, new Latest(shared, isAgain ? before.page() : Optional.empty()));
    }

    private boolean comesAgain(Request request) {
        if (!once.add(request.hashCode())) {
            return true;
        }
        if (once.size() > REMEMBERED) {
            Iterator<Integer> eldest = once.iterator();
            eldest.next();
            eldest.remove();
        }
        return false;
    }

    private Answer put(Request request, Latest answer) {
        latest.put(request, answer);
        bytes += answer.answer().body().length;
        for (Iterator<Latest> eldest = latest.values().iterator(); latest.size() > MOST || bytes > MOST_BYTES; ) {
            bytes -= eldest.next().answer().body().length;
            eldest.remove();
        }
        return answer.answer();
    }

    /** The page that the latest answer to a request is, if that was noted. */
    Optional<Page> page(Request request) {
        return Optional.ofNullable(latest.get(request)).flatMap(Latest::page);
    }

    /** Notes what page the latest answer to a request is. */
    void note(Request request, Page page) {
        latest.computeIfPresent(request, (same, answer) -> new Latest(answer.answer(), Optional.of(page)));
    }
}
