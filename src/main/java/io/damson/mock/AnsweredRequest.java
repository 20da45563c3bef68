package io.damson.mock;

import io.damson.mock.fault.Outcome;
import io.damson.server.FinishedRequest;
import java.util.Optional;

/**
 * A request that is over.
 *
 * @param request what may be known of it: nothing of its key. Where the outcome has a connection fault, its status was not sent
 * @param outcome what the mock has let it meet; empty where the request went on as it came
 */
public record AnsweredRequest(FinishedRequest request, Optional<Outcome> outcome) {}
