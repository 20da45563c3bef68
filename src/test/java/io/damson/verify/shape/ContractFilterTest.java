package io.damson.verify.shape;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.verify.traffic.ContractFilter;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves the filter able to fail: each test serves an answer, most of them wrong in one place. */
class ContractFilterTest {
    private static final ContractFilter FILTER = ContractFilter.of(
            Contract.ofResource("/io/damson/openapi/dam-images.yaml").strict());
    private static final Canned PAGE = Canned.example("get /images 200 onePage");
    private static final Canned IMAGE = Canned.example("get /images({reference}) 200 image");
    private static final Canned DELETED = Canned.example("delete /images({reference}) 204");
    private static final Canned UNAUTHORIZED = Canned.example("get /images 401 missing");
    private static final Canned CONFLICT = Canned.example("delete /images({reference}) 409 inProcess");

    private CannedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new CannedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    static List<Canned> examples() {
        return Canned.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfTheContractPasses(Canned example) {
        assertThat(send(example).statusCode()).isEqualTo(example.status());
    }

    @Test
    void everyResponseOfTheContractHasAnExample() {
        assertThat(Canned.examples()).hasSizeGreaterThan(12).contains(PAGE, IMAGE, DELETED, UNAUTHORIZED, CONFLICT);
    }

    @Test
    void theBodyCanStillBeRead() {
        Response response = send(IMAGE.with(image -> image.put("reference", "ñ€😀.jpg")));
        assertThat(response.jsonPath().getString("reference")).isEqualTo("ñ€😀.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images%28a.jpg%29", "/images(a%20%28b%29%2F.jpg)"})
    void parenthesesMayBeEncoded(String path) {
        assertThat(send(path, IMAGE).statusCode()).isEqualTo(200);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> send(path, PAGE))
                .withMessageContaining("GET /images({reference}) (getImage)");
    }

