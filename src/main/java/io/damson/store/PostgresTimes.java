package io.damson.store;

import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a server's statements may last, and how long PostgreSQL may be silent, so that a request is answered within the query timeout
 * whatever it has waited for, and though PostgreSQL has come to a stand. Of that time three margins are kept: for a wait that need not be
 * told to PostgreSQL, for PostgreSQL to end a statement by itself, and for the answer.
 *
 * @param queryTimeout how long the database may work for a request
 * @param lockTimeout how long a statement waits for a lock
 */
record PostgresTimes(Duration queryTimeout, Duration lockTimeout) {
    private static final int MARGINS = 3;
    private static final Duration LONGEST_MARGIN = Duration.ofMillis(250);
    private static final int MARGIN_OF_TIMEOUT = 20;

    /** Of the two seconds within which a client is told of a lock that is not to be had, its waits for others included. */
    private static final Duration LOCKED = Duration.ofMillis(1500);

    private static final Duration SHORTEST_LOCK_TIMEOUT = Duration.ofMillis(10);

    /** There is a connection for each request: where all is well, nobody waits. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private static final int LONG_WAIT_OF_TIMEOUT = 4;

    /** More than a statement may last: PostgreSQL ends it before. */
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private Duration margin() {
        Duration share = queryTimeout.dividedBy(MARGIN_OF_TIMEOUT);
        return share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN;
    }

    /** How long a statement may last that is begun in time. */
    Duration statement() {
        return queryTimeout.minus(margin().multipliedBy(MARGINS));
    }

    /** Whether the request of this thread has waited for so long that its statements have less time than {@link #statement()}. */
    boolean isLate() {
        return RequestTime.age().filter(age -> age.compareTo(margin()) > 0).isPresent();
    }

    /** How long a statement of this thread may last. */
    Duration statementLeft() {
        return RequestTime.age()
                .filter(age -> age.compareTo(margin()) > 0)
                .map(age -> atLeast(margin(), queryTimeout.minus(age).minus(margin().multipliedBy(MARGINS - 1))))
                .orElseGet(this::statement);
    }

    /** How long a statement of this thread may wait for a lock. */
    Duration lockLeft() {
        return RequestTime.age()
                .map(age -> atLeast(SHORTEST_LOCK_TIMEOUT, LOCKED.minus(age)))
                .filter(left -> left.compareTo(lockTimeout) < 0)
                .orElse(lockTimeout);
    }

    /**
     * Refuses what cannot be done in time any more.
     *
     * @throws SQLException if the request of this thread has no time left
     */
    void requireTime() throws SQLException {
        Duration age = RequestTime.age().orElse(Duration.ZERO);
        if (age.compareTo(statement()) > 0) {
            throw new SQLException(
                    "the request has waited for " + age.toMillis() + " ms", PostgresConnections.QUERY_CANCELED);
        }
    }

    /**
     * How long this thread may wait for a connection, of which the last may be tried in vain after that.
     *
     * @param most for who has the time
     * @param trial how long a connection is tried
     */
    Duration connection(Duration most, Duration trial) {
        Duration left = RequestTime.age()
                .map(age -> queryTimeout.minus(age).minus(margin()).minus(trial))
                .orElse(most);
        return left.compareTo(most) < 0 ? atLeast(SHORTEST_WAIT, left) : most;
    }

    /** Whether the request of this thread has little time left. */
    boolean hasWaitedLong() {
        return RequestTime.age()
                .filter(age -> age.compareTo(queryTimeout.dividedBy(LONG_WAIT_OF_TIMEOUT)) > 0)
                .isPresent();
    }

    /** How long PostgreSQL may be silent before this thread gives it up. */
    Duration silence() {
        return RequestTime.age()
                .map(age -> atLeast(margin(), queryTimeout.minus(age).minus(margin())))
                .orElseGet(() -> queryTimeout.plus(STANDSTILL));
    }

    private static Duration atLeast(Duration least, Duration time) {
        return time.compareTo(least) < 0 ? least : time;
    }
}
