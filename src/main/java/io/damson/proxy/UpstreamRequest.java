package io.damson.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The head of a request as it goes to a server: the client's, but for what is between two neighbours. */
final class UpstreamRequest {
    private static final String KEY = "X-API-KEY";

    private UpstreamRequest() {}

    /**
     * Of a client's request.
     *
     * @param target in origin-form, at the server
     * @param authority of the server
     * @param set fields in place of those of the client, by name in whatever case
     */
    static HttpRequest of(HttpRequest request, String target, String authority, Map<String, String> set) {
        HttpHeaders headers = headers();
        Set<String> hopByHop = HopByHop.of(request.headers());
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            String name = field.getKey().toString().toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                headers.add(field.getKey(), authority);
            } else if (!hopByHop.contains(name)
                    && !set.containsKey(field.getKey().toString())) {
                headers.add(field.getKey(), field.getValue());
            }
        }
        addOwn(headers, request, authority);
        set.forEach(headers::add);
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), target, headers);
    }

    private static void addOwn(HttpHeaders headers, HttpRequest request, String authority) {
        if (!headers.contains("Host")) {
            headers.add("Host", authority); // of HTTP/1.0
        }
        if (HttpUtil.isTransferEncodingChunked(request)) {
            headers.add("Transfer-Encoding", "chunked");
        }
        if (request.headers().containsValue("TE", "trailers", true)) {
            headers.add("TE", "trailers");
            headers.add("Connection", "TE"); // RFC 9110, 10.1.4
        }
        headers.add("Via", "1." + request.protocolVersion().minorVersion() + " damson");
    }

    /** The fields by name in whatever case. */
    static Map<String, String> byName(Map<String, String> fields) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(fields);
        return byName;
    }

    /** The fields by name in whatever case, with another key. */
    static Map<String, String> withKey(Map<String, String> fields, String key) {
        Map<String, String> more = byName(fields);
        more.put(KEY, key);
        return more;
    }

    /** The key of a request; empty text where it has none. */
    static String key(HttpRequest request) {
        return request.headers().get(KEY, "");
    }

    /** Fields that pass as they are. */
    static HttpHeaders headers() {
        return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    }
}
