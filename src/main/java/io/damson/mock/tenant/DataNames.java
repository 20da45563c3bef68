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
    static void check(Collection<MockData> all) {
        Map<String, MockData> names = new HashMap<>();
        Map<String, MockData> owners = new HashMap<>();
        for (MockData data : all) {
            MockData first = names.putIfAbsent(data.tenant().value(), data);
            if (first != null) {
                throw new DatasetException(
                        ("%s and %s are both of the tenant %s; give one of them another \"tenant\", or another file name where it has"
                                        + " none: of that, only the letters a to z and digits are taken")
                                .formatted(first.origin().name(), data.origin().name(), data.tenant()));
            }
            for (ApiKey key : data.apiKeys()) {
                check(owners, key.reveal(), data);
            }
        }
    }

    private static void check(Map<String, MockData> owners, String key, MockData data) {
        if (key.startsWith(Sandboxes.KEY_PREFIX)) {
            throw new DatasetException("%s: the key %s is a sandbox's; begin it otherwise than %s"
                    .formatted(data.origin().name(), key, Sandboxes.KEY_PREFIX));
        }
        MockData owner = owners.putIfAbsent(key, data);
        if (owner != null && owner.origin().equals(data.origin())) {
            throw new DatasetException(
                    "%s: the key %s is there twice".formatted(data.origin().name(), key));
        }
        if (owner != null) {
            throw new DatasetException("%s and %s have the same key %s; a key is one tenant's"
                    .formatted(owner.origin().name(), data.origin().name(), key));
        }
    }
}
