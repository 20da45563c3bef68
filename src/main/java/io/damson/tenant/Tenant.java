package io.damson.tenant;

/**
 * An account. Tenants are walls: nothing of one is seen by another.
 *
 * @param id the store's number for it, never printed by the API
 * @param name what people call it
 */
public record Tenant(long id, TenantName name) {}
