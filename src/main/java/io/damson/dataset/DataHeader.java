package io.damson.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The tenant of the images of files: from the files, or from their name.
 *
 * @param tenant its name
 * @param apiKeys the keys that stand for it, one at least
 * @param sandbox whether sandboxes are copies of it
 */
public record DataHeader(TenantName tenant, List<ApiKey> apiKeys, boolean sandbox) {
    private static final String NO_NAME = "data";
    private static final int MAX_NAME = 50;

    /**
     * Reads what stands beside images; what is wrong is noted, and passed over.
     *
     * @param members what there is
     * @param name of the files, without folder and ending
     */
    static DataHeader of(Map<String, FileMember> members, String name, Refusals refusals) {
        List<TenantName> tenants = new ArrayList<>();
        List<ApiKey> keys = new ArrayList<>();
        List<Boolean> sandbox = new ArrayList<>();
        members.forEach((member, found) -> {
            try {
                switch (member) {
                    case "$schema" -> {}
                    case "tenant" -> tenants.add(new TenantName(text(found.value())));
                    case "apiKeys" -> readKeys(found.value(), keys::add);
                    case "sandbox" -> sandbox.add(truth(found.value()));
                    default ->
                        throw new IllegalArgumentException("there is no such member of a data file, which has tenant,"
                                + " apiKeys, sandbox and images");
                }
            } catch (IllegalArgumentException e) {
                refusals.add(found.place() + ": " + ImageRecord.abbreviated(member) + ": " + e.getMessage());
            }
        });
        TenantName tenant = tenants.isEmpty() ? named(name) : tenants.get(0);
        if (keys.isEmpty()) {
            return new DataHeader(tenant, of(tenant).apiKeys(), sandbox.contains(true));
        }
        return new DataHeader(tenant, List.copyOf(keys), sandbox.contains(true));
    }

    /** Of a tenant of which nothing but the name is known. */
    static DataHeader of(TenantName tenant) {
        return new DataHeader(tenant, List.of(ApiKey.of(tenant + "-demo-key")), false);
    }

    private static void readKeys(JsonNode value, Consumer<ApiKey> keys) {
        if (!value.isArray() || value.isEmpty()) {
            throw new IllegalArgumentException("an array of one key at least is needed, such as [\"shop-demo-key\"]");
        }
        for (JsonNode key : value) {
            keys.accept(ApiKey.of(text(key)));
        }
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a string is needed, not " + ImageRecord.abbreviated(value.toString()));
        }
        return value.textValue();
    }

    private static boolean truth(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(
                    "true or false is needed, not " + ImageRecord.abbreviated(value.toString()));
        }
        return value.booleanValue();
    }

    /** The name that a tenant can have which is nearest to a file's. */
    private static TenantName named(String name) {
        String words =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", "");
        String near = words.substring(0, Math.min(MAX_NAME, words.length())).replaceFirst("-$", "");
        return new TenantName(near.isEmpty() ? NO_NAME : near);
    }
}
