package io.damson.conformance;

import io.damson.store.TestPostgres;

/** Over PostgreSQL. */
class TenantsAreWallsOnPostgresTest extends TenantsAreWalls {
    TenantsAreWallsOnPostgresTest() {
        super(TestPostgres.newDatabase());
    }
}
