package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP answer as it came, whichever client received it. Immutable as long as nobody writes to its bytes. */
public final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private @Nullable StrictJson json;

    /** @param body what followed the headers; empty when nothing did; not to be changed any more */
    public Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    private Answer(Answer answer, Answer body) {
        this.status = answer.status;
        this.headers = answer.headers;
        this.body = body.body;
        this.json = body.strictJson();
    }

    /** This answer; it shares the body with an earlier one that has the same, so that it is not read twice. */
    public Answer sharing(Answer earlier) {
        return Arrays.equals(body, earlier.body) ? new Answer(this, earlier) : this;
    }

    /** An answer that REST Assured received. Fields of the same name are one, with commas (RFC 9110, 5.3). */
    public static Answer of(Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.headers()) {
            headers.merge(header.getName(), header.getValue(), (one, other) -> one + ", " + other);
        }
        return new Answer(response.statusCode(), headers, response.asByteArray());
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** All headers, by name; names are case-insensitive. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** A header's value; names are case-insensitive. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The media type in lower case and without its parameters. */
    public Optional<String> mediaType() {
        return header("Content-Type").map(MediaTypes::essence);
    }

    /** The body's bytes, which must not be changed. */
    public byte[] body() {
        return body;
    }

    /** The body as JSON, if it is well-formed; a missing node where it is not. */
    public JsonNode json() {
        return strictJson().value();
    }

    /** Read once: two threads at once would read the same. */
    StrictJson strictJson() {
        StrictJson read = json;
        if (read == null) {
            read = StrictJson.of(body);
            json = read;
        }
        return read;
    }

    /**
     * How the answer shows a body, when it does: by bytes, or by a header that announces some. Clients drop the body of a 204, so
     * that the header is all there is to see of it.
     */
    Optional<String> signOfBody() {
        if (body.length > 0) {
            return Optional.of("a body of " + body.length + " bytes");
        }
        if (header("Transfer-Encoding").isPresent()) {
            return header("Transfer-Encoding").map(coding -> "Transfer-Encoding: " + coding);
        }
        return header("Content-Length")
                .filter(length -> !length.strip().equals("0"))
                .map(length -> "Content-Length: " + length);
    }
}
