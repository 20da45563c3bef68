package io.damson.conformance;

import java.util.List;

/**
 * One thing that is wrong with a request, and what it is answered where nothing that is asked before is wrong too.
 *
 * @param name what is wrong
 * @param rank the lower one is answered first; of the same rank either may be
 * @param method instead of {@code GET}; empty where it does not matter
 * @param path instead of {@code /images}; empty where it does not matter
 * @param query an option
 * @param without a header field that is missing or replaced
 * @param fields header fields with their lines' ends
 */
record Fault(
        String name,
        int rank,
        String method,
        String path,
        String query,
        String without,
        String fields,
        int status,
        String detail) {
    private static final String KEY = "X-API-KEY: acme-demo-key\r\n";
    private static final String HOST = "Host: localhost\r\n";

    /** "Who is asked first". */
    static List<Fault> all() {
        return List.of(
                new Fault("malformed escape", 1, "", "", "a=%zz", "", "", 400, "The request is malformed"),
                new Fault("no UTF-8", 1, "", "", "a=%ff", "", "", 400, "The request is malformed"),
                new Fault("control character", 1, "", "", "a=%00", "", "", 400, "The request is malformed"),
                new Fault("no Host", 1, "", "", "", HOST, "", 400, "The request is malformed"),
                new Fault(
                        "length that is none",
                        1,
                        "",
                        "",
                        "",
                        "",
                        "Content-Length: x\r\n",
                        400,
                        "The request is malformed"),
                new Fault("another path", 2, "", "/image", "", "", "", 404, "There is nothing here"),
                new Fault("a path below", 2, "", "/images(a)/", "", "", "", 404, "There is nothing here"),
                new Fault("no key", 3, "", "", "", KEY, "", 401, "The API key is missing"),
                new Fault("blank key", 3, "", "", "", KEY, "X-API-KEY: \r\n", 401, "The API key is missing"),
                new Fault("unknown key", 3, "", "", "", KEY, "X-API-KEY: nobody\r\n", 400, "the API key is not valid"),
                new Fault("method of nothing", 4, "PUT", "", "", "", "", 405, "The method is not allowed"),
                new Fault("unknown method", 4, "BREW", "", "", "", "", 405, "The method is not allowed"),
                new Fault("system option", 5, "", "", "$select=id", "", "", 400, "$select: "),
                new Fault("paging", 5, "", "", "$top=x", "", "", 400, "$top: "),
                new Fault("empty option", 5, "", "", "$skip=", "", "", 400, "$skip: "),
                new Fault("filter", 5, "", "", "$filter=statu%20eq%201", "", "", 400, "$filter: "),
                new Fault("order", 5, "", "", "$orderby=tags", "", "", 400, "$orderby: "),
                new Fault("no such image", 6, "", "/images(nobody)", "", "", "", 404, "There is no image"),
                new Fault("deletes no image", 6, "DELETE", "/images(nobody)", "", "", "", 404, "There is no image"),
                new Fault("in process", 6, "DELETE", "/images(which-mug%3F.jpg)", "", "", "", 409, "being processed"));
    }

    /** Whether one request can have both. */
    boolean goesWith(Fault other) {
        return (method.isEmpty() || other.method.isEmpty())
                && (path.isEmpty() || other.path.isEmpty())
                && (without.isEmpty() || !without.equals(other.without))
                && (query.isEmpty() || other.query.isEmpty() || !query.equals(other.query));
    }

    /** A request that has both. */
    String with(Fault other) {
        String query = String.join("&", List.of(this.query, other.query));
        String path = this.path + other.path;
        String method = this.method + other.method;
        return (method.isEmpty() ? "GET" : method) + " " + (path.isEmpty() ? "/images" : path) + "?" + query
                + " HTTP/1.1\r\n"
                + (HOST + KEY)
                        .replace(without.isEmpty() ? "\0" : without, "")
                        .replace(other.without.isEmpty() ? "\0" : other.without, "")
                + fields + other.fields + "\r\n";
    }

    @Override
    public String toString() {
        return name;
    }
}
