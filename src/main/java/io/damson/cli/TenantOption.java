package io.damson.cli;

import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import picocli.CommandLine.Option;

/** Whose data a command works on. */
final class TenantOption {
    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Name of the tenant.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TenantName name;

    /** The tenant in the database, which has to be there. */
    Tenant in(TenantStore tenants) {
        return find(tenants, name);
    }

    static Tenant find(TenantStore tenants, TenantName name) {
        return tenants.find(name)
                .orElseThrow(() -> new CommandException("there is no tenant " + name
                        + "; damson tenant list shows those there are, damson tenant add " + name + " makes it"));
    }
}
