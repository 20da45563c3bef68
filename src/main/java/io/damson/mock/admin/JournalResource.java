package io.damson.mock.admin;

import io.damson.contract.admin.Count;
import io.damson.contract.admin.FoundRequests;
import io.damson.contract.admin.JournalApi;
import io.damson.contract.admin.JournalMeta;
import io.damson.contract.admin.JournalPage;
import io.damson.contract.admin.LoggedRequest;
import io.damson.contract.admin.LoggedResponse;
import io.damson.contract.admin.RequestPattern;
import io.damson.contract.admin.ServeEvent;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.journal.Journal;
import io.damson.mock.journal.JournalEntry;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The latest requests to the API, in WireMock's shapes. */
@Singleton
final class JournalResource implements JournalApi {
    /** The default of {@code limit}. */
    private static final int DEFAULT_LIMIT = 100;

    private final MockTenants tenants;

    @Inject
    JournalResource(MockTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Response listRequests(
            @Nullable String key,
            @Nullable String method,
            @Nullable String url,
            @Nullable String urlPath,
            @Nullable Integer status,
            @Nullable String since,
            @Nullable Integer limit,
            @Nullable Boolean bodies) {
        List<JournalEntry> matching = matching(key, pattern(method, url, urlPath, status, since));
        return Response.ok(new JournalPage()
                        .requests(matching.stream()
                                .limit(limit == null ? DEFAULT_LIMIT : limit)
                                .map(entry -> event(entry, !Boolean.FALSE.equals(bodies)))
                                .toList())
                        .meta(new JournalMeta().total(matching.size())))
                .build();
    }

    @Override
    public Response countRequests(
            @Nullable String key,
            @Nullable String method,
            @Nullable String url,
            @Nullable String urlPath,
            @Nullable Integer status,
            @Nullable String since) {
        return countMatchingRequests(pattern(method, url, urlPath, status, since), key);
    }

    @Override
    public Response countMatchingRequests(@Nullable RequestPattern pattern, @Nullable String key) {
        return Response.ok(new Count().count(matching(key, Scope.body(pattern)).size()))
                .build();
    }

    @Override
    public Response findRequests(@Nullable RequestPattern pattern, @Nullable String key) {
        return Response.ok(new FoundRequests()
                        .requests(matching(key, Scope.body(pattern)).stream()
                                .limit(DEFAULT_LIMIT)
                                .map(JournalResource::request)
                                .toList()))
                .build();
    }

    @Override
    public Response getRequest(String id, @Nullable String key) {
        return Response.ok(journals(key)
                        .flatMap(journal -> journal.entries().stream())
                        .filter(entry -> entry.id().equals(id))
                        .max(Comparator.comparing(JournalEntry::received))
                        .map(entry -> event(entry, true))
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.NOT_FOUND, "There is no request of that id in the journal")))
                .build();
    }

    @Override
    public Response clearRequests(@Nullable String key) {
        journals(key).forEach(Journal::clear);
        return Response.noContent().build();
    }

    private Stream<Journal> journals(@Nullable String key) {
        return Scope.of(tenants, key)
                .map(tenant -> Stream.of(tenant.journal()))
                .orElseGet(() -> Stream.concat(
                        tenants.all().stream().map(MockTenant::journal), Stream.of(tenants.journalOfNobody())));
    }

    private List<JournalEntry> matching(@Nullable String key, RequestPattern pattern) {
        Optional<Instant> since = Moments.parse("since", pattern.getSince());
        return journals(key)
                .flatMap(journal -> journal.entries().stream())
                .filter(entry -> matches(pattern, entry)
                        && since.filter(moment -> !entry.received().isAfter(moment))
                                .isEmpty())
                .sorted(Comparator.comparing(JournalEntry::received).reversed())
                .toList();
    }

    private static RequestPattern pattern(
            @Nullable String method,
            @Nullable String url,
            @Nullable String urlPath,
            @Nullable Integer status,
            @Nullable String since) {
        return new RequestPattern()
                .method(method)
                .url(url)
                .urlPath(urlPath)
                .status(status)
                .since(since);
    }

    private static boolean matches(RequestPattern pattern, JournalEntry entry) {
        return (pattern.getMethod() == null
                        || pattern.getMethod().equalsIgnoreCase(Methods.ANY)
                        || pattern.getMethod().equalsIgnoreCase(entry.method()))
                && (pattern.getUrl() == null || pattern.getUrl().equals(entry.url()))
                && (pattern.getUrlPath() == null
                        || pattern.getUrlPath().equals(entry.url().split("\\?", 2)[0]))
                && (pattern.getStatus() == null
                        || entry.status().filter(pattern.getStatus()::equals).isPresent());
    }

    private static ServeEvent event(JournalEntry entry, boolean withBody) {
        LoggedResponse response = new LoggedResponse()
                .status(entry.status().orElse(null))
                .headers(entry.answerHeaders().isEmpty() ? null : entry.answerHeaders())
                .fault(entry.fault().orElse(null))
                .forcedBy(entry.forcedBy()
                        .map(LoggedResponse.ForcedByEnum::fromValue)
                        .orElse(null));
        if (entry.status().isPresent()) {
            response.bodyLength(entry.body().length());
        }
        if (withBody && entry.status().isPresent()) {
            entry.body()
                    .text(entry.answerHeaders())
                    .ifPresent(text -> response.body(text.value()).bodyTruncated(text.isWhole() ? null : true));
        }
        return new ServeEvent()
                .id(entry.id())
                .tenant(entry.tenant().orElse(null))
                .ignoredOptions(entry.ignoredOptions().isEmpty() ? null : entry.ignoredOptions())
                .request(request(entry))
                .response(response);
    }

    private static LoggedRequest request(JournalEntry entry) {
        return new LoggedRequest()
                .method(entry.method())
                .url(entry.url())
                .headers(entry.headers())
                .loggedDate(entry.received().toEpochMilli())
                .loggedDateString(entry.received().toString());
    }
}
