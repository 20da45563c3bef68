package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relations;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What passages one after the other show, and what others may have done in between. */
class JudgeTest {
    private static final String LIST = "/images?$orderby=id";
    private static final long STEP = 1_000_000;

    private final Judge judge = new Judge(new JudgeSettings(
            new Target(URI.create("http://localhost")),
            Relations.standard(),
            Level.ODATA,
            Set.of(),
            false,
            Optional.empty()));
    private long now = System.nanoTime();

    private static String image(int id, int width) {
        return """
                {"id":%d,"reference":"i%d.jpg","numLinks":0,"status":"Ok","modifiedOn":"2024-04-05T08:44:33",\
                "fileType":"jpg","createdOn":null,"tags":null,"originalUrl":null,"thumbnailUrl":null,\
                "thumbnailMediumUrl":null,"thumbnailPreviewUrl":null,"width":%d,"height":600,"sizeInBytes":1}""".formatted(id, id, width);
    }

    private static String images(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> image(id, 100)).collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static String problem(int status, String type, String title) {
        return "{\"type\":\"https://api2.saleslayer.com/errors/%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"d\",\"instance\":\"/images\"}"
                .formatted(type, title, status);
    }

    private List<String> get(String target, String body) {
        return passage("GET", target, 200, "application/json", body, STEP);
    }

    private List<String> missing(String target) {
        return passage("GET", target, 404, "application/problem+json", problem(404, "not-found", "Not Found"), STEP);
    }

    private List<String> delete(int id) {
        return passage("DELETE", "/images(i" + id + ".jpg)", 204, "", "", STEP);
    }

    /** @param time how long it takes; where it is negative, it began so long before the response that came last */
    private List<String> passage(String method, String target, int status, String type, String body, long time) {
        long begun = now;
        now += Math.max(time, STEP);
        Verdict verdict = judge.judge(new Passage(
                method,
                target,
                List.of(new Field("X-API-KEY", "key")),
                status,
                type.isEmpty() ? List.of() : List.of(new Field("Content-Type", type)),
                ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                true,
                Instant.parse("2026-11-28T05:00:00Z"),
                begun - Math.max(0, -time),
                now));
        now += STEP;
        assertThat(verdict.unjudged()).isEmpty();
        return Stream.concat(verdict.findings().stream(), verdict.confirmed().stream())
                .filter(Finding::isFailure)
                .map(finding -> finding.relation().id())
                .toList();
    }

    @Test
    void anImageThatChangesBehindTheProxyIsNoFinding() {
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
        assertThat(get("/images(i1.jpg)", image(1, 200))).isEmpty();
        assertThat(get("/images(i1.jpg)", image(1, 300))).isEmpty();
        assertThat(get(LIST, images(1, 2, 3).replaceFirst("\"width\":100", "\"width\":300")))
                .isEmpty();
    }

    @Test
    void imagesThatAreOtherThanInTheListEachTimeAreFound() {
        get(LIST, images(1, 2, 3));
        get("/images(i1.jpg)", image(1, 101));
        get("/images(i2.jpg)", image(2, 101));
        assertThat(get(LIST, images(1, 2, 3))).containsOnly("GET-1");
    }

    /** What is read of a page is used again where the same bytes come. */
    @Test
    void aPageThatComesAgainIsJudgedAsBefore() {
        List<Integer> cases = new ArrayList<>();
        for (int times = 0; times < 5; times++) {
            assertThat(get(LIST, images(1, 2, 3))).isEmpty();
            cases.add(judge.cases().get("ORDER-1"));
        }
        assertThat(cases).containsExactly(2, 4, 6, 8, 10);
        for (int times = 0; times < 5; times++) {
            assertThat(get(LIST, images(3, 2, 1))).contains("ORDER-1");
        }
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
        for (int times = 0; times < 5; times++) {
            assertThat(get("/images", images(1, 2, 3).replace("\"numLinks\":0", "\"numLinks\":\"0\"")))
                    .containsExactly("SHAPE-3");
        }
    }

    /** The server may have reset its images after the delete, whose response came last. */
    @Test
    void aDeleteThatBeganBeforeAResetHadEndedSaysNothing() {
        get(LIST, images(1, 2, 3));
        judge.forget(now);
        passage("DELETE", "/images(i1.jpg)", 204, "", "", -3 * STEP);
        assertThat(get("/images(i1.jpg)", image(1, 100))).isEmpty();
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
        delete(1);
        assertThat(get(LIST, images(1, 2, 3))).contains("DELETE-3");
    }

