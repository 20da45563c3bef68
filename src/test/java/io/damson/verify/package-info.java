/** The contract test kit against servers that are right and servers that are wrong. */
@NullMarked
package io.damson.verify;

import org.jspecify.annotations.NullMarked;
