package io.damson.conformance;

import io.damson.store.TestPostgres;

/** Over PostgreSQL. */
class RacesOnPostgresTest extends Races {
    RacesOnPostgresTest() {
        super(TestPostgres.newDatabase());
    }
}
