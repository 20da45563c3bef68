package io.damson.store;

/** On the embedded database. */
class SqliteQueryMeaningTest extends QueryMeaning {
    SqliteQueryMeaningTest() {
        super(DatabaseConfiguration.temporary());
    }
}
