/** Tests of how the kit asks. */
@NullMarked
package io.damson.verify.exchange;

import org.jspecify.annotations.NullMarked;
