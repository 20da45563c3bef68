/**
 * Asks the server under test, with REST Assured: paces itself where the server asks for that, and keeps what came. Rejects nothing
 * but a server that cannot be asked. Follows RFC 9110.
 */
@NullMarked
package io.damson.verify.exchange;

import org.jspecify.annotations.NullMarked;
