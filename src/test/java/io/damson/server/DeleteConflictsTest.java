package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.Images;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TestPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Deletes that PostgreSQL undoes in favour of another session, and leaves to us to begin again. A delete is one statement, and nothing of it
 * was done: it is made once more, as its client would make it, and is a 503 where that fails too.
 */
class DeleteConflictsTest {
    private final DatabaseConfiguration database = TestPostgres.newDatabase().withQueryTimeout(Duration.ofSeconds(10));

    @SuppressWarnings("NullAway.Init")
    private MonitoredServer server;

    @SuppressWarnings("NullAway.Init")
    private Connection other;

    /** With a setting that the server's sessions have from their database. */
    private void start(String setting) throws Exception {
        execute("do $$ begin execute format('alter database %I set " + setting + "', current_database()); end $$");
        server = new MonitoredServer(database, Optional.empty());
        new ImageStore(server.database).insert(server.tenant, Images.random(1, 1));
        execute("update image set reference = 'a', status = 'Ok'");
    }

    @BeforeEach
    void connect() throws SQLException {
        other = DriverManager.getConnection(database.url());
    }

    @AfterEach
    void stop() throws SQLException {
        other.close();
        server.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private CompletableFuture<HttpResponse<String>> delete() {
        return server.keyed("DELETE", "/images(a)");
    }

    private void assertAnswer(int status, CompletableFuture<HttpResponse<String>> deleted) {
        HttpResponse<String> answer = deleted.join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    /** By a session of its own: a transaction sees these as they were at its first look. */
    private void await(String condition) throws SQLException {
        try (Connection looking = DriverManager.getConnection(database.url());
                Statement statement = looking.createStatement()) {
            boolean met;
            do {
                try (var row = statement.executeQuery(condition)) {
                    met = row.next() && row.getBoolean(1);
                }
            } while (!met);
        }
    }

    private void awaitWaitingDelete() throws SQLException {
        await("select count(*) > 0 from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock' and query like 'delete%'");
    }

    @Test
    void aDeleteThatIsEndedForADeadlockIsMadeOnceMore() throws Exception {
        start("deadlock_timeout = ''400ms''");
        execute("set deadlock_timeout = '1min'");
        other.setAutoCommit(false);
        execute("select 1 from image where reference = 'a' for update");
        CompletableFuture<HttpResponse<String>> deleted = delete();
        awaitWaitingDelete();
        // This waits for the delete, which uses the table, and the delete for its row: PostgreSQL ends the delete.
        execute("lock table image in access exclusive mode");
        other.rollback();
        await("select deadlocks = 1 from pg_stat_database where datname = current_database()");
        assertAnswer(204, deleted);
        assertAnswer(404, delete());
    }

    @Test
    void aDeleteThatComesTooLateForItsSnapshotIsMadeOnceMore() throws Exception {
        start("default_transaction_isolation = ''repeatable read''");
        other.setAutoCommit(false);
        execute("update image set status = 'Up' where reference = 'a'");
        CompletableFuture<HttpResponse<String>> deleted = delete();
        awaitWaitingDelete();
        other.commit();
        // As it would be if the delete had come a moment later.
        assertAnswer(409, deleted);
    }

    @Test
    void aDeleteThatIsInConflictTwiceIsA503() throws Exception {
        start("default_transaction_isolation = serializable");
        execute("create function conflict() returns trigger language plpgsql as"
                + " $$ begin raise exception 'a conflict' using errcode = 'serialization_failure'; end $$");
        execute("create trigger conflict before delete on image for each row execute function conflict()");
        CompletableFuture<HttpResponse<String>> deleted = delete();
        assertAnswer(503, deleted);
        assertThat(deleted.join().body()).contains("Something else is writing to the database");
        assertThat(deleted.join().headers().firstValue("Retry-After")).isPresent();
        execute("drop trigger conflict on image");
        assertAnswer(204, delete());
    }
}
