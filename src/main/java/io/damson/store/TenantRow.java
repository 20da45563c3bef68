package io.damson.store;

import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** How a tenant lies in the database. */
@Entity
@Table(name = "tenant")
class TenantRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String name = "";

    /** For Hibernate. */
    TenantRow() {}

    TenantRow(TenantName name) {
        this.name = name.value();
    }

    Tenant toTenant() {
        if (id == null) {
            throw new IllegalStateException("tenant " + name + " is not stored yet");
        }
        try {
            return new Tenant(id, new TenantName(name));
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnavailableException(
                    DatabaseUnavailableException.Reason.DAMAGED, "tenant " + id + ": " + e.getMessage());
        }
    }
}
