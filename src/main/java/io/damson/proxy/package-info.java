/**
 * Stands between clients and a server of the API: passes requests and responses through unchanged, and lets them be judged in passing.
 * Rejects what is no HTTP, and answers for a server that cannot be reached.
 */
@NullMarked
package io.damson.proxy;

import org.jspecify.annotations.NullMarked;
