package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.DatabaseException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson serve} over an H2 file. */
class ServeOnH2IT extends Serve {
    ServeOnH2IT(@TempDir Path folder) {
        super(() -> "jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString()));
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheFile() {
        assertThatThrownBy(() -> Database.open(new DatabaseConfiguration(runningOn(), null, null)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is in use by process ")
                .hasMessageContaining("(java); stop that first, or use PostgreSQL");
    }
}
