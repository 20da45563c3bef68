/** Tests of data files. */
@NullMarked
package io.damson.dataset;

import org.jspecify.annotations.NullMarked;
