package io.damson.proxy.fault;

import io.damson.mock.fault.FaultPlace;
import io.damson.mock.fault.Faults;
import io.damson.mock.fault.FaultyRequest;
import io.damson.mock.fault.Outcome;
import io.damson.mock.fault.RequestedOutcome;
import io.damson.proxy.Interference;
import io.damson.proxy.LocalHandler;
import io.damson.rest.BasePath;
import io.damson.rest.ImagePath;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets requests of the API meet what they force ({@code Prefer: code=}, {@code x-microcks-delay}, {@code __code}, {@code __delay}), or what
 * was armed. A request without a key meets nothing, as in the mock, so that its 401 stays the upstream's; which keys are valid the
 * proxy does not know. Thread-safe.
 */
public final class FaultInterference implements Interference {
    private static final BasePath ROOT = new BasePath("/");
    private static final Faults NONE_ARMED = new Faults(InstantSource.system());

    private final KeyFaults armed;

    /** @param armed what lies in wait */
    public FaultInterference(KeyFaults armed) {
        this.armed = armed;
    }

    @Override
    public Outcome of(LocalHandler.Request request) {
        Optional<ImagePath> path = ROOT.imagePath(request.path());
        Optional<String> key = RequestKey.of(request).key();
        if (path.isEmpty() || key.isEmpty()) {
            return Outcome.NONE;
        }
        return new FaultyRequest(
                        FaultPlace.API,
                        request.method(),
                        path.get().reference(),
                        request.query(),
                        name -> request.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()))
                .outcome(armed.of(key.get()).map(KeyFaults.OfKey::faults).orElse(NONE_ARMED), armed.ofAll());
    }

    @Override
    public String passedOn(String target) {
        return RequestedOutcome.withoutOptions(target);
    }
}