    @Test
    void aDeletedImageInTheNextListIsFound() {
        get(LIST, images(1, 2, 3));
        delete(1);
        assertThat(missing("/images(i1.jpg)")).isEmpty();
        assertThat(get(LIST, images(1, 2, 3))).contains("DELETE-3");
    }

    @Test
    void aResetBehindTheProxyIsNoFinding() {
        get(LIST, images(1, 2, 3));
        delete(1);
        missing("/images(i1.jpg)");
        get(LIST, images(2, 3));
        // The mock is reset.
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
        assertThat(get("/images(i1.jpg)", image(1, 100))).isEmpty();
        assertThat(delete(1)).isEmpty();
    }

    @Test
    void anImageThatOnlySomeListsStillHaveIsFoundWhenItIsMissingAgain() {
        get(LIST, images(1, 2, 3));
        delete(1);
        get(LIST, images(2, 3));
        assertThat(get("/images?$filter=width%20eq%20100", images(1, 2, 3))).isEmpty();
        assertThat(get(LIST, images(2, 3))).containsExactly("DELETE-3");
    }

    @Test
    void aDeletedImageThatComesBackAloneIsFound() {
        get(LIST, images(1, 2, 3));
        delete(1);
        delete(2);
        missing("/images(i1.jpg)");
        assertThat(get(LIST, images(3))).isEmpty();
        assertThat(get(LIST, images(1, 3))).isEmpty();
        assertThat(get(LIST, images(1, 3))).containsExactly("DELETE-3");
    }

    @Test
    void aDeletedImageThatComesBackByItselfIsFoundWhenAnotherOneIsStillMissing() {
        get(LIST, images(1, 2, 3));
        delete(1);
        delete(2);
        missing("/images(i1.jpg)");
        assertThat(get("/images(i1.jpg)", image(1, 100))).isEmpty();
        assertThat(missing("/images(i2.jpg)")).containsExactly("DELETE-2");
    }

    @Test
    void imagesThatComeBackTogetherAreNoFinding() {
        get(LIST, images(1, 2, 3));
        delete(1);
        delete(2);
        get(LIST, images(3));
        // The mock is reset.
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
        assertThat(get("/images(i1.jpg)", image(1, 100))).isEmpty();
        assertThat(delete(2)).isEmpty();
        assertThat(get(LIST, images(1, 3))).isEmpty();
        assertThat(missing("/images(i2.jpg)")).isEmpty();
    }

    @Test
    void lossesWhileOtherRequestsAreUnderWayAreNoFinding() {
        get(LIST, images(IntStream.rangeClosed(1, 9).toArray()));
        for (int id = 1; id < 8; id += 2) {
            assertThat(delete(id)).isEmpty();
            // Another client has deleted the next one, and its response comes later.
            assertThat(missing("/images(i" + (id + 1) + ".jpg)")).isEmpty();
            assertThat(passage("DELETE", "/images(i" + (id + 1) + ".jpg)", 204, "", "", -5 * STEP))
                    .isEmpty();
        }
    }

    @Test
    void anImageThatIsAddedBetweenTwoPagesIsNoFinding() {
        for (String order : List.of("id", "width")) {
            assertThat(get("/images?$top=2&$orderby=" + order, images(1, 2))).isEmpty();
            assertThat(get("/images?$top=2&$skip=2&$orderby=" + order, images(2, 3)))
                    .isEmpty();
        }
    }

    @Test
    void aRefusedFilterIsFoundWhereTheServerTakesTheOrder() {
        String problem = problem(400, "validation", "Bad Request")
                .replace("\"detail\"", "\"validationFailures\":{\"$filter\":[\"no\"]},\"detail\"");
        String target = "/images?$filter=fileType%20in%20('jpg')&$orderby=sizeInBytes";
        assertThat(passage("GET", target, 400, "application/problem+json", problem, STEP))
                .isEmpty();
        get("/images?$orderby=sizeInBytes", images(1));
        assertThat(passage("GET", target, 400, "application/problem+json", problem, STEP))
                .containsExactly("FILTER-9");
    }

