package io.damson.mock.admin;

import io.damson.http.ProblemException;
import io.damson.image.Durations;
import io.damson.image.ImageReference;
import io.damson.mock.fault.ArmedFault;
import io.damson.mock.fault.ConnectionFault;
import io.damson.mock.fault.Fault;
import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.QueryPattern;
import io.damson.mock.fault.RequestedOutcome;
import io.damson.mock.fault.StandingFaults;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the contract's faults to ours and back. */
public final class ContractFaults {
    private static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(1);

    private static final int MAX_DETAIL = 1_000;

    private ContractFaults() {}

    /**
     * A fault that is to be armed.
     *
     * @throws ProblemException with the member and its rule, if it cannot be
     */
    public static Fault read(io.damson.contract.admin.Fault given) {
        Optional<Duration> delay = Scope.duration("delay", given.getDelay(), RequestedOutcome.MAX_DELAY);
        Optional<Integer> status = Optional.ofNullable(given.getStatus());
        Optional<ConnectionFault> connection =
                Optional.ofNullable(given.getFault()).map(fault -> ConnectionFault.valueOf(fault.value()));
        require(
                "status",
                status.filter(s -> s < Outcome.MIN_STATUS || s > Outcome.MAX_STATUS)
                        .isEmpty(),
                Outcome.MIN_STATUS + " to " + Outcome.MAX_STATUS + " is needed");
        require("fault", status.isEmpty() || connection.isEmpty(), "one of status and fault is needed, not both");
        require(
                "body",
                status.isPresent() || connection.isPresent() || delay.isPresent(),
                "one of status, fault and delay is needed");
        Optional<String> detail = Optional.ofNullable(given.getDetail());
        require(
                "detail",
                detail.filter(text -> status.isEmpty() || text.isEmpty() || text.length() > MAX_DETAIL)
                        .isEmpty(),
                "1 to " + MAX_DETAIL + " characters are needed, beside a status");
        int after = given.getAfter() == null ? 0 : given.getAfter();
        require("after", after >= 0, "0 or more is needed");
        Optional<Integer> times = Optional.ofNullable(given.getTimes());
        require("times", times.filter(number -> number < 1).isEmpty(), "1 or more is needed");
        double probability = given.getProbability() == null ? 1 : given.getProbability();
        require("probability", probability >= 0 && probability <= 1, "0 to 1 is needed");
        return new Fault(
                new Outcome(
                        delay.orElse(Duration.ZERO),
                        status,
                        detail,
                        connection,
                        Optional.empty(),
                        Optional.of(Outcome.Source.ARMED)),
                given.getOn() == io.damson.contract.admin.Fault.OnEnum.MEDIA ? FaultPlace.MEDIA : FaultPlace.API,
                Methods.parse("method", given.getMethod()),
                reference(given.getReference()),
                query(given.getQuery()),
                after,
                times,
                probability,
                Scope.duration("timeToLive", given.getTimeToLive(), MAX_TIME_TO_LIVE));
    }

    private static Optional<QueryPattern> query(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(QueryPattern::new);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("query", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<ImageReference> reference(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(ImageReference::new);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("reference", String.valueOf(e.getMessage()));
        }
    }

    private static void require(String member, boolean right, String rule) {
        if (!right) {
            throw ProblemException.invalid(member, rule);
        }
    }

    /**
     * A fault that was armed.
     *
     * @param tenant whose requests it is for; empty if for all
     */
    public static io.damson.contract.admin.ArmedFault of(ArmedFault armed, Optional<String> tenant) {
        Fault fault = armed.fault();
        Outcome outcome = fault.outcome();
        return new io.damson.contract.admin.ArmedFault()
                .id(armed.id())
                .tenant(tenant.orElse(null))
                .remainingTimes(armed.remainingTimes().orElse(null))
                .fault(new io.damson.contract.admin.Fault()
                        .status(outcome.status().orElse(null))
                        .fault(outcome.connection()
                                .map(connection ->
                                        io.damson.contract.admin.Fault.FaultEnum.fromValue(connection.name()))
                                .orElse(null))
                        .delay(outcome.delay().isZero() ? null : Durations.print(outcome.delay()))
                        .on(io.damson.contract.admin.Fault.OnEnum.fromValue(
                                fault.on().name().toLowerCase(Locale.ROOT)))
                        .method(fault.method().orElse(null))
                        .reference(fault.reference().map(ImageReference::value).orElse(null))
                        .detail(outcome.detail().orElse(null))
                        .query(fault.query().map(QueryPattern::text).orElse(null))
                        .after(fault.after() == 0 ? null : fault.after())
                        .times(fault.times().orElse(null))
                        .probability(fault.probability())
                        .timeToLive(fault.timeToLive().map(Durations::print).orElse(null)));
    }

    /** Empty where there are none. */
    static Optional<io.damson.contract.admin.StandingFaults> of(StandingFaults standing) {
        boolean fails = standing.probability() > 0;
        return Optional.of(standing)
                .filter(faults -> !faults.isNone())
                .map(faults -> new io.damson.contract.admin.StandingFaults()
                        .delay(faults.delay().text().orElse(null))
                        .status(fails ? faults.status() : null)
                        .probability(fails ? faults.probability() : null)
                        .seed(faults.seed()));
    }
}
