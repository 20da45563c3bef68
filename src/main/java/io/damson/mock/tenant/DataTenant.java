package io.damson.mock.tenant;

import io.damson.dataset.DataOrigin;
import io.damson.dataset.MockData;
import io.damson.tenant.ApiKey;
import java.util.List;

/**
 * The tenant of a data file.
 *
 * @param origin where its data come from
 * @param apiKeys what stands for it
 * @param sandbox whether sandboxes are copies of it
 * @param seed what it was loaded as at last
 * @param tenant what it is now
 */
record DataTenant(DataOrigin origin, List<ApiKey> apiKeys, boolean sandbox, CurrentSeed seed, MockTenant tenant) {
    /** The same tenant after its file has changed. */
    DataTenant with(MockData changed) {
        return new DataTenant(changed.origin(), changed.apiKeys(), changed.sandbox(), seed, tenant);
    }
}
