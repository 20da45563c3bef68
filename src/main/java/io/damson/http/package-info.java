/**
 * What happens before JAX-RS, and the one writer of problem documents (RFC 9457). May reject any request that is not well-formed
 * HTTP (RFC 9112, RFC 3986), before anybody is asked for a key.
 */
@NullMarked
package io.damson.http;

import org.jspecify.annotations.NullMarked;
