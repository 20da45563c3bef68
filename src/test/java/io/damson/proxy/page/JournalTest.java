package io.damson.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.proxy.page.Coverage.Row;
import io.damson.verify.traffic.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal(Traffic.JUDGE.operations());

    @Test
    void itKeepsTheLatestExchangesAndCountsAll() {
        for (int i = 0; i < Journal.MAX_EXCHANGES + 5; i++) {
            journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$skip=" + i, 200, "{}")));
        }
        assertThat(journal.exchanges(0)).hasSize(Journal.MAX_EXCHANGES);
        assertThat(journal.exchanges(0).get(0).passage().target()).isEqualTo("/images?$skip=5");
        assertThat(journal.counts().judged()).isEqualTo(Journal.MAX_EXCHANGES + 5);
        assertThat(journal.exchanges(journal.counts().last())).isEmpty();
    }

    @Test
    void itIsBoundedInBytesAndCutsLongBodies() {
        String body = "x".repeat(KeptBody.MAX_BYTES + 1);
        for (int i = 0; i < 600; i++) {
            journal.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, body)));
        }
        assertThat(journal.exchanges(0)).hasSizeBetween(200, (int) (Journal.MAX_BYTES / KeptBody.MAX_BYTES));
        assertThat(PageState.of(journal.exchanges(0).get(0)).isCut()).isTrue();
        assertThat(PageState.of(journal.exchanges(0).get(0)).body()).hasSize(KeptBody.MAX_BYTES);
    }

    @Test
    void findingsThatAreAlikeAreKeptOnceAndCounted() {
        for (int i = 0; i < 3; i++) {
            journal.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, "{}"), "FILTER-1", "PAGE-2"));
        }
        assertThat(journal.findings(0))
                .extracting(seen -> seen.finding().relation().id())
                .containsExactly("FILTER-1", "PAGE-2");
        assertThat(journal.counts().failures()).isEqualTo(Map.of("FILTER-1", 3, "PAGE-2", 3));
        assertThat(journal.counts().isWrong()).isTrue();
    }

    @Test
    void oneRelationLeavesRoomForOthers() {
        for (int i = 0; i < 2 * Journal.MAX_OF_A_RELATION; i++) {
            journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$skip=" + i, 200, "{}"), "FILTER-1"));
        }
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, "{}"), "PAGE-2"));
        assertThat(journal.findings(0)).hasSize(Journal.MAX_OF_A_RELATION + 1);
    }

    @Test
    void whatIsNotJudgedIsCountedWithItsReason() {
        journal.unjudged(Traffic.passage("GET", "/images", 200, "{}"), "the judge had fallen behind");
        assertThat(journal.counts().unjudged()).isEqualTo(1);
        assertThat(journal.counts().reasons()).isEqualTo(Map.of("the judge had fallen behind", 1));
        assertThat(journal.counts().isWrong()).isFalse();
        assertThat(journal.exchanges(0)).singleElement().extracting("reason").isEqualTo("the judge had fallen behind");
    }

    @Test
    void coverageHasOperatorsAndOptionsByStatus() {
        String filter = "not%20(width%20gt%205%20or%20contains(reference,'a'))%20and%20id%20in%20(1,2)";
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?filter=" + filter + "&$TOP=5", 200, "{}")));
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$filter=broken&other=1", 400, "{}")));
        List<Row> used = journal.coverage().stream()
                .filter(row -> !row.counts().isEmpty())
                .toList();
        assertThat(used)
                .extracting(Row::use)
                .containsExactly("", "$filter", "gt", "in", "and", "or", "not", "contains", "$top");
        assertThat(used.get(0).counts()).isEqualTo(Map.of(200, 1, 400, 1));
        assertThat(used.get(1).counts()).isEqualTo(Map.of(200, 1, 400, 1));
        assertThat(used.get(2).counts()).isEqualTo(Map.of(200, 1));
        assertThat(used.get(0).declared()).contains(200, 400, 401);
    }

    @Test
    void aCompressedBodyIsShownAsTextWithoutTheKey() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("{\"detail\":\"" + Traffic.KEY + "\",\"é\":1}").getBytes(StandardCharsets.UTF_8));
        }
        journal.judged(Traffic.verdict(
                Traffic.passage("GET", "/images", 400, bytes.toByteArray(), new Field("Content-Encoding", "gzip"))));
        assertThat(PageState.of(journal.exchanges(0).get(0)).body()).isEqualTo("{\"detail\":\"…\",\"é\":1}");
    }

    /** Encoders of JSON may escape a slash (RFC 8259, 7). */
    @Test
    void aKeyInJsonWithEscapedSlashesIsLeftOut() {
        KeptExchange kept = KeptExchange.of(
                1,
                Traffic.passage("GET", "/images", 400, "{\"key\":\"" + Traffic.KEY.replace("/", "\\/") + "\"}"),
                KeptExchange.Said.OK,
                List.of(),
                "");
        assertThat(PageState.of(kept).body()).isEqualTo("{\"key\":\"…\"}");
    }

    /** The cut may go through a key or a character. */
    @Test
    void aBodyThatIsCutEndsInNoPartOfAKeyAndNoPartOfACharacter() {
        for (int before = 0; before < Traffic.KEY.length(); before++) {
            String body = "é".repeat((KeptBody.MAX_BYTES - before) / 2) + (before % 2 == 0 ? "" : "x") + Traffic.KEY;
            KeptExchange kept = KeptExchange.of(
                    1, Traffic.passage("GET", "/images", 200, body), KeptExchange.Said.OK, List.of(), "");
            assertThat(PageState.of(kept).body()).doesNotContain("Secret").doesNotContain("\uFFFD");
        }
    }

    @Test
    void bytesThatAreNoTextAreShownInBase64() {
        KeptExchange kept = KeptExchange.of(
                1,
                Traffic.passage("GET", "/images", 200, new byte[] {(byte) 0xff, 0, 1}),
                KeptExchange.Said.OK,
                List.of(),
                "");
        assertThat(PageState.of(kept).isBase64()).isTrue();
        assertThat(PageState.of(kept).body()).isEqualTo("/wAB");
    }
}
