package io.damson.mock.fault;

import io.damson.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What decides over the outcome of a request.
 *
 * @param place what it is for
 * @param reference the image that it is for; empty where it is for none
 * @param query as it came, empty where there is none
 * @param fields the values of the header fields of a name, in whatever case
 */
public record FaultyRequest(
        FaultPlace place,
        String method,
        Optional<ImageReference> reference,
        String query,
        Function<String, List<String>> fields) {
    /**
     * The outcome that the request forces; else that of a fault of its own tenant, then of a fault for all.
     *
     * @throws io.damson.http.ProblemException if the forced outcome is invalid
     */
    public Outcome outcome(Faults own, Faults ofAll) {
        Outcome requested = RequestedOutcome.of(query, fields);
        return requested.isFinal()
                ? requested
                : requested.over(meet(own).or(() -> meet(ofAll)).orElse(Outcome.NONE));
    }

    private Optional<Outcome> meet(Faults faults) {
        return faults.meet(place, method, reference, query);
    }
}
