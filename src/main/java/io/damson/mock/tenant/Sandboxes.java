package io.damson.mock.tenant;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The sandboxes there are, made at their first use. Thread-safe; making one does not delay another. */
public final class Sandboxes {
    /** What the keys of sandboxes begin with. */
    public static final String KEY_PREFIX = "sandbox-";

    /** What comes after it in words. */
    public static final String NAME_RULE =
            "the name of a sandbox is 1 to 100 of A-Z, a-z, 0-9, dot, underscore and hyphen";

    private static final int MAX_NAME = 100;

    /** A sandbox that is idle for so long is dropped. */
    static final Duration MAX_IDLE = Duration.ofHours(1);

    /** A sandbox that is idle for so long is dropped where there is no room. */
    static final Duration SPARE_AFTER = Duration.ofMinutes(1);

    private final int maxSandboxes;
    private final long maxRows;
    private final InstantSource real;
    private final Function<String, MockTenant> make;
    private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param maxSandboxes how many there may be
     * @param maxRows how many images they may have together in the beginning
     * @param make makes a sandbox of that key
     */
    Sandboxes(int maxSandboxes, long maxRows, InstantSource real, Function<String, MockTenant> make) {
        this.maxSandboxes = maxSandboxes;
        this.maxRows = maxRows;
        this.real = real;
        this.make = make;
    }

    /** Whether a key stands for a sandbox, made or not. */
    static boolean isKey(String secret) {
        int length = secret.length() - KEY_PREFIX.length();
        if (length < 1 || length > MAX_NAME || !secret.startsWith(KEY_PREFIX)) {
            return false;
        }
        for (int i = KEY_PREFIX.length(); i < secret.length(); i++) {
            if (!isOfAName(secret.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfAName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    /** A sandbox and when it was last asked for. */
    private static final class Sandbox {
        private final String key;
        private final long rows;
        private volatile Instant lastUse;
        private Optional<MockTenant> tenant = Optional.empty();
        private boolean dropped;

        Sandbox(String key, long rows, Instant now) {
            this.key = key;
            this.rows = rows;
            this.lastUse = now;
        }

        synchronized Optional<MockTenant> tenant(Function<String, MockTenant> make) {
            if (tenant.isEmpty() && !dropped) {
                tenant = Optional.of(make.apply(key));
            }
            return tenant;
        }

        /** Empty where it is not made yet, and will be as all are that are yet to come. */
        synchronized Optional<MockTenant> made() {
            return tenant;
        }

        synchronized void drop() {
            dropped = true;
            tenant.ifPresent(MockTenant::drop);
            tenant = Optional.empty();
        }
    }

    /**
     * The sandbox of that key, made now if there is none.
     *
     * @param rows how many images a new one has
     * @throws ProblemException if there is no room for a new one
     */
    MockTenant of(String key, long rows) {
        Optional<MockTenant> found = Optional.empty();
        while (found.isEmpty()) {
            Sandbox sandbox = sandboxes.get(key);
            if (sandbox == null) {
                sandbox = admit(key, rows);
            }
            sandbox.lastUse = real.instant();
            found = sandbox.tenant(make);
        }
        return found.get();
    }

    private Sandbox admit(String key, long rows) {
        List<Sandbox> leaving = new ArrayList<>();
        try {
            return admit(key, rows, leaving);
        } finally {
            leaving.forEach(Sandbox::drop);
        }
    }

    private synchronized Sandbox admit(String key, long rows, List<Sandbox> leaving) {
        Sandbox raced = sandboxes.get(key);
        if (raced != null) {
            return raced;
        }
        while (sandboxes.size() >= maxSandboxes || rowsOfAll() + rows > maxRows) {
            leaving.add(longestIdle().orElseThrow(this::noRoom));
        }
        Sandbox admitted = new Sandbox(key, rows, real.instant());
        sandboxes.put(key, admitted);
        return admitted;
    }

    private long rowsOfAll() {
        return sandboxes.values().stream().mapToLong(sandbox -> sandbox.rows).sum();
    }

    private Optional<Sandbox> longestIdle() {
        Instant spare = real.instant().minus(SPARE_AFTER);
        Optional<Sandbox> idle = sandboxes.values().stream()
                .filter(sandbox -> !sandbox.lastUse.isAfter(spare))
                .min(Comparator.comparing(sandbox -> sandbox.lastUse));
        idle.ifPresent(sandbox -> sandboxes.remove(sandbox.key, sandbox));
        return idle;
    }

    private ProblemException noRoom() {
        return new ProblemException(
                        ProblemType.SERVICE_UNAVAILABLE,
                        ("There is no room for another sandbox: there may be %d, with %d images together, and none has"
                                        + " been idle for %d s; drop one with DELETE /__admin/sandboxes/NAME")
                                .formatted(maxSandboxes, maxRows, SPARE_AFTER.toSeconds()))
                .withHeader("Retry-After", String.valueOf(SPARE_AFTER.toSeconds()));
    }

    /** Drops those that have been idle for too long. */
    void dropIdle() {
        Instant end = real.instant().minus(MAX_IDLE);
        for (Sandbox sandbox : List.copyOf(sandboxes.values())) {
            if (!sandbox.lastUse.isAfter(end) && sandboxes.remove(sandbox.key, sandbox)) {
                sandbox.drop();
            }
        }
    }

    /** Drops the sandbox of that key; whether there was one. */
    public boolean drop(String key) {
        Optional<Sandbox> dropped = Optional.ofNullable(sandboxes.remove(key));
        dropped.ifPresent(Sandbox::drop);
        return dropped.isPresent();
    }

    /** Drops all that there are. */
    void dropAll() {
        List.copyOf(sandboxes.keySet()).forEach(this::drop);
    }

    /** For each key, how long ago it was asked for. */
    public Map<String, Duration> idle() {
        Instant now = real.instant();
        Map<String, Duration> idle = new TreeMap<>();
        sandboxes.forEach((key, sandbox) -> idle.put(key, Duration.between(sandbox.lastUse, now)));
        return idle;
    }

    /** All that are made. */
    Collection<MockTenant> all() {
        return sandboxes.values().stream()
                .flatMap(sandbox -> sandbox.made().stream())
                .toList();
    }
}
