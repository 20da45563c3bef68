/** The pages of the server and of the mock in a real browser. */
@NullMarked
package io.damson.browser;

import org.jspecify.annotations.NullMarked;
