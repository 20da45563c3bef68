package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.ImageQueryParser;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Verification;
import io.damson.verify.VerifySettings;
import io.damson.verify.relation.Level;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Percent;
import io.damson.verify.traffic.ContractFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says, asked of a running server that holds the images of {@code mock-data/acme.json} and globex. */
interface ApiContract {
    Contract OPENAPI = Contract.ofResource("/io/damson/openapi/dam-images.yaml").strict();
    ContractFilter CONTRACT = ContractFilter.of(OPENAPI);
    String ACME = "acme-demo-key";
    String GLOBEX = "globex-demo-key";

    /** Where the server is. */
    String url();

    /** The images of acme that the server holds now. */
    List<Image> acme();

    private RequestSpecification asked(String key) {
        return given().urlEncodingEnabled(false).filter(CONTRACT).header("X-API-KEY", key);
    }

    private Response list(String query) {
        return asked(ACME).get(url() + "/images" + query);
    }

    /** The body. Not by {@code jsonPath()}, which compiles a program for each path. */
    private static JsonNode json(Response response) {
        try {
            return Orderly.JSON.readTree(response.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> references(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return json(response).path("items").findValuesAsText("reference");
    }

    private void assertProblem(Response response, int status, String detail) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(json(response).path("detail").textValue()).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$filter=fileType eq 'jpg'",
                "$filter=status eq 'Ok'",
                "$filter=fileType eq 'png' and status eq 'Ok'",
                "$filter=status in ('Ok', 'Re')",
                "$filter=contains(reference, 'product')",
                "$orderby=createdOn desc",
                "$filter=fileType ne 'gif'&$orderby=numLinks desc&$skip=0&$top=50"
            })
    default void theDocumentedRequestsAnswerWhatTheyMean(String query) {
        Map<String, String> options = new java.util.HashMap<>();
        for (String option : query.split("&", -1)) {
            options.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }
        List<String> meant = Evaluator.select(
                        ImageQueryParser.parse(
                                options.get("$filter"),
                                options.get("$orderby"),
                                Integer.parseInt(options.getOrDefault("$top", "100")),
                                0),
                        acme())
                .stream()
                .map(image -> image.reference().value())
                .toList();
        assertThat(meant).isNotEmpty();
        assertThat(references(list("?" + query.replace(" ", "%20").replace("'", "%27"))))
                .isEqualTo(meant);
        assertThat(references(list("?" + query.replace(" ", "+").replace("$", "%24"))))
                .isEqualTo(meant);
        assertThat(references(list("?" + query.replace("$", "").replace(" ", "%20"))))
                .isEqualTo(meant);
    }

    @Test
    default void everyImageIsFetchedByItsReferenceHoweverItIsEncoded() {
        List<Image> images = acme();
        // On one connection, and not by REST Assured: that takes ten times as long for each of hundreds of requests.
        try (Wire wire = Wire.open(url())) {
            for (Image image : images) {
                String full = Percent.encode(image.reference().value());
                String least = full.replace("%28", "(")
                        .replace("%29", ")")
                        .replace("%3B", ";")
                        .replace("%27", "'")
                        .replace("%2C", ",")
                        .replace("%3D", "=")
                        .replace("%26", "&")
                        .replace("%2B", "+")
                        .replace("%40", "@")
                        .replace("%21", "!")
                        .replace("%24", "$")
                        .replace("%2A", "*")
                        .replace("%3A", ":");
                for (String path : List.of("(" + full + ")", "%28" + full + "%29", "(" + least + ")")) {
                    wire.send(RawRequest.get("/images" + path));
                    assertIs(image, "/images" + path, wire.read("GET"));
                }
            }
        }
    }

    /** The kit that others run against their servers. */
    @Test
    default void theKitFindsNothingWrong() {
        Report report = Verification.begin(
                        VerifySettings.of(URI.create(url()), ACME)
                                .withOtherKey(GLOBEX)
                                .withLevel(Level.DAMSON)
                                .withDeletes(VerifySettings.MAX_DELETES)
                                .withStrict()
                                .withSeed(Long.getLong("property.seed", 1)),
                        new Verification.Listener() {})
                .run();
        assertThat(report.of(Outcome.Failed.class)).isEmpty();
        assertThat(report.of(Outcome.NotChecked.class)).isEmpty();
    }

    private static void assertIs(Image image, String path, Answer answer) {
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(OPENAPI.operation("GET", path).orElseThrow().faults(answer))
                .as(path)
                .isEmpty();
        assertThat(Orderly.json(answer).path("reference").textValue())
                .isEqualTo(image.reference().value());
        assertThat(Orderly.json(answer).path("id").longValue()).isEqualTo(image.id());
    }

    @Test
    default void pagesConcatenateToTheWhole() {
        List<String> pages = IntStream.range(0, 100)
                .mapToObj(page -> references(list("?$orderby=numLinks&$top=7&$skip=" + 7 * page)))
                .takeWhile(page -> !page.isEmpty())
                .flatMap(List::stream)
                .toList();
        assertThat(pages)
                .isEqualTo(acme().stream()
                        .sorted(Evaluator.comparator(
                                ImageQueryParser.parse(null, "numLinks", 0, 0).order()))
                        .map(image -> image.reference().value())
                        .toList());
    }

    @Test
    default void aPageHasAHundredImagesUnlessItIsToldOtherwise() {
        assertThat(references(list(""))).hasSize(100);
        assertThat(references(list("?$top=0"))).isEmpty();
        assertThat(references(list("?$skip=99999999999999999999999"))).isEmpty();
    }

    @Test
    default void listAndImagePrintTheSame() {
        JsonNode row = json(list("?$filter=reference%20eq%20'product-main-front.jpg'"))
                .path("items")
                .path(0);
        JsonNode image = json(asked(ACME).get(url() + "/images(product-main-front.jpg)"));
        assertThat(row).isEqualTo(image);
        assertThat(image.path("modifiedOn").textValue()).isEqualTo("2024-04-05T08:44:33");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "$filter=statu eq 'Ok'|did you mean",
                "$filter=status eq 5|cannot compare",
                "$filter=status eq 'Ok|no closing quote",
                "$filter=|empty",
                "$filter=true&$filter=true|twice",
                "$filter=true&FILTER=true|twice",
                "$filter=tolower(status) eq 'ok'|does not document",
                "$orderby=tags|supported: id reference",
                "$orderby=originalUrl|supported: id reference",
                "$orderby=id sideways|asc or desc",
                "$top=101|maximum of 100",
                "$top=-1|digits",
                "$top=1.5|digits",
                "$skip=abc|digits",
                "$select=id|does not support",
                "count=true|does not support",
                "$unknown=1|does not support",
                "@p=1|does not support",
                "%2524filter=true|encoded twice; encode it once: $filter",
                "%2524TOP=1|encoded twice; encode it once: $top",
                "%2566ilter=true|encoded twice; encode it once: $filter",
                "$filter=status%2520eq%2520'Ok'|encoded twice",
                "$filter=createdOn gt datetime'2024-01-01'|Corrected: createdOn gt 2024-01-01"
            })
    default void whatIsNotDocumentedIsRefused(String query, String detail) {
        assertProblem(list("?" + query.replace(" ", "%20")), 400, detail);
    }

