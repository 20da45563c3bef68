package io.damson.browser;

import static io.restassured.RestAssured.given;

import io.damson.dataset.MockData;
import io.damson.http.HttpLimits;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.media.MediaUrls;
import io.damson.server.ServerConfiguration;
import io.damson.store.DatabaseConfiguration;
import io.damson.verify.shape.Percent;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A mock on a free port, as the command line starts it.
 *
 * @param basePath what stands before {@code /images}
 * @param publicUrl what clients reach it by
 * @param media whether it draws files
 * @param adminKey what control requests have to have
 * @param besides tenants in no file
 */
record Mock(
        String basePath, Optional<URI> publicUrl, boolean media, Optional<String> adminKey, List<MockData> besides) {
    static final Mock PLAIN = new Mock("/", Optional.empty(), true, Optional.empty(), List.of());

    Mock withBasePath(String path) {
        return new Mock(path, publicUrl, media, adminKey, besides);
    }

    Mock withPublicUrl(URI url) {
        return new Mock(basePath, Optional.of(url), media, adminKey, besides);
    }

    Mock withoutMedia() {
        return new Mock(basePath, publicUrl, false, adminKey, besides);
    }

    Mock withAdminKey(String key) {
        return new Mock(basePath, publicUrl, media, Optional.of(key), besides);
    }

    Mock with(MockData data) {
        return new Mock(basePath, publicUrl, media, adminKey, List.of(data));
    }

    MockServer start() throws IOException {
        return MockServer.start(new MockConfiguration(
                Optional.empty(),
                besides,
                new ServerConfiguration("127.0.0.1", 0, basePath, HttpLimits.DEFAULT, Optional.empty()),
                DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT,
                publicUrl.map(MediaUrls::new),
                media,
                adminKey,
                StandingFaults.NONE,
                Optional.empty()));
    }

    /** A request by another client than the browser. */
    static RequestSpecification request(String key) {
        return given().urlEncodingEnabled(false).header("X-API-KEY", key);
    }

    /** Puts an image, as only the control API can. */
    static void put(MockServer mock, String key, String reference, String members) {
        Response response = request(key).body(members).put(mock.uri() + "/__admin/images/" + Percent.encode(reference));
        if (response.statusCode() != 204) {
            throw new AssertionError(reference + ": " + response.asString());
        }
    }
}
