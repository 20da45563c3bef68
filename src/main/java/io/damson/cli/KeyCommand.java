package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.StoredKey;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson key}: the keys of a tenant. Two may live at once, while one is being replaced by the other. */
@Command(
        name = "key",
        description = "Creates, lists and revokes API keys, also while servers run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  damson key create --tenant shop --label 'web site'",
            "  printenv MY_KEY |",
            "    damson key create --tenant shop --label old --stdin",
            "  damson key list --tenant shop",
            "  damson key revoke --tenant shop 1"
        })
final class KeyCommand {
    private static final int MAX_LABEL = 200;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Command(
            name = "create",
            description = "Creates an API key of 256 random bits and prints it once. Only its hash is stored.",
            mixinStandardHelpOptions = true)
    void create(
            @Mixin DatabaseOptions options,
            @Mixin TenantOption tenantOption,
            @Option(
                            names = "--label",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Label of the key in damson key list.")
                    String label,
            @Option(names = "--stdin", description = "Read the key from standard input instead of creating one.")
                    boolean stdin)
            throws IOException {
        if (label.length() > MAX_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(
                    spec.subcommands().get("create"),
                    "--label has at most " + MAX_LABEL + " characters, none of them control characters");
        }
        ApiKey key = stdin ? given() : ApiKey.random();
        try (Database database = options.openExisting()) {
            TenantStore tenants = new TenantStore(database);
            StoredKey stored = tenants.addKey(tenantOption.in(tenants), key, label)
                    .orElseThrow(() -> new CommandException("that key is in use already, or was once"));
            out().println(stdin ? "added key " + stored.id() : key.reveal());
        }
    }

    private static ApiKey given() throws IOException {
        try {
            // One more than a key has, and the end of its line.
            byte[] line = System.in.readNBytes(ApiKey.MAX_LENGTH + 3);
            return ApiKey.of(new String(line, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n$", ""));
        } catch (IllegalArgumentException e) {
            throw new CommandException("standard input holds no key: " + e.getMessage());
        }
    }

    @Command(
            name = "list",
            description = "Lists a tenant's API keys by number, date and label, without the keys themselves.",
            mixinStandardHelpOptions = true)
    void list(@Mixin DatabaseOptions options, @Mixin TenantOption tenantOption) {
        try (Database database = options.openExisting()) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenantOption.in(tenants);
            out().printf("%-6s %-20s %-10s  %-20s %s%n", "ID", "CREATED", "LAST USED", "REVOKED", "LABEL");
            for (StoredKey key : tenants.keys(tenant)) {
                out().printf(
                                "%-6d %-20s %-10s  %-20s %s%n",
                                key.id(),
                                key.createdOn(),
                                key.lastUsedOn().map(Object::toString).orElse("never"),
                                key.revokedOn().map(Object::toString).orElse("-"),
                                key.label());
            }
        }
    }

    @Command(name = "revoke", description = "Revokes an API key.", mixinStandardHelpOptions = true)
    void revoke(
            @Mixin DatabaseOptions options,
            @Mixin TenantOption tenantOption,
            @Parameters(paramLabel = "ID", description = "Number of the key in damson key list.") long id) {
        try (Database database = options.openExisting()) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenantOption.in(tenants);
            if (!tenants.revokeKey(tenant, id)) {
                throw new CommandException("the tenant " + tenant.name() + " has no key " + id
                        + " that is not revoked; damson key list --tenant " + tenant.name() + " shows its keys");
            }
            out().println("revoked key " + id);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
