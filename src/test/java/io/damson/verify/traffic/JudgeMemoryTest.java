package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.exchange.Target;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many keys, and more images than are remembered: what the judge holds stays small. */
class JudgeMemoryTest {
    private static final int KEYS = 24;
    private static final int PAGES = 40;
    private static final int IMAGES = 3_000;
    private static final long MOST = 100L * 1_000_000;

    private static String page(int skip) {
        return IntStream.range(skip, skip + 100)
                .mapToObj(id -> """
                        {"id":%d,"reference":"image-%05d.jpg","numLinks":0,"status":"Ok","modifiedOn":"2024-04-05T08:44:33",\
                        "fileType":"jpg","createdOn":"2024-04-05T08:44:33","tags":["one","two","three"],\
                        "originalUrl":"https://cdn.example.com/media/image-%05d.jpg","thumbnailUrl":"https://cdn.example.com/media/image-%05d_TH.jpg",\
                        "thumbnailMediumUrl":"https://cdn.example.com/media/image-%05d_THM.jpg","thumbnailPreviewUrl":null,\
                        "width":800,"height":600,"sizeInBytes":102400}""".formatted(id, id, id, id, id))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void whatItHoldsIsBounded() {
        Judge judge = new Judge(JudgeSettings.of(new Target(URI.create("http://localhost"))));
        long before = used();
        Random random = new Random(1);
        for (int page = 0; page < PAGES; page++) {
            for (int key = 0; key < KEYS; key++) {
                int skip = random.nextInt(IMAGES - 100);
                long now = System.nanoTime();
                Verdict verdict = judge.judge(new Passage(
                        "GET",
                        "/images?$orderby=id&$skip=" + skip,
                        List.of(new Field("X-API-KEY", "key-" + key)),
                        200,
                        List.of(new Field("Content-Type", "application/json")),
                        ByteBuffer.wrap(page(skip).getBytes(StandardCharsets.UTF_8)),
                        true,
                        Instant.now(),
                        now,
                        System.nanoTime()));
                assertThat(verdict.isJudged()).isTrue();
                assertThat(verdict.findings()).isEmpty();
            }
        }
        assertThat(used() - before).isLessThan(MOST);
        assertThat(judge.cases()).isNotEmpty();
    }
}
