package io.damson.mock.tenant;

import io.damson.dataset.MockData;

/**
 * The tenant of a data file.
 *
 * @param data what it begins as; sandboxes may be copies of that
 * @param tenant what it is until it is reset, or its file changes
 */
record DataTenant(MockData data, MockTenant tenant) {
    /** Whether its data are a file's, and not made up. */
    boolean isOfAFile() {
        return !data.origin().digest().isEmpty();
    }
}
