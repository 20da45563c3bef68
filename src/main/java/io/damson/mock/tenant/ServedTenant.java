package io.damson.mock.tenant;

import io.damson.tenant.ApiKey;
import java.util.List;

/**
 * What people are told of a tenant when the mock is ready.
 *
 * @param name what its file calls it
 * @param apiKeys what stands for it
 * @param images how many it began with
 */
public record ServedTenant(String name, List<ApiKey> apiKeys, long images) {}
