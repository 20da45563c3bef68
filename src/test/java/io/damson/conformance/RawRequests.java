package io.damson.conformance;

import static io.damson.conformance.RawRequest.KEYED;
import static io.damson.conformance.RawRequest.closed;
import static io.damson.conformance.RawRequest.fields;
import static io.damson.conformance.RawRequest.get;
import static io.damson.conformance.RawRequest.kept;
import static io.damson.conformance.RawRequest.request;
import static io.damson.conformance.RawRequest.utf8;

import java.util.List;
import java.util.stream.Stream;

/** What clients send, and what they could send, byte by byte. */
final class RawRequests {
    /** Of the image {@code photo (1) – ñ 100%;v=2.jpg}. */
    private static final String PHOTO = "\"id\":118,";

    private static final String HOST = "Host: localhost\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String POST_405 = "Allow: GET, HEAD, OPTIONS";

    private RawRequests() {}

    static Stream<RawRequest> rows() {
        return Stream.of(
                        references(), options(), methods(), headers(), bodies(), targets(), lines(), malformedHeaders())
                .flatMap(List::stream);
    }

    private static List<RawRequest> references() {
        return List.of(
                kept("photo, as curl sends it", get(utf8("/images(photo%20(1)%20–%20ñ%20100%25;v=2.jpg)")), 200, PHOTO),
                kept(
                        "photo, as browsers and fetch send it",
                        get("/images(photo%20(1)%20%E2%80%93%20%C3%B1%20100%25;v=2.jpg)"),
                        200,
                        PHOTO),
                kept(
                        "photo, as encodeURIComponent makes it",
                        get("/images(photo%20(1)%20%E2%80%93%20%C3%B1%20100%25%3Bv%3D2.jpg)"),
                        200,
                        PHOTO),
                kept(
                        "photo, as urllib's quote makes it, parentheses encoded too",
                        get("/images%28photo%20%281%29%20%E2%80%93%20%C3%B1%20100%25%3Bv%3D2.jpg%29"),
                        200,
                        PHOTO),
                kept("raw punctuation that browsers send", get("/images([1]|^{}`)"), 404, "no image [1]|^{}`"),
                kept("hexadecimal digits in lower case", get("/images(a%2bb.jpg)"), 200, "\"a+b.jpg\""),
                kept("a plus is a plus in a path", get("/images(a+b.jpg)"), 200, "\"a+b.jpg\""),
                kept("everything encoded", get("/%69mages(a%2Bb.jpg)"), 404, "nothing here"),
                kept("semicolon raw", get("/images(lamp;v=2.jpg)"), 200, "\"lamp;v=2.jpg\""),
                kept(
                        "a session in the path is part of the name",
                        get("/images(a;jsessionid=1)"),
                        404,
                        "a;jsessionid=1"),
                kept("an encoded slash", get("/images(summer%2F2024%2Fbeach.jpg)"), 200, "summer/2024/beach.jpg"),
                kept("a raw slash", get("/images(summer/2024/beach.jpg)"), 404, "nothing here"),
                kept("a percent sign twice encoded", get("/images(50%2525.gif)"), 200, "\"50%25.gif\""),
                kept("empty", get("/images()"), 404, "nothing here"),
                kept("blank", get("/images(%20)"), 404, "There is no image"),
                kept("256 code points", get("/images(" + "%F0%9F%98%80".repeat(256) + ")"), 404, "nothing here"),
                kept("255 code points", get("/images(" + "%F0%9F%98%81".repeat(255) + ")"), 404, "no image"),
                kept("a control character beyond ASCII", get("/images(%C2%85)"), 404, "nothing here"),
                kept("quotes are part of the name", get("/images('lamp;v=2.jpg')"), 404, "There is no image"),
                kept("trailing slash", get("/images(a)/"), 404, "nothing here"),
                kept("trailing slash of the list", get("/images/"), 404, "nothing here"),
                kept("two slashes", get("//images"), 404, "nothing here"),
                kept("dots", get("/x/../images"), 404, "nothing here"),
                kept("the root is only read", request("DELETE", "/", ""), 405, "GET or HEAD"),
                kept("matrix parameter of the list", get("/images;v=1"), 404, "nothing here"),
                kept("absolute form", get("http://localhost:1/images(lamp;v=2.jpg)"), 200, "lamp"),
                kept(
                        "absolute form without a path",
                        request("DELETE", "HTTP://localhost?a", ""),
                        405,
                        "\"instance\":\"/\""));
    }

