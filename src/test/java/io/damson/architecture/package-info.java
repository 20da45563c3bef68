/** Tests of how the packages hang together. */
@NullMarked
package io.damson.architecture;

import org.jspecify.annotations.NullMarked;
