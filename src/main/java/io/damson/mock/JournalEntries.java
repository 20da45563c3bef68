package io.damson.mock;

import io.damson.http.PersistentHttpFilter;
import io.damson.http.RefusedRequest;
import io.damson.http.SentAnswer;
import io.damson.mock.fault.RequestedOutcome;
import io.damson.mock.journal.Journal;
import io.damson.mock.journal.JournalEntry;
import io.damson.mock.tenant.MockTenant;
import io.damson.rest.IgnoredOptions;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Notes requests as they come, and their answers when they go. */
final class JournalEntries {
    private static final int MAX_URL = 2_048;
    private static final int MAX_HEADER = 256;
    private static final int MAX_IGNORED = 20;
    private static final String REDACTED = "[redacted]";

    /** Whatever may be a key is not kept. */
    private static final Set<String> SECRET = Set.of("x-api-key", "x-admin-key", "authorization", "cookie");

    private JournalEntries() {}

    /** Notes a request in the journal, and later its answer. */
    static JournalEntry note(Request request, Response response, Optional<MockTenant> tenant, Journal journal) {
        String query = request.getQueryString();
        Map<String, String> headers = new HashMap<>();
        for (String name : request.getHeaderNames()) {
            headers.put(shortened(name, MAX_HEADER), kept(name, request.getHeader(name)));
        }
        JournalEntry entry = new JournalEntry(
                response.getHeader("X-Request-Id"),
                tenant.map(MockTenant::label).orElse(null),
                shortened(request.getMethod().getMethodString(), MAX_HEADER),
                shortened(request.getRequestURI() + (query == null ? "" : "?" + query), MAX_URL),
                headers,
                Instant.now());
        // Whoever has the answer finds it here.
        PersistentHttpFilter.beforeAnswer(request, new SentAnswer() {
            @Override
            public void head(int status) {
                entry.ignored(ignored(request));
                entry.answered(status, fields(response));
            }

            @Override
            public void body(ByteBuffer part) {
                journal.addBody(entry, part);
            }
        });
        journal.add(entry);
        return entry;
    }

    /** Whatever the answer has by now; its type and length are not among Grizzly's fields before they are written. */
    private static Map<String, String> fields(Response response) {
        Map<String, String> fields = new HashMap<>();
        for (String name : response.getHeaderNames()) {
            fields.put(name, shortened(String.join(", ", response.getHeaderValues(name)), MAX_HEADER));
        }
        if (response.getContentType() != null) {
            fields.put("Content-Type", response.getContentType());
        }
        if (response.getContentLengthLong() >= 0) {
            fields.put("Content-Length", String.valueOf(response.getContentLengthLong()));
        }
        return fields;
    }

    private static List<String> ignored(Request request) {
        return IgnoredOptions.of(request).stream()
                .filter(name -> !name.isEmpty() && !RequestedOutcome.OPTIONS.contains(name))
                .distinct()
                .limit(MAX_IGNORED)
                .map(name -> shortened(name, MAX_HEADER))
                .toList();
    }

    /** Of a request that never reached the API, with its answer. */
    static void note(RefusedRequest request, Optional<MockTenant> tenant, Journal journal) {
        Map<String, String> headers = new HashMap<>();
        for (String field : request.fields()) {
            int colon = field.indexOf(':');
            if (colon > 0) {
                String name = field.substring(0, colon);
                headers.putIfAbsent(
                        shortened(name, MAX_HEADER),
                        kept(name, field.substring(colon + 1).strip()));
            }
        }
        JournalEntry entry = new JournalEntry(
                request.id(),
                tenant.map(MockTenant::label).orElse(null),
                shortened(request.method(), MAX_HEADER),
                shortened(request.target(), MAX_URL),
                headers,
                Instant.now());
        entry.answered(request.status(), request.answerFields());
        journal.add(entry);
        journal.addBody(entry, ByteBuffer.wrap(request.answerBody()));
    }

    private static String kept(String name, String value) {
        return SECRET.contains(name.strip().toLowerCase(Locale.ROOT)) ? REDACTED : shortened(value, MAX_HEADER);
    }

    private static String shortened(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
