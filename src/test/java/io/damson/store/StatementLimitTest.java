package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A statement that lasts too long is ended, and its connection serves the next. */
class StatementLimitTest {
    private static final String ENDLESS =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n where i < 0";

    static Stream<DatabaseConfiguration> databases() {
        return Stream.of(DatabaseConfiguration.temporary(), TestPostgres.newDatabase());
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    @Test
    void aRequestWaitsForLocksForASecondAndACommandLonger() {
        DatabaseConfiguration configuration = TestPostgres.newDatabase();
        assertThat(lockTimeout(configuration.withQueryTimeout(Duration.ofSeconds(10))))
                .isEqualTo("1s");
        assertThat(lockTimeout(configuration)).isEqualTo("30s");
    }

    private static String lockTimeout(DatabaseConfiguration configuration) {
        try (Database database = Database.open(configuration)) {
            return database.select(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("show lock_timeout")) {
                    row.next();
                    return row.getString(1);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aStatementThatLastsTooLongIsEnded(DatabaseConfiguration configuration) {
        try (Database database = Database.open(configuration.withQueryTimeout(Duration.ofMillis(50)))) {
            for (int i = 0; i <= Database.PARALLEL + 2; i++) {
                DatabaseUnavailableException ended = catchThrowableOfType(
                        DatabaseUnavailableException.class,
                        () -> database.select(connection -> run(connection, ENDLESS)));
                assertThat(ended.reason()).isEqualTo(DatabaseUnavailableException.Reason.TOO_SLOW);
                boolean answered = database.select(connection -> run(connection, "select 1"));
                assertThat(answered).isTrue();
            }
        }
    }
}
