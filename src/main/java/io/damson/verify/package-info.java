/**
 * The contract test kit: runs the relations against a server and says what it found. May reject a server that cannot be asked.
 */
@NullMarked
package io.damson.verify;

import org.jspecify.annotations.NullMarked;
