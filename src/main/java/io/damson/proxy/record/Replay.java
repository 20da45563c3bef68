package io.damson.proxy.record;

import io.damson.http.HttpLimits;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.proxy.StandIn;
import io.damson.server.ServerConfiguration;
import io.damson.tenant.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Answers from the record where the upstream is away, by a mock in this process that follows the record. What is deleted of the mock's
 * images stays in the record, and is never deleted of the upstream's. Thread-safe.
 */
public final class Replay implements StandIn, AutoCloseable {
    /** How long the mock is behind the record, at least. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Following takes a twentieth of the time, at most. */
    private static final int SHARE = 20;

    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);

    private final Recorder recorder;
    private final Consumer<String> notices;
    private final Rhythm follower;
    private final AtomicBoolean isTold = new AtomicBoolean();
    private volatile Optional<MockServer> mock = Optional.empty();
    private volatile Optional<Playing> playing = Optional.empty();

    /** A mock and what it plays. */
    private record Playing(MockServer mock, NavigableMap<Integer, Long> versions) {}

    private Replay(Recorder recorder, Consumer<String> notices) {
        this.recorder = recorder;
        this.notices = notices;
        this.follower = Rhythm.start("damson-replay", PAUSE, SHARE, this::follow);
    }

    /**
     * Follows the record; the mock starts in the background, as soon as something is recorded.
     *
     * @param recorder stays open; closed after this
     * @param notices gets a line for people where the record cannot be played; by any thread
     */
    public static Replay start(Recorder recorder, Consumer<String> notices) {
        Replay replay = new Replay(recorder, notices);
        recorder.whenChanged(replay.follower::soon);
        replay.follower.now();
        return replay;
    }

    /** A request without a key is sent without one, so that the mock refuses it as the API does. */
    @Override
    public Optional<Instead> of(String key) {
        Optional<Playing> now = playing;
        if (now.isEmpty() || !now.get().versions.equals(recorder.versions())) {
            follower.now();
        }
        if (key.isBlank()) {
            return now.map(known -> new Instead(known.mock.uri(), ""));
        }
        return now.flatMap(known -> recorder.numberOf(key.strip())
                .filter(known.versions::containsKey)
                .map(number -> new Instead(known.mock.uri(), keyOf(number))));
    }

    private static String keyOf(int number) {
        return Recording.header(number).apiKeys().get(0).reveal();
    }

    private void follow() {
        // Read before the data, which are as new at least.
        NavigableMap<Integer, Long> versions = recorder.versions();
        if (versions.isEmpty()
                || playing.filter(now -> now.versions.equals(versions)).isPresent()) {
            return;
        }
        try {
            if (mock.isEmpty()) {
                mock = Optional.of(startMock());
            }
            mock.get().serve(recorder.data());
            playing = Optional.of(new Playing(mock.get(), versions));
        } catch (IOException | RuntimeException e) {
            if (isTold.compareAndSet(false, true)) {
                notices.accept("the record cannot be played, and is tried again: " + e);
            }
        }
    }

    /** With the URLs of images as they were recorded; nobody knows the key of its control API. */
    private static MockServer startMock() throws IOException {
        return MockServer.start(new MockConfiguration(
                Optional.empty(),
                List.of(),
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                QUERY_TIMEOUT,
                Optional.empty(),
                false,
                Optional.of(ApiKey.random().reveal()),
                StandingFaults.NONE,
                Optional.empty()));
    }

    @Override
    public void close() {
        follower.close();
        mock.ifPresent(MockServer::close);
    }
}
