package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson tenant}: the accounts of a database. */
@Command(
        name = "tenant",
        description = "Adds, lists and removes tenants, also while servers run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  damson tenant add shop",
            "  damson tenant list",
            "  damson tenant remove shop --yes"
        })
final class TenantCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Command(name = "add", description = "Adds a tenant.", mixinStandardHelpOptions = true)
    void add(
            @Mixin DatabaseOptions options,
            @Parameters(
                            paramLabel = "NAME",
                            description = "Name of the tenant: lower-case letters, digits and hyphens.")
                    TenantName name) {
        try (Database database = options.open()) {
            if (new TenantStore(database).add(name).isEmpty()) {
                throw new CommandException("there is a tenant " + name + " already");
            }
            out().println("added tenant " + name + "; next: damson key create --tenant " + name);
        }
    }

    @Command(
            name = "list",
            description = "Lists the names of all tenants, one a line.",
            mixinStandardHelpOptions = true)
    void list(@Mixin DatabaseOptions options) {
        try (Database database = options.openExisting()) {
            new TenantStore(database).list().forEach(tenant -> out().println(tenant.name()));
        }
    }

    @Command(
            name = "remove",
            description = "Removes a tenant with its keys and images.",
            mixinStandardHelpOptions = true)
    void remove(
            @Mixin DatabaseOptions options,
            @Parameters(paramLabel = "NAME", description = "Name of the tenant.") TenantName name,
            @Option(names = "--yes", description = "Confirm the removal. It cannot be undone.") boolean yes) {
        if (!yes) {
            throw new ParameterException(
                    spec.subcommands().get("remove"),
                    "this removes the tenant " + name
                            + " with its keys and images for good; add --yes if that is meant");
        }
        try (Database database = options.openExisting()) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = TenantOption.find(tenants, name);
            tenants.remove(tenant);
            out().println("removed tenant " + name);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
