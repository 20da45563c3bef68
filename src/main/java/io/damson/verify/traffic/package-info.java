/**
 * Judges what passes between a client and a server, by what one exchange and those before it can show. Rejects nothing: what may have
 * changed meanwhile is no failure.
 */
@NullMarked
package io.damson.verify.traffic;

import org.jspecify.annotations.NullMarked;
