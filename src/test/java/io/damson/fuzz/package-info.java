/** Fuzzing: how inputs are made and judged. What is fuzzed stands in the package that it belongs to, as {@code …FuzzTest}. */
@NullMarked
package io.damson.fuzz;

import org.jspecify.annotations.NullMarked;
