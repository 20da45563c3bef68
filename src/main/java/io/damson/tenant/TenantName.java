package io.damson.tenant;

import java.util.regex.Pattern;

/** What people call a tenant: 1 to 63 lower-case letters, digits and hyphens, the first no hyphen; fit for a path and a file name. */
public record TenantName(String value) {
    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException with the rule, if the value is no name */
    public TenantName {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tenant's name has 1 to 63 lower-case letters, digits and hyphens, and begins with no hyphen");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
