package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The note of the day on which a key was used, where it cannot be made. */
class KeyUseTest {
    @Test
    void aReadOnlyDatabaseIsToldOfOnceThoughManyKeysAreUsed() throws SQLException {
        DatabaseConfiguration configuration = TestPostgres.newDatabase();
        List<ApiKey> keys =
                IntStream.range(0, 10).mapToObj(i -> ApiKey.of("used-" + i)).toList();
        try (Database database = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenants.add(new TenantName("used")).orElseThrow();
            keys.forEach(key -> tenants.addKey(tenant, key, "test"));
        }
        try (Connection connection = DriverManager.getConnection(configuration.url());
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin execute format('alter database %I set default_transaction_read_only = on',"
                    + " current_database()); end $$");
        }
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(TenantStore.class);
        logger.addAppender(log);
        // Its notes are made when it is closed.
        try (Database database = Database.open(configuration.withQueryTimeout(Duration.ofSeconds(10)))) {
            TenantStore tenants = new TenantStore(database);
            keys.forEach(key -> assertThat(tenants.ofKey(key)).isPresent());
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains("are not noted yet", "read-only"));
    }
}
