package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailFastPoolTest {
    private static final int AT_ONCE = 4;

    private final DatabaseConfiguration configuration = TestPostgres.newDatabase();

    /** Connections are made one after another: the last is there only when a wait for one would be over. */
    @Test
    void whoWaitsWhileConnectionsAreBeingMadeGetsOne() {
        HikariConfig settings = Database.pool(configuration);
        settings.setMaximumPoolSize(AT_ONCE);
        String url = configuration.url();
        // PostgreSQL waits for a second in each login.
        settings.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "options=-c%20post_auth_delay=1");
        List<Connection> held = new ArrayList<>();
        try (FailFastPool pool = new FailFastPool(settings, Optional.empty())) {
            List<CompletableFuture<Connection>> waiting = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> connection(pool), task -> new Thread(task).start()));
            }
            waiting.forEach(one -> held.add(one.join()));
            assertThat(held).doesNotHaveDuplicates().hasSize(AT_ONCE);
        }
    }

    private static Connection connection(FailFastPool pool) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
