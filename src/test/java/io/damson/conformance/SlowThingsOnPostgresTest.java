package io.damson.conformance;

import io.damson.image.Image;
import io.damson.store.TestPostgres;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Over PostgreSQL, rows of which another transaction holds. */
class SlowThingsOnPostgresTest extends SlowThings {
    SlowThingsOnPostgresTest() {
        super(TestPostgres.newDatabase());
    }

    @Override
    void hold(Statement statement, List<Image> held) throws SQLException {
        statement.execute("begin");
        statement.execute("select id from image where id in ("
                + held.stream().map(image -> String.valueOf(image.id())).collect(Collectors.joining(", "))
                + ") for update");
    }
}
