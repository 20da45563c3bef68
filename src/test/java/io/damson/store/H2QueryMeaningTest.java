package io.damson.store;

/** On the embedded database. */
class H2QueryMeaningTest extends QueryMeaning {
    H2QueryMeaningTest() {
        super(DatabaseConfiguration.inMemory());
    }
}
