/** Tests of how many requests are kept. */
@NullMarked
package io.damson.mock.journal;

import org.jspecify.annotations.NullMarked;
