package io.damson.conformance;

import io.damson.store.TestPostgres;

/** {@code damson serve} over PostgreSQL. */
class ServeOnPostgresIT extends Serve {
    ServeOnPostgresIT() {
        super(() -> TestPostgres.newDatabase("UTF8"));
    }
}
