package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.image.Image;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.store.TestPostgres;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.List;

/** {@code damson serve}, on PostgreSQL. */
class NaughtyStringsOnPostgresIT extends NaughtyStrings {
    @Override
    DamsonProcess start(List<Image> images) {
        DatabaseConfiguration configuration = TestPostgres.newDatabase();
        try (Database database = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenants.add(new TenantName("naughty")).orElseThrow();
            assertThat(tenants.addKey(tenant, ApiKey.of(KEY), "test")).isPresent();
            new ImageStore(database).insert(tenant, images);
        }
        return DamsonProcess.start("serve", "--database-url", configuration.url(), "--wrong-keys", "off");
    }
}
