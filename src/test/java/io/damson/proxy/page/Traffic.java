package io.damson.proxy.page;

import io.damson.proxy.ProxyConfiguration;
import io.damson.verify.Outcome;
import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import io.damson.verify.shape.Answer;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passages with verdicts, as a judge would have them. */
public final class Traffic {
    /** A key, which nothing may show. */
    public static final String KEY = "Secret+key/of=acme";

    /** A secret of a cookie. */
    public static final String COOKIE = "Cookie-secret-0815";

    /** A judge of a server that is not there. */
    public static final Judge JUDGE =
            new Judge(JudgeSettings.of(new Target(URI.create("https://staging.example/dam"))));

    private Traffic() {}

    /** The page of a journal. */
    public static ProxyPage page(Journal journal, Optional<String> adminKey) {
        ProxyConfiguration configuration = new ProxyConfiguration(
                "127.0.0.1",
                9090,
                "/",
                JUDGE.settings().target(),
                true,
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
        return new ProxyPage(
                journal,
                JUDGE,
                new TrafficReports(journal, JUDGE, configuration, List.of()),
                "proxy.shop.example",
                adminKey);
    }

    static Passage passage(String method, String target, int status, byte[] body, Field... fields) {
        return new Passage(
                method,
                target,
                List.of(
                        new Field("Host", "127.0.0.1:9090"),
                        new Field("X-API-KEY", KEY),
                        new Field("Authorization", "Bearer " + KEY),
                        new Field("Cookie", "theme=dark; session=" + COOKIE)),
                status,
                List.of(fields),
                ByteBuffer.wrap(body),
                true,
                Instant.parse("2026-11-28T10:00:00Z"),
                1_000_000,
                5_100_000);
    }

    /** A response that repeats the key and sets a cookie. */
    public static Passage passage(String method, String target, int status, String body) {
        return passage(
                method,
                target,
                status,
                body.getBytes(StandardCharsets.UTF_8),
                new Field("Content-Type", "application/json"),
                new Field("Set-Cookie", "session=" + COOKIE + "; Path=/; HttpOnly"),
                new Field("X-Echo", KEY));
    }

    /** The verdict on a passage, in which these relations failed. */
    public static Verdict verdict(Passage passage, String... relations) {
        Map<String, String> headers = new LinkedHashMap<>();
        passage.fields().forEach(field -> headers.put(field.name(), field.value()));
        Exchange exchange = Exchange.of(
                "",
                new Request(passage.method(), passage.target(), Credential.ofVariable("API_KEY", KEY)),
                new Answer(passage.status(), headers, passage.bodyBytes()));
        return new Verdict(
                passage,
                exchange,
                JUDGE.operations().stream()
                        .filter(operation -> operation.toString().startsWith(passage.method() + " /images "))
                        .findFirst(),
                List.of(relations).stream()
                        .map(id -> new Finding(
                                relation(id),
                                new Outcome.Failed(
                                        "no key " + KEY,
                                        "the text " + exchange.text(),
                                        List.of(exchange),
                                        Optional.empty(),
                                        Outcome.Severity.FAILURE)))
                        .toList(),
                List.of(),
                Optional.empty());
    }

    private static Relation relation(String id) {
        return Relations.standard().all().stream()
                .filter(relation -> relation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
