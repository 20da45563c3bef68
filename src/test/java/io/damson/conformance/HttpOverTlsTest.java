package io.damson.conformance;

import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.server.Tls;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes come over TLS, they are answered as without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpOverTlsTest implements HttpContract {
    @TempDir
    private static Path folder;

    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private SSLContext usual;
    private Tls tls;
    private DamsonServer server;

    @BeforeAll
    void start() throws IOException, NoSuchAlgorithmException {
        MockData acme = MockData.load(Path.of("mock-data/acme.json")).get(0);
        TenantStore tenants = new TenantStore(database);
        Tenant tenant = tenants.add(acme.tenant()).orElseThrow();
        acme.apiKeys().forEach(key -> tenants.addKey(tenant, key, "test"));
        new ImageStore(database).insert(tenant, acme.images());
        tls = Tls.open(TestKeystores.make(folder.resolve("server.p12"), "server"), TestKeystores.PASSWORD);
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty())
                        .withTls(Optional.of(tls)),
                database,
                CorsOrigins.none());
        usual = SSLContext.getDefault();
        SSLContext.setDefault(TestKeystores.TRUSTING);
        RestAssured.useRelaxedHTTPSValidation();
    }

    @AfterAll
    void stop() {
        RestAssured.reset();
        SSLContext.setDefault(usual);
        server.close();
        tls.close();
        database.close();
    }

    @Override
    public String url() {
        return server.uri().toString();
    }
}
