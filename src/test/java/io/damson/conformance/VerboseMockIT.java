package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of {@code damson mock --verbose}. */
class VerboseMockIT {
    private static final String KEY = "sandbox-verbose";
    private static final String MS = " [0-9]+\\.[0-9] ms";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    private DamsonProcess mock(Map<String, String> environment, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "mock";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return DamsonProcess.start(log(), environment, arguments);
    }

    private static void send(DamsonProcess mock, String line, String... fields) {
        try (Wire wire = Wire.open(mock.url())) {
            wire.send(line + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-KEY: " + KEY + "\r\n"
                    + String.join("", fields) + "\r\n");
            wire.rest();
        }
    }

    /** In any order: the line of a response is written after it, and the next request may come first. */
    private List<String> end(DamsonProcess mock) throws InterruptedException, IOException {
        assertThat(mock.terminate()).isIn(0, 143);
        return Files.readAllLines(log()).stream()
                .filter(line -> !line.contains(" Problems: "))
                .toList();
    }

    private static String armed(String fault) {
        return "Content-Length: " + fault.length() + "\r\n\r\n" + fault;
    }

    private static void arm(DamsonProcess mock, String fault) {
        try (Wire wire = Wire.open(mock.url())) {
            wire.send("POST /__admin/faults HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-KEY: " + KEY
                    + "\r\n" + armed(fault));
            wire.rest();
        }
    }

    @Test
    void aRequestIsOneLineWithWhatItHasMet() throws Exception {
        try (DamsonProcess mock = mock(Map.of(), "--verbose")) {
            send(mock, "GET /images?$top=1&api_key=" + KEY);
            send(mock, "DELETE /images(no%20such.jpg)");
            send(mock, "GET /images", "Prefer: code=503\r\n");
            arm(mock, "{\"status\":500,\"times\":1}");
            send(mock, "GET /images");
            arm(mock, "{\"fault\":\"EMPTY_RESPONSE\",\"times\":1}");
            send(mock, "GET /images");
            arm(mock, "{\"delay\":\"20ms\",\"times\":1}");
            send(mock, "GET /images");
            send(mock, "GET /images(%zz)");
            List<String> lines = end(mock);
            assertThat(lines).hasSize(10);
            for (String pattern : new String[] {
                "GET /images\\?\\$top=1&api_key=… 200" + MS,
                "DELETE /images\\(no%20such\\.jpg\\) 404" + MS,
                "GET /images 503" + MS + "  fault of the request",
                "GET /images 500" + MS + "  armed fault",
                "GET /images -" + MS + "  armed fault EMPTY_RESPONSE",
                "GET /images 200 ([2-9][0-9]|[0-9]{3,})\\.[0-9] ms  armed fault, delay 20 ms",
                "GET /images\\(%25zz\\) 400 -"
            }) {
                assertThat(lines)
                        .filteredOn(line -> line.matches(pattern))
                        .as(pattern)
                        .hasSize(1);
            }
            assertThat(lines)
                    .filteredOn(line -> line.matches("POST /__admin/faults 201" + MS))
                    .hasSize(3);
            assertThat(lines).noneMatch(line -> line.contains(KEY));
        }
    }

    @Test
    void aStandingFaultIsNamed() throws Exception {
        try (DamsonProcess mock = mock(Map.of(), "--verbose", "--fail", "100%")) {
            send(mock, "GET /images");
            assertThat(end(mock)).singleElement().asString().matches("GET /images 503" + MS + "  standing fault");
        }
    }

    @Test
    void withoutTheOptionNoRequestIsALine() throws Exception {
        try (DamsonProcess mock = mock(Map.of())) {
            send(mock, "GET /images");
            assertThat(end(mock)).isEmpty();
        }
    }

    @Test
    void noControlCharacterOfARequestReachesTheTerminal() throws Exception {
        try (DamsonProcess mock = mock(Map.of(), "--verbose")) {
            send(mock, "GET /images(a%1B%5B31m%0Aforged)");
            send(mock, "GET /images(a\u001b[31m)");
            send(mock, "GET /images(a\u00e2\u0080\u00aeb)");
            send(mock, "GET /images(a\u00c2\u0085b)");
            send(mock, "G\u001bT /images");
            send(mock, "\u001b[31m");
            assertThat(end(mock))
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).matches("[^\\p{C}\\p{Zl}\\p{Zp}]+ (4[0-9][0-9]).*"));
        }
    }

    @ParameterizedTest
    @CsvSource({"CLICOLOR_FORCE, true", "NO_COLOR, false", "CLICOLOR, false"})
    void coloursAreThoseOfTheEnvironment(String variable, boolean isColoured) throws Exception {
        try (DamsonProcess mock = mock(Map.of(variable, "1"), "--verbose")) {
            send(mock, "GET /images");
            assertThat(end(mock).get(0).contains("\u001b[32m200")).isEqualTo(isColoured);
        }
    }
}
