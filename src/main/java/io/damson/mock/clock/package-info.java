/** The time by which a tenant's images are processed. Rejects times that the API could not print. */
@NullMarked
package io.damson.mock.clock;

import org.jspecify.annotations.NullMarked;
