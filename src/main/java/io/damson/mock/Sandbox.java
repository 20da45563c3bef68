package io.damson.mock;

import io.damson.contract.admin.ArmedFault;
import io.damson.contract.admin.ArmedFaults;
import io.damson.contract.admin.Clock;
import io.damson.contract.admin.ClockChange;
import io.damson.contract.admin.Fault;
import io.damson.contract.admin.JournalPage;
import io.damson.contract.admin.ServeEvent;
import io.damson.mock.tenant.Sandboxes;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A copy of the mock's data that no other key sees or changes, with faults, a clock and a journal of its own. What cannot be is an
 * {@link IllegalArgumentException} with the rule. Thread-safe.
 */
public final class Sandbox {
    private static final int ALL_THAT_ARE_KEPT = 1_000;

    private final URI url;
    private final ControlClient control;

    Sandbox(URI url, String apiKey) {
        this.url = url;
        this.control = new ControlClient(url, apiKey);
    }

    /** What requests to it have as {@code X-API-KEY}. */
    public String apiKey() {
        return control.apiKey();
    }

    /** Where the API is, without a slash at the end. */
    public URI url() {
        return url;
    }

    /** Makes data, faults, clock and journal as they were in the beginning. */
    public void reset() {
        control.send("POST", "/reset");
    }

    /** Arms a fault: {@code new Fault().status(503).times(2)}. */
    public ArmedFault arm(Fault fault) {
        return control.send("POST", "/faults", fault, ArmedFault.class);
    }

    /** The faults that are armed, in the order in which they are tried. */
    public List<ArmedFault> faults() {
        return control.get("/faults", ArmedFaults.class).getFaults();
    }

    /** Disarms all faults. */
    public void disarm() {
        control.send("DELETE", "/faults");
    }

    /** What its clock shows, in UTC. */
    public Clock clock() {
        return control.get("/clock", Clock.class);
    }

    /** Lets time pass: images whose processing is over become {@code Ok}. */
    public Clock advance(Duration time) {
        return change(new ClockChange().advance(time.toString()));
    }

    /** Sets the clock, lets it run or stand still. */
    public Clock change(ClockChange change) {
        return control.send("PUT", "/clock", change, Clock.class);
    }

    /** Its latest requests and their answers, the newest first. */
    public List<ServeEvent> journal() {
        return control.get("/requests?limit=" + ALL_THAT_ARE_KEPT, JournalPage.class)
                .getRequests();
    }

    /** Drops the sandbox; the next request with its key creates it again. */
    public void drop() {
        control.send("DELETE", "/sandboxes/" + apiKey().substring(Sandboxes.KEY_PREFIX.length()));
    }

    @Override
    public String toString() {
        return apiKey() + " at " + url;
    }
}
