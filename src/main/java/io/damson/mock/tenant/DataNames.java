package io.damson.mock.tenant;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.tenant.ApiKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The names and keys of data, which have to be each one's own. */
final class DataNames {
    private DataNames() {}

    /** @throws DatasetException if a name or a key is there twice */
    static void check(Collection<MockData> changed, Map<String, DataTenant> kept) {
        Map<String, String> owners = new HashMap<>();
        kept.forEach((name, tenant) -> tenant.apiKeys().forEach(key -> owners.put(key.reveal(), name)));
        Map<String, MockData> names = new HashMap<>();
        for (MockData data : changed) {
            String name = data.tenant().value();
            if (kept.containsKey(name) || names.put(name, data) != null) {
                throw new DatasetException("two data files are for the tenant " + name);
            }
            for (ApiKey key : data.apiKeys()) {
                check(owners, key.reveal(), name);
            }
        }
    }

    private static void check(Map<String, String> owners, String key, String name) {
        if (MockTenants.isSandbox(key)) {
            throw new DatasetException("the key " + key + " of " + name + " is a sandbox's; begin it otherwise than "
                    + Sandboxes.KEY_PREFIX);
        }
        String owner = owners.putIfAbsent(key, name);
        if (owner != null) {
            throw new DatasetException("a key of " + name + " is there twice, or is another tenant's too: " + key);
        }
    }
}
