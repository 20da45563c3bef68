package io.damson.proxy;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Writes responses with the fields that they came with. */
final class ClientEncoder extends HttpResponseEncoder {
    private boolean isForHead;

    /** The next responses are for a HEAD, or are not: they have no body, whatever their fields tell. */
    void isForHead(boolean head) {
        isForHead = head;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return isForHead && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                || super.isContentAlwaysEmpty(response);
    }

    @Override
    protected void sanitizeHeadersBeforeEncode(HttpResponse response, boolean isAlwaysEmpty) {
        // They pass as they are.
    }
}
