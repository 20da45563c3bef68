/** Tests of the extension, by JUnit itself. */
@NullMarked
package io.damson.junit;

import org.jspecify.annotations.NullMarked;
