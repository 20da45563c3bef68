package io.damson.verify;

import io.damson.verify.RewritingProxy.Framing;
import io.damson.verify.RewritingProxy.Rewriting;

/** A way in which answers may look otherwise and be as right. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state, but for the slow one's counter
enum RightServer {
    SHUFFLED_MEMBERS(Rewritings.body(Rewritings::shuffled)),
    UNDECLARED_MEMBERS(Rewritings.body(Rewritings::enriched)),
    OTHER_WORDS(Rewritings.body(Rewritings::reworded)),
    EXTRA_WHITESPACE(Rewritings::spaced),
    ESCAPED(Rewritings::escaped),
    CHUNKED((request, answer) -> answer.with(Framing.CHUNKS)),
    CLOSING((request, answer) -> answer.with("Connection", "close")),
    HTTP_1_0((request, answer) -> answer.withVersion("HTTP/1.0")),
    GZIP(Rewritings::zipped),
    CHARSET(Rewritings.mediaType("$1;charset=utf-8")),
    CHARSET_IN_CAPITALS(Rewritings.mediaType("$1 ; Charset=\"UTF-8\"")),
    FIELDS_IN_LOWER_CASE(Rewritings::inLowerCase),
    PROXIED((request, answer) -> answer.with("Via", "1.1 cache")
            .with("ETag", "W/\"" + System.nanoTime() + "\"")
            .with("Vary", "Accept-Encoding, Origin")
            .with("Cache-Control", "private, max-age=0")),
    UNDECLARED_FIELDS((request, answer) -> answer.with("X-Request-Id", Long.toHexString(System.nanoTime()))
            .with("Set-Cookie", "session=" + System.nanoTime() + "; Path=/")
            .with("X-RateLimit-Remaining", "49")),
    SLOW(Rewritings.slow());

    private final Rewriting rewriting;

    RightServer(Rewriting rewriting) {
        this.rewriting = rewriting;
    }

    Rewriting rewriting() {
        return rewriting;
    }
}