    static Stream<Arguments> spoiledImages() {
        return Stream.of(
                spoiled(
                        "wrong type",
                        image -> image.put("width", "800"),
                        "body /width: string found, integer expected"),
                spoiled("fraction", image -> image.put("width", 1.5), "body /width: number found, integer expected"),
                spoiled("missing member", image -> image.remove("height"), "required property 'height' not found"),
                spoiled("missing null", image -> image.remove("createdOn"), "required property 'createdOn' not found"),
                spoiled("extra member", image -> image.put("tenant", "x"), "property 'tenant' is not defined"),
                spoiled("null", image -> image.putNull("reference"), "body /reference: null found, string expected"),
                spoiled("null in tags", image -> image.putArray("tags").addNull(), "body /tags/0: null found"),
                spoiled("enum", image -> image.put("status", "ok"), "body /status: does not have a value in the enum"),
                spoiled("offset", image -> image.put("modifiedOn", "2024-04-05T08:44:33Z"), "body /modifiedOn: "),
                spoiled(
                        "fraction of a second",
                        image -> image.put("createdOn", "2024-04-05T08:44:33.0"),
                        "/createdOn: "),
                spoiled("line feed", image -> image.put("createdOn", "2024-04-05T08:44:33\n"), "body /createdOn: "),
                spoiled(
                        "int32",
                        image -> image.put("numLinks", 2147483648L),
                        "body /numLinks: is out of the range of int32"),
                spoiled(
                        "int64",
                        image -> image.put("id", BigInteger.TWO.pow(63)),
                        "body /id: is out of the range of int64"),
                spoiled(
                        "negative",
                        image -> image.put("sizeInBytes", -1),
                        "body /sizeInBytes: must have a minimum value of 0"),
                spoiled("empty", image -> image.put("reference", ""), "body /reference: must be at least 1 character"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledImages")
    void aSpoiledImageFails(String name, Consumer<ObjectNode> change, String fault) {
        assertFails(IMAGE.with(change), "GET /images({reference}) (getImage) may not return", "200", fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledImages")
    void aSpoiledImageOnAPageFails(String name, Consumer<ObjectNode> change, String fault) {
        Consumer<ObjectNode> second =
                page -> change.accept((ObjectNode) page.path("items").path(1));
        assertFails(PAGE.with(second), "GET /images (listImages)", "body /items/1", fault.replaceFirst("^.*/", "/"));
    }

    @Test
    void anUndeclaredMemberPassesWhereNobodyIsStrict() {
        Canned more = IMAGE.with(image -> image.put("tenant", "x"));
        server.answersWith(more.head(), more.bytes());
        Response response = given().urlEncodingEnabled(false)
                .filter(ContractFilter.ofResource("/io/damson/openapi/dam-images.yaml"))
                .get(server.url() + more.path());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void theGreatestIntegersPass() {
        Canned greatest =
                IMAGE.with(image -> image.put("numLinks", Integer.MAX_VALUE).put("id", Long.MAX_VALUE));
        assertThat(send(greatest).statusCode()).isEqualTo(200);
    }

    @Test
    void moreThan100ItemsFail() {
        assertThat(send(PAGE.with(page -> repeatFirst(page, 100))).statusCode()).isEqualTo(200);
        assertFails(PAGE.with(page -> repeatFirst(page, 101)), "body /items: must have at most 100 items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{\"items\":[]", "{\"items\":[]} {}", "{items:[]}", "{\"items\":[],\"items\":[]}"})
    void malformedJsonFails(String body) {
        assertFails(PAGE.withBody(body), "GET /images (listImages)", "body: is");
    }

    @Test
    void aByteOrderMarkFails() {
        assertFails(PAGE.withBody("\uFEFF" + PAGE.body()), "body: begins with a byte order mark");
    }

    @Test
    void anotherEncodingThanUtf8Fails() {
        server.answersWith(
                "HTTP/1.1 200 OK\n" + PAGE.headers(),
                PAGE.body().replace("animales", "año").getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> request("GET", "/images"))
                .withMessageContaining("body: is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 304, 403, 404, 409, 500, 503})
    void anUndeclaredStatusFails(int status) {
        assertFails(
                PAGE.withStatus(status), "GET /images (listImages)", "status: expected 200, 400, 401, found " + status);
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertFails(PAGE.withStatus(302).withHeaders("Location: /images\n"), "found 302");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/html", "Content-Type: application/problem+json", "X-Nothing: here"})
    void anotherMediaTypeFails(String header) {
        assertFails(PAGE.withHeaders(header), "Content-Type: expected application/json, found ");
    }

    @Test
    void plainJsonWhereAProblemIsDeclaredFails() {
        assertFails(
                CONFLICT.withHeaders("Content-Type: application/json"),
                "DELETE /images({reference}) (deleteImage)",
                "409",
                "Content-Type: expected application/problem+json, found application/json");
    }

    @Test
    void parametersOfTheMediaTypeAreIgnored() {
        assertThat(send(PAGE.withHeaders("content-type: Application/JSON; charset=utf-8"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyWith204Fails() {
        assertFails(
                DELETED.withBody("gone"), "(deleteImage)", "204", "body: none is declared, found Content-Length: 4");
    }

    @Test
    void a401WithoutAChallengeFails() {
        assertFails(
                UNAUTHORIZED.withHeaders("Content-Type: application/problem+json"),
                "header WWW-Authenticate: is required, and is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "title", "status", "detail", "instance"})
    void aProblemWithoutOneOfItsMembersFails(String member) {
        assertFails(CONFLICT.with(problem -> problem.remove(member)), "required property '" + member + "' not found");
    }

    @Test
    void aSuccessWithAProblemForABodyFails() {
        assertFails(CONFLICT.withMethod("GET").withStatus(200), "Content-Type");
        assertFails(IMAGE.withBody(CONFLICT.body()), "required property 'reference' not found");
    }

    @Test
    void allFaultsAreNamed() {
        assertFails(IMAGE.with(image -> image.put("id", "1").put("width", -1)), "body /id: ", "body /width: ");
    }

    @Test
    void headIsGetWithoutABody() {
        assertThat(send(IMAGE.withMethod("HEAD")).statusCode()).isEqualTo(200);
        assertFails(IMAGE.withMethod("HEAD").withStatus(409), "HEAD /images({reference}) (getImage)", "found 409");
        assertFails(IMAGE.withMethod("HEAD").withHeaders("Content-Type: text/html"), "found text/html");
        assertFails(UNAUTHORIZED.withMethod("HEAD").withHeaders(""), "WWW-Authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/images/", "/images()", "/images(a)/", "/dam/images"})
    void aPathThatTheContractDoesNotHaveFails(String path) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> send(path, PAGE))
                .withMessage("The contract has no operation for GET " + path);
    }

    @Test
    void aMethodThatTheContractDoesNotHaveFails() {
        assertFails(PAGE.withMethod("POST"), "The contract has no operation for POST /images");
    }

    @Test
    void aBasePathStandsBeforeThePaths() {
        server.answersWith(PAGE.head(), PAGE.bytes());
        Response response = given().urlEncodingEnabled(false)
                .filter(FILTER.under("/dam"))
                .queryParam("$top", 2)
                .get(server.url() + "/dam/images");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private void assertFails(Canned canned, String... words) {
        assertThatExceptionOfType(AssertionError.class)
                .as("%s", canned)
                .isThrownBy(() -> send(canned))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    }

    private Response send(Canned canned) {
        return send(canned.path(), canned);
    }

    private Response send(String path, Canned canned) {
        boolean bodiless = canned.method().equals("HEAD");
        server.answersWith(canned.head(), bodiless ? new byte[0] : canned.bytes());
        return request(canned.method(), path);
    }

    private Response request(String method, String path) {
        return given().urlEncodingEnabled(false).filter(FILTER).request(method, server.url() + path);
    }

    private static void repeatFirst(ObjectNode page, int times) {
        ArrayNode items = (ArrayNode) page.path("items");
        ObjectNode first = (ObjectNode) items.path(0);
        items.removeAll();
        for (int i = 0; i < times; i++) {
            items.add(first);
        }
    }

    private static Arguments spoiled(String name, Consumer<ObjectNode> change, String fault) {
        return arguments(name, change, fault);
    }
}
