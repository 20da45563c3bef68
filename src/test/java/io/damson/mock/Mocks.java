package io.damson.mock;

import io.damson.dataset.MockData;
import io.damson.http.HttpLimits;
import io.damson.mock.fault.StandingFaults;
import io.damson.rest.RateLimit;
import io.damson.server.ServerConfiguration;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Mocks on free ports. */
final class Mocks {
    private Mocks() {}

    static MockServer start() throws IOException {
        return start(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static MockServer start(Optional<Path> data, Optional<String> adminKey, Optional<RateLimit> rateLimit)
            throws IOException {
        return start(data, List.of(), adminKey, rateLimit, StandingFaults.NONE);
    }

    static MockServer start(Optional<Path> data, List<MockData> besides) throws IOException {
        return start(data, besides, Optional.empty(), Optional.empty(), StandingFaults.NONE);
    }

    static MockServer start(StandingFaults standing) throws IOException {
        return start(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), standing);
    }

    private static MockServer start(
            Optional<Path> data,
            List<MockData> besides,
            Optional<String> adminKey,
            Optional<RateLimit> rateLimit,
            StandingFaults standing)
            throws IOException {
        return MockServer.start(new MockConfiguration(
                data,
                besides,
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, rateLimit),
                DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT,
                Optional.empty(),
                false,
                adminKey,
                standing,
                Optional.empty()));
    }
}
