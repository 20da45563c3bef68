/** The mock in tests with JUnit. Rejects nothing. */
@NullMarked
package io.damson.junit;

import org.jspecify.annotations.NullMarked;
