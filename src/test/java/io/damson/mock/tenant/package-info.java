/** Tests of the mock's tenants. */
@NullMarked
package io.damson.mock.tenant;

import org.jspecify.annotations.NullMarked;
