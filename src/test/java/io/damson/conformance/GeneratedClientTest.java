package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.client.ApiClient;
import io.damson.client.ApiException;
import io.damson.client.api.ImagesApi;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The client that openapi-generator makes of our contract ({@code java}, library {@code native}) does what the contract promises, whatever
 * images are called. {@code docs/examples/clients} has it as users do, and that of TypeScript.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientTest {
    private static final String KEY = "generated+client/key==";
    private static final Odd ODD = odd();

    /** Names of images, and filters with the names that they select. */
    record Odd(List<String> names, List<Selection> filters) {}

    record Selection(String filter, List<String> selects) {}

    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private final Tenant tenant;
    private final DamsonServer server;
    private final ImagesApi images;

    GeneratedClientTest() throws IOException {
        TenantStore tenants = new TenantStore(database);
        tenant = tenants.add(new TenantName("generated-client")).orElseThrow();
        tenants.addKey(tenant, ApiKey.of(KEY), "test");
        new ImageStore(database).insert(tenant, images(ODD.names()));
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/dam", HttpLimits.DEFAULT, Optional.empty()),
                database,
                CorsOrigins.of(List.of()));
        ApiClient client = new ApiClient();
        client.updateBaseUri(server.uri().toString());
        client.setRequestInterceptor(request -> request.header("X-API-KEY", KEY));
        images = new ImagesApi(client);
    }

    private static Odd odd() {
        Path folder = Path.of("docs/examples/clients");
        ObjectMapper json = new ObjectMapper();
        try {
            return new Odd(
                    json.readTree(folder.resolve("odd.json").toFile()).findValuesAsText("reference"),
                    List.of(json.readValue(folder.resolve("filters.json").toFile(), Selection[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        return ODD.names();
    }

    static List<Selection> filters() {
        return ODD.filters();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private static List<Image> images(List<String> references) {
        LocalDateTime modified = LocalDateTime.of(2024, 4, 5, 8, 44, 33);
        return IntStream.range(0, references.size())
                .mapToObj(i -> new Image(
                        i + 1L,
                        new ImageReference(references.get(i)),
                        0,
                        ImageStatus.OK,
                        modified,
                        "jpg",
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        1,
                        1,
                        1))
                .toList();
    }

    private List<String> listed(@Nullable String filter) throws ApiException {
        return images.listImages(filter, "id", 100, 0).getItems().stream()
                .map(io.damson.client.model.Image::getReference)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void getsAnImageByItsName(String name) throws ApiException {
        assertThat(images.getImage(name).getReference()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listsWhatAFilterSelects(Selection selection) throws ApiException {
        assertThat(listed(selection.filter())).isEqualTo(selection.selects());
    }

    /** Each delete takes one image away, and no other. */
    @Test
    void deletesAnImageByItsName() throws ApiException {
        List<String> left = new ArrayList<>(ODD.names());
        assertThat(listed(null)).isEqualTo(left);
        for (String name : ODD.names()) {
            images.deleteImage(name);
            left.remove(name);
            assertThat(listed(null)).isEqualTo(left);
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> images.deleteImage(name))
                    .matches(refused -> refused.getCode() == 404)
                    .satisfies(refused -> assertThat(refused.getResponseBody()).contains("There is no image"));
        }
        new ImageStore(database).insert(tenant, images(ODD.names()));
    }
}
