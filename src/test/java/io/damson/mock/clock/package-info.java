/** Tests of the mock's clock. */
@NullMarked
package io.damson.mock.clock;

import org.jspecify.annotations.NullMarked;
