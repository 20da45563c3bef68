package io.damson.mock;

import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.media.MediaUrls;
import io.damson.server.ServerConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a mock serves, and where.
 *
 * @param data a folder of data files, or one file; empty for the data that come with Damson
 * @param besides tenants that are in no file, and stay as they are
 * @param server where it listens, and the rate limit of a key
 * @param queryTimeout how long the database may work for a request
 * @param publicUrl what URLs of images begin with; empty for where it listens
 * @param media whether it draws the images that its data name
 * @param adminKey what control requests have to have; empty where they need nothing
 * @param standing what requests of the API meet from its start to its end
 * @param corsOrigins the allowed origins, where they are configured (see {@link MockOrigins})
 */
public record MockConfiguration(
        Optional<Path> data,
        List<MockData> besides,
        ServerConfiguration server,
        Duration queryTimeout,
        Optional<MediaUrls> publicUrl,
        boolean media,
        Optional<String> adminKey,
        StandingFaults standing,
        Optional<CorsOrigins> corsOrigins) {}
