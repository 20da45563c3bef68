package io.damson.verify.traffic;

import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest answers to the latest requests: clients repeat requests, and what comes again is not read again. Not thread-safe. */
final class LatestAnswers {
    private static final int MOST = 20;
    private static final int LONGEST = 64 << 10;

    private final Map<Request, Answer> latest = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, Answer> eldest) {
            return size() > MOST;
        }
    };

    /** The answer; its body is the one before, if that was the same. */
    Answer shared(Request request, Answer answer) {
        Answer before = latest.get(request);
        Answer shared = before == null ? answer : answer.sharing(before);
        if (answer.body().length <= LONGEST) {
            latest.put(request, shared);
        }
        return shared;
    }
}
