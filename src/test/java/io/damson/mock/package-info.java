/** Tests of the mock, in this process. */
@NullMarked
package io.damson.mock;

import org.jspecify.annotations.NullMarked;
