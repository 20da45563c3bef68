/** What goes wrong because a test wants it to: answers, delays, connections. Rejects wishes that cannot be met. */
@NullMarked
package io.damson.mock.fault;

import org.jspecify.annotations.NullMarked;
