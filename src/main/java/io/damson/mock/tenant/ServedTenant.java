package io.damson.mock.tenant;

import io.damson.tenant.ApiKey;
import java.util.List;

/**
 * A tenant as the mock prints it when it is ready.
 *
 * @param name what its file calls it
 * @param apiKeys what stands for it
 * @param images how many it began with
 */
public record ServedTenant(String name, List<ApiKey> apiKeys, long images) {}
