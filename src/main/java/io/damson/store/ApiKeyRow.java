package io.damson.store;

import io.damson.tenant.ApiKey;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a key lies in the database: its hash and what people need to manage it, never the key. */
@Entity
@Table(name = "api_key")
class ApiKeyRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    long tenantId;
    byte[] hash = {};
    String label = "";
    LocalDateTime createdOn = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);

    @Nullable
    LocalDate lastUsedOn;

    @Nullable
    LocalDateTime revokedOn;

    /** For Hibernate. */
    ApiKeyRow() {}

    ApiKeyRow(long tenantId, ApiKey key, String label) {
        this.tenantId = tenantId;
        this.hash = key.hash();
        this.label = label;
    }

    StoredKey toStoredKey() {
        if (id == null) {
            throw new IllegalStateException("key " + label + " is not stored yet");
        }
        return new StoredKey(id, label, createdOn, Optional.ofNullable(lastUsedOn), Optional.ofNullable(revokedOn));
    }
}
