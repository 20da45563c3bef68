package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an option is given, and wherever: all mistakes are told at once, each in one sentence. */
@Timeout(60)
class AllMistakesTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private List<String> mistakes(Map<String, String> environment, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(InThisJvm.run(environment, new StringWriter(), err, arguments))
                .as(err.toString())
                .isEqualTo(2);
        List<String> lines = new ArrayList<>(err.toString().lines().toList());
        assertThat(lines.remove(lines.size() - 1))
                .startsWith("All options: damson ")
                .endsWith(" --help");
        assertThat(lines).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        return lines;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void mistakesOfTheEnvironment() {
        List<String> lines = mistakes(
                Map.of(
                        "DAMSON_PORT", "x",
                        "DAMSON_WORKERS", "x",
                        "DAMSON_LOG_FORMAT", "xml",
                        "DAMSON_REQUEST_TIMEOUT", "q",
                        "DAMSON_ACCESS_LOG", "maybe",
                        "DAMSON_NO_GZIP", "yes",
                        "DAMSON_BASE_PATH", "dam"),
                "serve");
        assertThat(lines).hasSize(7);
        assertThat(lines)
                .anyMatch(line -> line.endsWith("'x' is not a whole number, or too large (--port is from DAMSON_PORT)"))
                .anyMatch(line -> line.contains("(--workers is from DAMSON_WORKERS)"))
                .anyMatch(line -> line.contains("'xml' is not text or json (--log-format is from DAMSON_LOG_FORMAT)"))
                .anyMatch(line -> line.contains("(--request-timeout is from DAMSON_REQUEST_TIMEOUT)"))
                .anyMatch(line -> line.contains("(--access-log is from DAMSON_ACCESS_LOG)"))
                .anyMatch(line -> line.contains("--no-gzip"))
                .anyMatch(line -> line.contains("(--base-path is from DAMSON_BASE_PATH)"));
    }

    @Test
    void mistakesOfTheCommandLineTheFileAndTheEnvironment() throws IOException {
        String config = file("damson.properties", "port=70000\nrate-limit=often\nprot=1\n");
        String empty = file("empty", "");
        List<String> lines = mistakes(
                Map.of("DAMSON_INIT_KEY_FILE", empty, "DAMSON_INIT_TENANT", "A", "DAMSON_PROT", "1"),
                "serve",
                "--workers=x",
                "--config",
                config,
                "--host=no-such-host.invalid",
                "--tls-keystore=" + folder.resolve("none.p12"));
        assertThat(lines)
                .anyMatch(line -> line.contains("--workers"))
                .anyMatch(line -> line.contains("70000 (--port is from " + config + ", line 1)"))
                .anyMatch(line -> line.contains("--rate-limit: 'often'"))
                .anyMatch(line -> line.contains("there is no option prot"))
                .anyMatch(line -> line.contains("DAMSON_INIT_KEY_FILE: cannot read " + empty + ": it is empty"))
                .anyMatch(line -> line.contains("lower-case letters"))
                .anyMatch(line -> line.contains("--host: there is no such host: no-such-host.invalid"))
                .anyMatch(line -> line.contains("--tls-keystore: there is no file "))
                .anyMatch(line -> line.contains("warning: the environment variable DAMSON_PROT is unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serve --port=１２|'１２' is not a whole number",
                "serve --port=99999999999999999999|is not a whole number, or too large",
                "serve --request-timeout=999999999999999999s|'999999999999999999s' is longer than a day, 24h",
                "serve --request-timeout=0s|--request-timeout has to be 1ms to 24h",
                "serve --keep-alive-timeout=25h|'25h' is longer than a day, 24h",
                "serve --query-timeout=999999999999999s|longer than a day, 24h",
                "mock --query-timeout=PT9223372036854775807S|longer than a day, 24h",
                "verify --url http://h --api-key k --wait 999999999999999ms|longer than a day, 24h",
                "serve --rate-limit=5/999999999999999999s|--rate-limit: a rate limit is",
                "serve --max-connections=2147483647|--max-connections has to be 1 to",
                "serve --workers=-2147483648|--workers has to be 4 to 1000",
                "serve --database-url=jdbc:postgresql://h:99999/d|--database-url: the database URL has to be like jdbc:postgresql://HOST:PORT/DATABASE",
                "serve --database-url=jdbc:postgresql://h:x/d|--database-url: ",
                "serve --database-url=jdbc:postgresql://h/d --read-database-url=jdbc:postgresql://h:0/d|--read-database-url: ",
                "serve --config=|--config has to name a file; it is empty",
                "serve --tls-keystore=|--tls-keystore has to name a file; it is empty",
                "serve --cors-origin=*,https://a.example|--cors-origin: * stands for all, and so stands alone",
                "serve --init-key=k|--init-key has no effect without --init-tenant",
                "serve --database-user=u|--database-user is for PostgreSQL",
                "key list --tenant a --database-password=p|--database-password is for PostgreSQL",
                "serve --forwarded-header=Forwarded|--forwarded-header has no effect without --trusted-proxy",
                "serve --trusted-proxy=10.0.0.1/8|--trusted-proxy: '10.0.0.1/8' has more bits set than the first 8",
                "serve --trusted-proxy=fd00::1/8|has more bits set than the first 8",
                "serve --trusted-proxy=10.0.0.0/8,|--trusted-proxy: '10.0.0.0/8,' has an empty item behind its last comma",
                "serve --cors-origin=https://a.example,,|has an empty item behind its last comma",
                "serve --management-port=1 --management-host=no-such-host.invalid|--management-host: there is no such host"
            })
    void oneMistakeIsOneSentence(String line, String message) {
        assertThat(mistakes(Map.of(), line.split(" ", -1)))
                .hasSize(1)
                .first()
                .asString()
                .contains(message);
    }

    @Test
    void anEmptyItemOfTheEnvironmentIsToldToo() {
        assertThat(mistakes(Map.of("DAMSON_TRUSTED_PROXY", "10.0.0.0/8,"), "serve"))
                .singleElement()
                .asString()
                .contains("has an empty item behind its last comma (--trusted-proxy is from DAMSON_TRUSTED_PROXY)");
    }

    /** It is that of another command, whose database the environment names. */
    @Test
    void aUserOfTheEnvironmentIsInNobodysWay() {
        Map<String, String> environment = Map.of(
                "DAMSON_DATABASE_URL", "jdbc:postgresql://h/d", "DAMSON_DATABASE_USER", "u", "DAMSON_INIT_KEY", "k");
        String file = "--database-url=jdbc:sqlite:" + folder.resolve("none.db");
        assertThat(InThisJvm.run(environment, new StringWriter(), err, "tenant", "list", file))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no jdbc:sqlite:");
        assertThat(mistakes(Map.of("DAMSON_DATABASE_PASSWORD", "p"), "tenant", "list"))
                .singleElement()
                .asString()
                .contains(
                        "--database-password is for PostgreSQL",
                        "(--database-password is from DAMSON_DATABASE_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/urandom", "/"})
    @EnabledOnOs(OS.LINUX)
    void whatIsNoFileIsNotRead(String path) {
        assertThat(mistakes(Map.of(), "serve", "--config=" + path))
                .singleElement()
                .asString()
                .contains("--config: cannot read " + path + ": it is ");
        assertThat(mistakes(Map.of("DAMSON_INIT_KEY_FILE", path, "DAMSON_INIT_TENANT", "a"), "serve"))
                .anyMatch(line -> line.contains("DAMSON_INIT_KEY_FILE: cannot read " + path + ": it is "));
        assertThat(mistakes(Map.of(), "serve", "--tls-keystore=" + path))
                .singleElement()
                .asString()
                .startsWith("damson serve: --tls-keystore: ");
        assertThat(mistakes(Map.of(), "verify", "--url=http://h", "--api-key=k", "--known=" + path))
                .singleElement()
                .asString()
                .contains("--known: cannot read " + path + ": it is ");
        assertThat(mistakes(Map.of(), "verify", "--url=http://h", "--api-key=k", "--relations=" + path))
                .singleElement()
                .asString()
                .contains("--relations: cannot read " + path);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeThatNobodyWritesIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(mistakes(Map.of("DAMSON_DATABASE_PASSWORD_FILE", pipe.toString()), "serve", "--config=" + pipe))
                .anyMatch(line ->
                        line.contains("DAMSON_DATABASE_PASSWORD_FILE: cannot read " + pipe + ": it is no regular"))
                .anyMatch(line -> line.contains("--config: cannot read " + pipe + ": it is no regular file"));
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path huge = folder.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(8L << 30);
        }
        assertThat(mistakes(Map.of(), "serve", "--config=" + huge))
                .singleElement()
                .asString()
                .contains("it is larger than 1 MiB");
        assertThat(mistakes(Map.of(), "serve", "--tls-keystore=" + huge))
                .singleElement()
                .asString()
                .contains("is no file of PKCS12: it is larger than 16 MiB");
    }

    @Test
    void aByteOrderMarkAndBlanksBehindValuesAreNoPartOfThem() throws IOException {
        String config = file("bom.properties", "\uFEFFport=70000  \nhost=127.0.0.1\t\n");
        assertThat(mistakes(Map.of(), "serve", "--config", config))
                .singleElement()
                .asString()
                .contains("--port has to be 1 to 65535, or 0 for any: 70000 (--port is from " + config + ", line 1)");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nothingIsAFileWithoutOptions() {
        assertThat(mistakes(Map.of(), "serve", "--config=/dev/null", "--port=70000"))
                .hasSize(1);
    }
}
