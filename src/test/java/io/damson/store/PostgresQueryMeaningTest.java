package io.damson.store;

/** On a real PostgreSQL. */
class PostgresQueryMeaningTest extends QueryMeaning {
    PostgresQueryMeaningTest() {
        super(TestPostgres.newDatabase());
    }
}