    private static List<RawRequest> options() {
        return List.of(
                kept("nothing behind the question mark", get("/images?"), 200, "items"),
                kept("empty options", get("/images?&&=&a&=b&"), 200, "items"),
                kept("names in any case, no dollar", get("/images?ToP=1&%24SKIP=0&oRDERBY=id"), 200, "items"),
                kept("plus and tab are blanks", get("/images?$filter=id+lt%091"), 200, "{\"items\":[]}"),
                kept("the sign of Kelvin is no K", get("/images?s%E2%84%AAip=x"), 200, "items"),
                kept("raw UTF-8", get(utf8("/images?$filter=contains(reference,'–%20ñ')")), 200, PHOTO),
                kept(
                        "raw punctuation, as browsers and axios send it",
                        get("/images?$filter=contains(reference,'[1]|^{}`\\')"),
                        200,
                        "{\"items\":[]}"),
                kept("brackets in a name", get("/images?a[]=1&{b}=2&c^d|e`=3"), 200, "items"),
                kept("no number", get("/images?$top=abc"), 400, "\"$top\":["),
                kept("too many", get("/images?$top=101"), 400, "maximum of 100"),
                kept("empty filter", get("/images?$filter"), 400, "\"$filter\":["),
                kept("twice, in two spellings", get("/images?$top=1&TOP=1"), 400, "twice"),
                kept("a system option", get("/images?SELECT=id"), 400, "\"SELECT\":["),
                kept("an unknown dollar", get("/images?$x=1"), 400, "\"$x\":["),
                kept("an alias", get("/images?$filter=id%20eq%20@p&@p=1"), 400, "@p"),
                kept("an option of one image", get("/images(a)?$top=1"), 400, "no query options"),
                kept("a filter that is none", get("/images?$filter=%27"), 400, "\"$filter\":["));
    }