    @Test
    void imagesThatOthersDeleteBetweenPagesAreNoFinding() {
        assertThat(get("/images?$top=3", images(1, 2, 3))).isEmpty();
        assertThat(get("/images?$top=3&$skip=3", images(4, 5, 6))).isEmpty();
        assertThat(get("/images?$top=3&$skip=6", images(7, 8, 9))).isEmpty();
        // Somebody deletes the image 2.
        assertThat(get("/images?$top=4&$skip=3", images(5, 6, 7, 8))).isEmpty();
        assertThat(get("/images?$top=2&$skip=4", images(6, 7))).isEmpty();
        assertThat(get("/images?$top=4&$skip=5", images(7, 8, 9))).isEmpty();
    }

    @Test
    void imagesThatOthersDeleteBesidesOurDeletesAreNoFinding() {
        get(LIST, images(IntStream.rangeClosed(1, 12).toArray()));
        // Somebody deletes each image that follows, and the last one by itself.
        assertThat(missing("/images(i12.jpg)")).isEmpty();
        for (int id = 1; id < 8; id += 2) {
            assertThat(delete(id)).isEmpty();
            assertThat(missing("/images(i" + (id + 1) + ".jpg)")).isEmpty();
        }
    }

    @Test
    void oneImageThatOthersDeleteIsNotTheLossOfEachDeleteAfterIt() {
        String page = LIST + "&$top=5";
        get(page, images(1, 2, 3, 4, 5));
        delete(1);
        // Somebody deletes the image 2.
        assertThat(get(page, images(3, 4, 5, 6, 7))).isEmpty();
        delete(3);
        assertThat(get(page, images(4, 5, 6, 7, 8))).isEmpty();
        delete(4);
        assertThat(get(page, images(5, 6, 7, 8, 9))).isEmpty();
    }

    @Test
    void deletesThatTakeTheNextImageTooAreFound() {
        get(LIST, images(IntStream.rangeClosed(1, 12).toArray()));
        delete(1);
        get(LIST, images(IntStream.rangeClosed(3, 12).toArray()));
        delete(3);
        get(LIST, images(IntStream.rangeClosed(5, 12).toArray()));
        delete(5);
        assertThat(get(LIST, images(IntStream.rangeClosed(7, 12).toArray()))).contains("DELETE-5");
    }

    @Test
    void anImageInProcessThatADeleteDoesNotFindIsFoundWhenItComesAgain() {
        String processed = image(1, 100).replace("\"Ok\"", "\"Up\"");
        get("/images(i1.jpg)", processed);
        assertThat(passage(
                        "DELETE",
                        "/images(i1.jpg)",
                        404,
                        "application/problem+json",
                        problem(404, "not-found", "Not Found"),
                        STEP))
                .isEmpty();
        assertThat(get("/images(i1.jpg)", processed)).containsExactly("DELETE-7");
    }

    /** What is wrong first is each server's own affair. */
    @Test
    void ofTwoWrongOptionsEitherOneMayBeNamed() {
        for (String named : List.of("$top", "$orderby")) {
            assertThat(refused("/images?$top=101&$orderby=,", named)).isEmpty();
        }
        assertThat(refused("/images?$top=101&$orderby=,", "$filter")).isEmpty();
        assertThat(get(LIST, images(1))).containsExactly("REFUSE-12");
    }

    private List<String> refused(String target, String option) {
        String problem = problem(400, "validation", "Bad Request")
                .replace("\"detail\"", "\"validationFailures\":{\"" + option + "\":[\"no\"]},\"detail\"");
        return passage("GET", target, 400, "application/problem+json", problem, STEP);
    }

    @Test
    void anImageThatAListIsWithoutIsFoundWhenItComesAgain() {
        get(LIST, images(1, 2, 3));
        assertThat(get(LIST, images(1, 3))).isEmpty();
        assertThat(get(LIST, images(1, 2, 3))).containsExactly("PAGE-1");
        get("/images(i2.jpg)", image(2, 100));
        assertThat(get("/images?$orderby=id&$top=2&$skip=1", images(2))).isEmpty();
        assertThat(get("/images(i3.jpg)", image(3, 100))).containsExactly("PAGE-6");
    }

    /** Images that others have deleted may explain the page, and nothing explains that they are there again as they were. */
    @Test
    void aPageThatBeginsTooLateIsFoundWhenTheListComesAgain() {
        get(LIST, images(1, 2, 3, 4, 5, 6));
        assertThat(get(LIST + "&$top=2&$skip=2", images(4, 5))).isEmpty();
        assertThat(get(LIST, images(1, 2, 3, 4, 5, 6))).containsExactly("PAGE-6");
    }

