package io.damson.cli;

import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The tenant that a server makes in an empty database. Its key is printed before it is stored: a server that is killed may leave a key that is
 * void, but never a tenant whose key nobody has seen.
 *
 * @param name empty where none is to be made
 * @param given its key; empty for a new one
 * @param out where its key is printed
 */
record FirstTenant(Optional<TenantName> name, Optional<ApiKey> given, PrintWriter out) {
    /** What to do where every key would be refused. */
    private static final String NEXT = """
            The database has no tenants. In a second terminal, with the same --database-url if one is given:
              damson tenant add shop
              damson key create --tenant shop
            """;

    private static final String KEYLESS = """
            The tenant %1$s has no key. In a second terminal, with the same --database-url if one is given:
              damson key create --tenant %1$s
            """;

    /**
     * Makes it where there is none.
     *
     * @return what is left to be printed, which is what to do where no key would be accepted
     */
    String greeting(TenantStore tenants) {
        if (name.isEmpty()) {
            return tenants.list().isEmpty() ? NEXT : "";
        }
        return made(tenants, name.get()) ? "" : keyless(tenants, name.get());
    }

    private boolean made(TenantStore tenants, TenantName first) {
        ApiKey key = given.orElseGet(ApiKey::random);
        boolean[] printed = {false};
        try {
            return tenants.addFirst(first, key, "first", () -> {
                printed[0] = true;
                print("tenant %s, key %s%n".formatted(first, given.isPresent() ? "as given" : key.reveal()));
            });
        } catch (RuntimeException e) {
            if (printed[0]) {
                out.println("the database did not confirm that: unless the tenant " + first
                        + " is there all the same, that key is void");
                out.flush();
            }
            throw e;
        }
    }

    private void print(String line) {
        out.print(line);
        if (out.checkError() && given.isEmpty()) {
            throw new CommandException("the key of the first tenant cannot be printed, so it was not made");
        }
    }

    private static String keyless(TenantStore tenants, TenantName name) {
        Optional<Tenant> tenant = tenants.find(name);
        return tenant.isPresent() && tenants.keys(tenant.get()).isEmpty() ? KEYLESS.formatted(name) : "";
    }
}
