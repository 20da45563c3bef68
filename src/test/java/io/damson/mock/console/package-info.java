/** Tests of the console's files; what they do in a browser is tested in {@code io.damson.browser}. */
@NullMarked
package io.damson.mock.console;

import org.jspecify.annotations.NullMarked;
