/** Tests of the domain's values. */
@NullMarked
package io.damson.image;

import org.jspecify.annotations.NullMarked;