    @Test
    default void aTabIsABlankInAQuery() {
        assertThat(references(list("?$filter=reference%09eq%09'product-main-front.jpg'&$orderby=id%09desc")))
                .hasSize(1);
    }

    @Test
    default void customOptionsAreIgnored() {
        assertThat(references(list("?utm_source=x&$top=1"))).hasSize(1);
        assertThat(references(list("?limit=5&page=2&filter%5Bstatus%5D=Ok&%2525=1&100%25=1&$top=1")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images", "/images(product-main-front.jpg)", "/images(nobody.jpg)"})
    default void withoutAKeyNothingIsAnswered(String path) {
        RequestSpecification none = given().urlEncodingEnabled(false).filter(CONTRACT);
        assertProblem(none.get(url() + path), 401, "X-API-KEY");
        assertProblem(asked(" ").get(url() + path), 401, "X-API-KEY");
        assertProblem(asked("nobody's-key").get(url() + path), 400, "not valid");
    }

    @Test
    default void withoutAKeyNothingIsDeleted() {
        RequestSpecification none = given().urlEncodingEnabled(false).filter(CONTRACT);
        assertProblem(none.delete(url() + "/images(product-main-front.jpg)"), 401, "X-API-KEY");
        assertProblem(asked("nobody's-key").delete(url() + "/images(product-main-front.jpg)"), 400, "not valid");
        assertThat(asked(ACME).get(url() + "/images(product-main-front.jpg)").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody.jpg",
                "Product-main-front.jpg",
                "product-main-front.jpg%20",
                "product-main-front",
                "%27x%27"
            })
    default void anUnknownReferenceIsNotFound(String reference) {
        assertProblem(asked(ACME).get(url() + "/images(" + reference + ")"), 404, "There is no image");
        assertProblem(asked(ACME).delete(url() + "/images(" + reference + ")"), 404, "There is no image");
    }

    @Test
    default void anotherTenantsImageIsAsUnknownAsOneThatNeverWas() {
        String own = acme().get(0).reference().value();
        String foreign = asked(GLOBEX).delete(url() + "/images(" + own + ")").asString();
        String unknown = asked(GLOBEX).delete(url() + "/images(nobody.jpg)").asString();
        assertThat(foreign.replace(own, "nobody.jpg")).isEqualTo(unknown);
        assertThat(asked(ACME).get(url() + "/images(" + own + ")").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index", "/images/", "/images()", "/images(a/b)", "/images(a)/", "/image", "/images(a)b"})
    default void otherPathsAreNotFoundBeforeAKeyIsAskedFor(String path) {
        Response response = given().urlEncodingEnabled(false).get(url() + path);
        assertProblem(response, 404, "There is nothing here");
        assertThat(response.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    default void otherMethodsAreNotAllowed() {
        Response list = given().header("X-API-KEY", ACME).delete(url() + "/images");
        assertProblem(list, 405, "not allowed");
        assertThat(list.header("Allow")).contains("GET").doesNotContain("DELETE");
        Response image =
                given().urlEncodingEnabled(false).header("X-API-KEY", ACME).put(url() + "/images(a)");
        assertProblem(image, 405, "not allowed");
        assertThat(image.header("Allow")).contains("GET", "DELETE");
    }

    @Test
    default void acceptIsDisregarded() {
        Response list =
                given().header("X-API-KEY", ACME).header("Accept", "text/csv").get(url() + "/images?$top=1");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.contentType()).isEqualTo("application/json");
        for (String accept :
                List.of("application/json", "application/problem+json", ", application/json", "text/csv")) {
            Response deleted = asked(ACME).header("Accept", accept).delete(url() + "/images(nobody.jpg)");
            assertProblem(deleted, 404, "There is no image");
        }
    }

    @Test
    default void anImageBeingProcessedIsNotDeleted() {
        for (String status : List.of("Up", "Re")) {
            String reference = Percent.encode(references(list("?$top=1&$filter=status%20eq%20'" + status + "'"))
                    .get(0));
            assertProblem(asked(ACME).delete(url() + "/images(" + reference + ")"), 409, "being processed");
            assertThat(asked(ACME).get(url() + "/images(" + reference + ")").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ok", "Vd", "Er"})
    default void aDeletedImageIsGone(String status) {
        String filter = "?$top=100&$filter=status%20eq%20'" + status + "'";
        List<String> before = references(list(filter));
        String reference = Percent.encode(before.get(before.size() - 1));
        assertThat(asked(ACME)
                        .header("Accept", "application/problem+json") // what clients generated from the contract send
                        .delete(url() + "/images(" + reference + ")")
                        .statusCode())
                .isEqualTo(204);
        assertProblem(asked(ACME).get(url() + "/images(" + reference + ")"), 404, "There is no image");
        assertProblem(asked(ACME).delete(url() + "/images(" + reference + ")"), 404, "There is no image");
        assertThat(references(list(filter))).doesNotContain(before.get(before.size() - 1));
    }
}
