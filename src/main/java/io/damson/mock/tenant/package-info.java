/** The tenants of the mock with all that is a tenant's own, sandboxes among them. Rejects a sandbox that has no room. */
@NullMarked
package io.damson.mock.tenant;

import org.jspecify.annotations.NullMarked;