    /** Somebody may have added an image, and deleted it again. */
    @Test
    void aPageThatBeginsTooEarlyIsNoFinding() {
        get(LIST, images(1, 2, 3, 4, 5, 6));
        assertThat(get(LIST + "&$top=2&$skip=2", images(2, 3))).isEmpty();
        assertThat(get(LIST, images(1, 2, 3, 4, 5, 6))).isEmpty();
    }

    @Test
    void imagesThatOthersAddWhileAListIsScrolledAreNoFinding() {
        String newest = "/images?$orderby=id%20desc&$top=10&$skip=";
        for (int page = 0; page < 4; page++) {
            // Six images are new since the page before.
            int last = 100 + 6 * page - 10 * page;
            assertThat(get(newest + 10 * page, images(downFrom(last, 10)))).isEmpty();
        }
    }

    @Test
    void imagesBetweenTwoPagesThatOthersHaveMovedAreNoFinding() {
        get(LIST, images(1, 2, 3, 4, 5, 6));
        get(LIST + "&$top=2", images(1, 2));
        // Somebody deletes the image 1: the image 3 is on the first page now.
        assertThat(get(LIST + "&$top=2&$skip=2", images(4, 5))).isEmpty();
        assertThat(get(LIST, images(2, 3, 4, 5, 6))).isEmpty();
    }

    private static int[] downFrom(int last, int count) {
        return IntStream.range(0, count).map(i -> last - i).toArray();
    }

    /** Others have deleted the first ones in between. */
    @Test
    void anEarlierPageWithTheImagesOfALaterOneIsNoFinding() {
        get(LIST + "&$top=3&$skip=3", images(4, 5, 6));
        assertThat(get(LIST + "&$top=3", images(4, 5, 6))).isEmpty();
        assertThat(get(LIST + "&$top=3&$skip=6", images(4, 5, 6))).contains("OPTION-4");
    }

    /** The delete has done nothing: the list, which is right about it, is not to blame, and neither is the next delete. */
    @Test
    void whatFollowsFromAFaultIsNoFurtherFinding() {
        get(LIST, images(1, 2, 3));
        delete(1);
        assertThat(get("/images(i1.jpg)", image(1, 100))).containsExactly("DELETE-2");
        assertThat(get(LIST, images(2, 3))).isEmpty();
        assertThat(get("/images(i1.jpg)", image(1, 100))).containsExactly("DELETE-2");
        assertThat(delete(1)).isEmpty();
    }

    @Test
    void aBodyThatIsNoListIsNoEmptyList() {
        get(LIST, images(1, 2, 3));
        assertThat(get(LIST, "[]")).containsExactly("SHAPE-3");
        assertThat(get(LIST, images(1, 2, 3))).isEmpty();
    }

    @Test
    void twoDeletesAtOnceThatBothSucceedAreFound() {
        delete(1);
        assertThat(passage("DELETE", "/images(i1.jpg)", 204, "", "", -3 * STEP)).containsExactly("DELETE-10");
    }

    /** The server may carry them out when their client has gone. */
    @Test
    void deletesWithoutAResponseAreNotTheLossOfTheDeletesAfterThem() {
        for (int id = 2; id < 9; id += 2) {
            judge.judge(new Passage(
                    "DELETE",
                    "/images(i" + id + ".jpg)",
                    List.of(new Field("X-API-KEY", "key")),
                    504,
                    List.of(),
                    ByteBuffer.allocate(0),
                    true,
                    Instant.parse("2026-11-28T05:00:00Z"),
                    now,
                    ++now));
        }
        get(LIST, images(IntStream.rangeClosed(1, 12).toArray()));
        for (int id = 1; id < 8; id += 2) {
            delete(id);
            assertThat(get(LIST, images(IntStream.rangeClosed(id + 2, 12).toArray())))
                    .isEmpty();
        }
    }

    /** Whether it is the path of the API is each server's own affair. */
    @Test
    void aPathThatNeedsDecodingIsNotJudged() {
        assertThat(judge.isJudged("GET", "/%69mages")).isFalse();
        assertThat(judge.isJudged("GET", "/images%28a%29")).isTrue();
    }
}
