/**
 * Tenants, and the keys that stand for them. No HTTP, no SQL. May reject a name or a key that is none. A key is a secret:
 * nothing here prints one.
 */
@NullMarked
package io.damson.tenant;

import org.jspecify.annotations.NullMarked;
