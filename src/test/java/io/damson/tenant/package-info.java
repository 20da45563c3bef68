/** Tests of tenants and keys. */
@NullMarked
package io.damson.tenant;

import org.jspecify.annotations.NullMarked;
