/**
 * Sends the requests to the server under test, with REST Assured: paces itself where the server limits the rate, and keeps what came. Rejects nothing
 * but a server that cannot be asked. Follows RFC 9110.
 */
@NullMarked
package io.damson.verify.exchange;

import org.jspecify.annotations.NullMarked;
