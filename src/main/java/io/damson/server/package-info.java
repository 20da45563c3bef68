/**
 * The only place where the parts are wired: Grizzly, Jersey, the stores, and how they stop. May reject an address that cannot be
 * listened on.
 */
@NullMarked
package io.damson.server;

import org.jspecify.annotations.NullMarked;