    private static List<RawRequest> methods() {
        return List.of(
                kept("HEAD of the list", request("HEAD", "/images", ""), 200, "Content-Type: application/json"),
                kept(
                        "HEAD of nothing",
                        request("HEAD", "/images(nobody)", ""),
                        404,
                        "Content-Type: application/problem+json"),
                kept("OPTIONS of the list", request("OPTIONS", "/images", ""), 204, "Allow: GET, HEAD, OPTIONS"),
                kept("OPTIONS of one", request("OPTIONS", "/images(a)", ""), 204, "Allow: DELETE, GET, HEAD, OPTIONS"),
                kept("PUT of one", request("PUT", "/images(a)", ""), 405, "Allow: DELETE, GET, HEAD, OPTIONS"),
                kept("DELETE of the list", request("DELETE", "/images", ""), 405, POST_405),
                kept("TRACE does not echo", request("TRACE", "/images", ""), 405, POST_405),
                kept("a method nobody knows", request("BREW", "/images", ""), 405, POST_405),
                kept("lower case is another method", request("get", "/images", ""), 405, POST_405),
                closed("OPTIONS of the server", request("OPTIONS", "*", ""), 404, "nothing here"),
                closed("CONNECT", request("CONNECT", "localhost:443", ""), 400, "proxy"),
                closed("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "HTTP/1.1"),
                closed("a method of 33 characters", request("A".repeat(33), "/images", ""), 400, "begins with a line"),
                closed("a method that is no token", request("G(T", "/images", ""), 400, "begins with a line"));
    }

    private static List<RawRequest> headers() {
        return List.of(
                kept(
                        "a host with an underscore",
                        fields("Host: my_host:80\r\nX-API-KEY: acme-demo-key\r\n"),
                        200,
                        "items"),
                kept("an address", fields("Host: [::1]:8080\r\nX-API-KEY: acme-demo-key\r\n"), 200, "items"),
                kept("no key", fields(HOST), 401, "WWW-Authenticate: ApiKey"),
                kept("a blank key", fields(HOST + "X-API-KEY: \t \r\n"), 401, "\"title\":\"Unauthorized\""),
                kept("an unknown key", fields(HOST + "x-api-key: a+/=\u00ff\r\n"), 400, "\"X-API-KEY\":["),
                kept("two keys", fields(KEYED + "X-API-KEY: acme-demo-key\r\n"), 400, "given twice"),
                kept("tabs around a key", fields(HOST + "X-API-KEY:\tacme-demo-key\t \r\n"), 200, "items"),
                kept("a request id", fields(KEYED + "X-Request-Id: a.B-1_2\r\n"), 200, "X-Request-Id: a.B-1_2"),
                kept(
                        "blanks and tabs around a request id",
                        fields(KEYED + "X-Request-Id: \t a.B-1_2 \t\r\n"),
                        200,
                        "X-Request-Id: a.B-1_2"),
                kept(
                        "a request id of signs",
                        fields(KEYED + "X-Request-Id: <a>/=,~\r\n"),
                        200,
                        "X-Request-Id: <a>/=,~"),
                kept("a request id that is none", fields(KEYED + "X-Request-Id: a b\r\n"), 200, "items"),
                kept("Accept without JSON", fields(KEYED + "Accept: text/*, image/png\r\n"), 200, "items"),
                kept("Accept malformed", fields(KEYED + "Accept: json;;/\r\n"), 200, "items"),
                kept("Content-Type malformed", fields(KEYED + "Content-Type: ;/;\r\n"), 200, "items"),
                kept("Cookies malformed", fields(KEYED + "Cookie: ;=\u0080\";\"\r\nCookie2: $\r\n"), 200, "items"),
                kept(
                        "an upgrade that nobody offers",
                        fields(KEYED + "Upgrade: h2c\r\nConnection: Upgrade\r\n"),
                        200,
                        "items"),
                kept("a key decides", fields(KEYED), 200, "Vary: X-API-KEY"),
                closed("Connection: close", fields(KEYED + "Connection: foo, Close\r\n"), 200, "Connection: close"),
                closed("HTTP/1.0", "GET /images HTTP/1.0\r\nX-API-KEY: acme-demo-key\r\n\r\n", 200, "items"),
                kept(
                        "HTTP/1.0, kept",
                        "GET /images HTTP/1.0\r\n" + KEYED + "Connection: keep-alive\r\n\r\n",
                        200,
                        "Connection: keep-alive"));
    }

    private static List<RawRequest> bodies() {
        return List.of(
                kept("of GET", request("GET", "/images", "Content-Length: 3\r\n") + "abc", 200, "items"),
                kept("of HEAD", request("HEAD", "/images", "Content-Length: 3\r\n") + "abc", 200, ""),
                kept("of TRACE", request("TRACE", "/images", "Content-Length: 3\r\n") + "abc", 405, POST_405),
                kept(
                        "of DELETE",
                        request("DELETE", "/images(nobody)", "Content-Length: 1\r\n") + "\0",
                        404,
                        "no image"),
                kept(
                        "a request in a body",
                        request("GET", "/images(a)", "Content-Length: 18\r\n") + "GET / HTTP/1.1\r\n\r\n",
                        404,
                        "image a"),
                kept(
                        "in chunks",
                        request("POST", "/images", CHUNKED)
                                + "3;a=\"b\\\"\"; c ;d = e\r\nabc\r\n0a\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
                        405,
                        POST_405),
                kept(
                        "awaited",
                        request("POST", "/images", "Expect: 100-Continue\r\nContent-Length: 2\r\n") + "{}",
                        405,
                        POST_405),
                closed("too long", request("POST", "/images", "Content-Length: 65537\r\n"), 413, "65536"),
                closed(
                        "too long to count",
                        request("GET", "/images", "Content-Length: 9999999999999999999\r\n"),
                        413,
                        "65536"),
                closed("too long in chunks", request("POST", "/images", CHUNKED) + "FFFFFFFF\r\n", 413, "65536"),
                closed("no length", request("GET", "/images", "Content-Length: \r\n"), 400, "a number"),
                closed("a negative length", request("GET", "/images", "Content-Length: -1\r\n"), 400, "a number"),
                closed("a signed length", request("GET", "/images", "Content-Length: +1\r\n") + "a", 400, "a number"),
                closed(
                        "two lengths in one",
                        request("GET", "/images", "Content-Length: 1, 1\r\n") + "a",
                        400,
                        "a number"),
                closed(
                        "two lengths",
                        request("GET", "/images", "Content-Length: 1\r\ncontent-length: 1\r\n") + "a",
                        400,
                        "twice"),
                closed(
                        "length and chunks",
                        request("POST", "/images", CHUNKED + "Content-Length: 5\r\n") + "0\r\n\r\n",
                        400,
                        "exclude"),
                closed(
                        "another coding",
                        request("POST", "/images", "Transfer-Encoding: gzip, chunked\r\n"),
                        400,
                        "chunked"),
                closed("hidden chunks", request("POST", "/images", "Transfer-Encoding: xchunked\r\n"), 400, "chunked"),
                closed("chunks twice", request("POST", "/images", CHUNKED + CHUNKED), 400, "twice"),
                closed(
                        "chunks in HTTP/1.0",
                        "POST /images HTTP/1.0\r\n" + KEYED + CHUNKED + "\r\n0\r\n\r\n",
                        400,
                        "chunked"),
                closed("a chunk without a size", request("POST", "/images", CHUNKED) + "x\r\n", 400, "hexadecimal"),
                closed(
                        "a chunk of a negative size",
                        request("POST", "/images", CHUNKED) + "-1\r\n",
                        400,
                        "hexadecimal"),
                closed(
                        "a chunk that is longer",
                        request("POST", "/images", CHUNKED) + "1\r\nab\r\n0\r\n\r\n",
                        400,
                        "longer"),
                closed("a chunk's nameless extension", request("POST", "/images", CHUNKED) + "1;;=\r\n", 400, ";name"),
                closed(
                        "a chunk's extension of bytes",
                        request("POST", "/images", CHUNKED) + "1;\u00FF\r\n",
                        400,
                        ";name"),
                closed("a trailer without a colon", request("POST", "/images", CHUNKED) + "0\r\nX y\r\n", 400, "colon"),
                closed("a trailer with a blank", request("POST", "/images", CHUNKED) + "0\r\nX : y\r\n", 400, "colon"),
                closed("a folded trailer", request("POST", "/images", CHUNKED) + "0\r\nX: y\r\n z\r\n", 400, "colon"),
                closed(
                        "a request as a trailer",
                        request("POST", "/images", CHUNKED) + "0\r\nGET / HTTP/1.1\r\n",
                        400,
                        "colon"),
                closed("a chunk with bare LF", request("POST", "/images", CHUNKED) + "1\na\n0\n\n", 400, "LF alone"),
                closed(
                        "an endless chunk line",
                        request("POST", "/images", CHUNKED) + "1;" + "a".repeat(2000),
                        400,
                        "line"),
                closed("another expectation", request("GET", "/images", "Expect: payment\r\n"), 417, "100-continue"));
    }

    private static List<RawRequest> targets() {
        return List.of(
                closed("a raw blank", get("/images(a b.jpg)"), 400, "%20"),
                closed("two blanks", "GET  /images HTTP/1.1\r\n" + KEYED + "\r\n", 400, "malformed"),
                closed("a tab", "GET\t/images HTTP/1.1\r\n" + KEYED + "\r\n", 400, "begins with a line"),
                closed("an escape that is none", get("/images(%zz)"), 400, "%25"),
                closed("half an escape", get("/images?$filter=%4"), 400, "%25"),
                closed("a percent sign alone", get("/images(100%)"), 400, "%25"),
                closed("a quotation mark", get("/images(\"a\")"), 400, "U+0022"),
                closed("angle brackets", get("/images(<a>)"), 400, "U+003C"),
                closed("a backslash in a path", get("/images(a\\b)"), 400, "U+005C"),
                closed("a quotation mark in a query", get("/images?$filter=\"a\""), 400, "U+0022"),
                closed("angle brackets in a query", get("/images?$filter=id>1"), 400, "U+003E"),
                closed("a fragment", get("/images#a"), 400, "U+0023"),
                closed("raw bytes that are no UTF-8", get("/images(\u00ff)"), 400, "UTF-8"),
                closed("raw Latin-1", get("/images(caf\u00e9.jpg)"), 400, "UTF-8"),
                closed("encoded bytes that are no UTF-8", get("/images(%FF)"), 400, "UTF-8"),
                closed("a character cut in two", get("/images?a=%C3&b=%A9"), 400, "UTF-8"),
                closed("overlong", get("/images(%C0%AF)"), 400, "UTF-8"),
                closed("a surrogate", get("/images(%ED%A0%80)"), 400, "UTF-8"),
                closed("beyond Unicode", get("/images(%F4%90%80%80)"), 400, "UTF-8"),
                closed("NUL", get("/images(%00)"), 400, "control"),
                closed("a line's end", get("/images?$filter=%0D%0AX:%20y"), 400, "control"),
                closed("a tab in a path", get("/images(%09)"), 400, "control"),
                closed("DEL", get("/images?a=%7F"), 400, "control"),
                closed("a raw NUL", get("/images(\0)"), 400, "U+0000"),
                closed("a raw escape", get("/images(\u001b[31m)"), 400, "U+001B"),
                closed("no slash", get("images"), 400, "slash"),
                closed("another scheme", get("ftp://localhost/images"), 400, "slash"),
                closed("a user in the target", get("http://a@localhost/images"), 400, "host"),
                kept("64 KiB", get("/images?$top=1&a=" + "b".repeat(65_536 - 17)), 200, "items"),
                closed("more than 64 KiB", get("/images?$top=1&a=" + "b".repeat(65_536 - 16)), 414, "65536"),
                closed("a target without an end", "GET /" + "a".repeat(100_000), 414, "65536"));
    }

    private static List<RawRequest> lines() {
        return List.of(
                kept("an empty line before", "\r\n\r\n" + get("/images?$top=1"), 200, "items"),
                closed("nothing but empty lines", "\r\n".repeat(9), 400, "begins with a line"),
                closed("HTTP/0.9", "GET /images\r\n", 400, "HTTP/1.1"),
                closed("HTTP/2.0", "GET /images HTTP/2.0\r\n" + KEYED + "\r\n", 400, "HTTP/1.1"),
                closed("HTTP/1.2", "GET /images HTTP/1.2\r\n" + KEYED + "\r\n", 400, "HTTP/1.1"),
                closed("lower-case http", "GET /images http/1.1\r\n" + KEYED + "\r\n", 400, "HTTP/1.1"),
                closed("a word too many", "GET /images HTTP/1.1 x\r\n" + KEYED + "\r\n", 400, "malformed"),
                closed("a word", "hello\r\n\r\n", 400, "HTTP/1.1"),
                closed("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0", 400, "U+0016"),
                closed("bare LF", "GET /images HTTP/1.1\n" + KEYED.replace("\r", "") + "\n", 400, "LF alone"),
                closed("bare LF in the fields", "GET /images HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400, "LF alone"),
                closed("bare CR", "GET /images HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400, "CR alone"));
    }

    private static List<RawRequest> malformedHeaders() {
        return List.of(
                closed("no Host", fields("X-API-KEY: acme-demo-key\r\n"), 400, "Host is missing"),
                closed("two Hosts", fields(HOST + KEYED), 400, "host is given twice"),
                closed("an empty Host", fields("Host:\r\n"), 400, "host is a name"),
                closed("a Host with a path", fields("Host: a/b\r\n"), 400, "host is a name"),
                closed("two Hosts in one", fields("Host: a, b\r\n"), 400, "host is a name"),
                closed("a port beyond ports", fields("Host: a:65536\r\n"), 400, "host is a name"),
                closed("a folded field", fields(KEYED + "X: a\r\n b\r\n"), 400, "on one line"),
                closed("a blank before the colon", fields("Host : localhost\r\n"), 400, "a colon"),
                closed("no name", fields(KEYED + ": a\r\n"), 400, "a colon"),
                closed("no colon", fields(KEYED + "a\r\n"), 400, "a colon"),
                closed("a name that is no token", fields(KEYED + "a(b: c\r\n"), 400, "a colon"),
                closed("NUL in a value", fields(KEYED + "X: a\0b\r\n"), 400, "U+0000"),
                closed("NUL in a key", fields(HOST + "X-API-KEY: acme-demo-key\0\r\n"), 400, "U+0000"),
                closed("a field too long", fields(KEYED + "X: " + "a".repeat(32_768) + "\r\n"), 431, "32768"),
                closed("a field without an end", "GET /images HTTP/1.1\r\nX: " + "a".repeat(60_000), 431, "32768"),
                closed("too many fields", fields(KEYED + "X: y\r\n".repeat(99)), 431, "100"),
                kept("a hundred fields", fields(KEYED + "X: y\r\n".repeat(98)), 200, "items"));
    }
}
