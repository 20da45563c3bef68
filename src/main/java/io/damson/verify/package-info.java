/**
 * The contract test kit: runs the relations against a server and reports the results. May reject a server that cannot be checked.
 */
@NullMarked
package io.damson.verify;

import org.jspecify.annotations.NullMarked;
