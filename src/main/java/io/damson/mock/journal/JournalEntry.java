package io.damson.mock.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the API, and its answer as soon as there is one. Thread-safe. */
public final class JournalEntry {
    private static final int BYTES = 400;
    private static final int BYTES_OF_FIELD = 150;

    /** Kept free for the fields of its answer, which are our own: a dozen, most of them short. */
    private static final int BYTES_OF_ANSWER = 2_000;

    private final String id;
    private final @Nullable String tenant;
    private final String method;
    private final String url;
    private final Map<String, String> headers;
    private final Instant received;
    private final long bytes;
    private final SentBody body = new SentBody();
    private volatile int status;
    private volatile Map<String, String> answerHeaders = Map.of();
    private volatile @Nullable String fault;
    private volatile @Nullable String forcedBy;
    private volatile List<String> ignoredOptions = List.of();

    /**
     * A request that has come.
     *
     * @param id the answer's {@code X-Request-Id}
     * @param tenant the tenant of its key; null if none has it
     * @param url path and query
     * @param headers without keys
     */
    public JournalEntry(
            String id,
            @Nullable String tenant,
            String method,
            String url,
            Map<String, String> headers,
            Instant received) {
        this.id = id;
        this.tenant = tenant;
        this.method = method;
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.received = received;
        this.bytes = BYTES
                + BYTES_OF_ANSWER
                + method.length()
                + 2L * url.length() // the names of options that are passed over are parts of it
                + headers.entrySet().stream()
                        .mapToLong(field -> BYTES_OF_FIELD
                                + field.getKey().length()
                                + field.getValue().length())
                        .sum();
    }

    /** How much it takes in memory, about. */
    long bytes() {
        return bytes + body.keptBytes();
    }

    /** The answer is on its way, with these fields. */
    public void answered(int answer, Map<String, String> fields) {
        answerHeaders = Map.copyOf(fields);
        status = answer;
    }

    /** The API has passed these query options over. */
    public void ignored(List<String> options) {
        ignoredOptions = List.copyOf(options);
    }

    /** Its answer is not the API's own. */
    public void forced(String source) {
        forcedBy = source;
    }

    /** The connection has met this instead of an answer. */
    public void broken(String connectionFault) {
        fault = connectionFault;
    }

    /** The answer's {@code X-Request-Id}. */
    public String id() {
        return id;
    }

    /** The tenant of the request's key; empty if none has it. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** As it came. */
    public String method() {
        return method;
    }

    /** Path and query as they came. */
    public String url() {
        return url;
    }

    /** Without keys. */
    public Map<String, String> headers() {
        return headers;
    }

    /** When it came. */
    public Instant received() {
        return received;
    }

    /** The answer's; empty where there is none, or not yet. */
    public Optional<Integer> status() {
        return status == 0 || fault != null ? Optional.empty() : Optional.of(status);
    }

    /** The answer's; empty where there is none, or not yet. */
    public Map<String, String> answerHeaders() {
        return fault == null ? answerHeaders : Map.of();
    }

    /** What has been sent of the answer's body; nothing where there is none, or not yet. */
    public SentBody body() {
        return body;
    }

    /** The names of the query options that the API has not, and has passed over. */
    public List<String> ignoredOptions() {
        return ignoredOptions;
    }

    /** What has decided the answer in place of the API. */
    public Optional<String> forcedBy() {
        return Optional.ofNullable(forcedBy);
    }

    /** What the connection has met instead of an answer. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
