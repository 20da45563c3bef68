package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the values of options are from, and what is said of those that cannot be. */
class ConfigurationTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private int run(Map<String, String> environment, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return InThisJvm.run(environment, out, err, arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Which database a command would have used: it is not there, and named. */
    private String database(Map<String, String> environment, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "tenant";
        arguments[1] = "list";
        System.arraycopy(more, 0, arguments, 2, more.length);
        assertThat(run(environment, arguments)).as(err.toString()).isEqualTo(1);
        return err.toString().replaceFirst("(?s).*there is no jdbc:sqlite:([^;]*);.*", "$1");
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        String config = file("damson.properties", "# ours\n\ndatabase-url = jdbc:sqlite:of-the-file\nport=9000\n");
        Map<String, String> environment = Map.of("DAMSON_DATABASE_URL", "jdbc:sqlite:of-the-environment");
        assertThat(database(environment, "--config", config, "--database-url=jdbc:sqlite:of-the-command-line"))
                .isEqualTo("of-the-command-line");
        assertThat(database(environment, "--config=" + config)).isEqualTo("of-the-environment");
        assertThat(database(Map.of(), "--config", config)).isEqualTo("of-the-file");
        assertThat(database(Map.of("DAMSON_CONFIG", config))).isEqualTo("of-the-file");
        assertThat(database(Map.of("DAMSON_DATABASE_URL", ""), "--config", config))
                .isEqualTo("of-the-file");
        assertThat(database(Map.of("DAMSON_CONFIG", "none"), "--config", config))
                .isEqualTo("of-the-file");
    }

    @Test
    void aFileMayHaveAllThatPropertiesHave() throws IOException {
        String config = file(
                "damson.properties",
                "! a comment \\\ncors-origin=\ndatabase-url : jdbc:\\\n   sqlite:d\\u00e9j\\u00e0-vü\n");
        assertThat(database(Map.of(), "--config", config)).isEqualTo("déjà-vü");
    }

    @Test
    void allThatIsWrongWithAFileIsSaidAtOnceWithItsLines() throws IOException {
        String config = file(
                "damson.properties",
                "prot=1\n--host=h\nrate-limit=often\n\nport=70000\nport=1\ninit-key=\\\n  a b\nconfig=x\nyes=true\nhelp=true\n");
        assertThat(run(Map.of("DAMSON_BASE_PATH", "dam"), "serve", "--config", config))
                .isEqualTo(2);
        assertThat(err.toString().replaceFirst("^damson serve: ", "").lines())
                .contains(
                        config + ", line 1: there is no option prot; did you mean port?",
                        config + ", line 2: there is no option --host; names have no dashes before them: host",
                        config + ", line 6: port is given twice, first in line 5",
                        config + ", line 9: there is no option config",
                        config + ", line 10: there is no option yes",
                        config + ", line 11: there is no option help",
                        "--rate-limit: 'often' is not a rate limit like 50/10s, and not off (--rate-limit is from "
                                + config + ", line 3)",
                        "--init-key: an API key has 1 to 4096 visible ASCII characters, and no blanks (--init-key is from "
                                + config + ", line 7)",
                        "--base-path has to be like / or /dam: dam (--base-path is from DAMSON_BASE_PATH)")
                .anyMatch(line -> line.contains("--port has to be 1 to 65535, or 0 for any: 70000 (--port is from "));
    }

    @Test
    void aFileThatCannotBeReadIsAMistake() throws IOException {
        assertThat(run(Map.of(), "serve", "--config", "nowhere.properties")).isEqualTo(2);
        assertThat(err.toString()).contains("--config: cannot read nowhere.properties: no such file");
        assertThat(run(Map.of("DAMSON_CONFIG", folder.toString()), "tenant", "list"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--config: cannot read " + folder);
        Path latin = folder.resolve("latin.properties");
        Files.write(latin, "host=\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(run(Map.of(), "serve", "--config", latin.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("it is no UTF-8");
        String escape = file("escape.properties", "host=\\u12");
        assertThat(run(Map.of(), "serve", "--config", escape)).isEqualTo(2);
        assertThat(err.toString()).contains("--config: cannot read " + escape);
    }

    @Test
    void aSecretMayStandInAFileOfItsOwn() throws IOException {
        String good = file("good", "geheim\r\n");
        Map<String, String> environment = Map.of(
                "DAMSON_DATABASE_PASSWORD_FILE",
                good,
                "DAMSON_INIT_KEY_FILE",
                good,
                "DAMSON_DATABASE_URL",
                "mysql:",
                "DAMSON_INIT_TENANT",
                "shop");
        assertThat(run(environment, "serve")).isEqualTo(2);
        assertThat(err.toString()).contains("--database-url: ").hasLineCount(2);
        assertSecretFails(file("blank", "a b\n"), "--init-key: an API key has", " is from DAMSON_INIT_KEY_FILE)");
        assertSecretFails(file("two", "a\n\n"), "--init-key: an API key has");
        assertSecretFails(file("empty", "\n"), "DAMSON_INIT_KEY_FILE: cannot read ", "it is empty");
        assertSecretFails(folder.resolve("none").toString(), "DAMSON_INIT_KEY_FILE: cannot read ", "no such file");
        assertThat(run(Map.of("DAMSON_API_KEY_FILE", "none"), "verify", "--url", "http://h"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("DAMSON_API_KEY_FILE: cannot read none")
                .doesNotContain("Missing");
    }

    private void assertSecretFails(String path, String... messages) {
        assertThat(run(Map.of("DAMSON_INIT_KEY_FILE", path), "serve")).isEqualTo(2);
        assertThat(err.toString()).contains(messages).doesNotContain("a b");
    }

    @Test
    void aSecretThatIsGivenTwiceIsAMistake() throws IOException {
        String secret = file("secret", "s");
        assertThat(run(Map.of("DAMSON_INIT_KEY", "k", "DAMSON_INIT_KEY_FILE", secret), "serve"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("DAMSON_INIT_KEY and DAMSON_INIT_KEY_FILE are both given: give one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "DAMSON_DATABSE_URL, '; did you mean DAMSON_DATABASE_URL?'",
        "DAMSON_INIT_KEY_FIEL, '; did you mean DAMSON_INIT_KEY_FILE?'",
        "DAMSON_PRT, '; did you mean DAMSON_PORT?'",
        "DAMSON_HOST_FILE, ''",
        "DAMSON_SOMETHING, ''"
    })
    void aVariableThatNobodyKnowsIsWarnedOf(String name, String near) {
        database(Map.of(name, "x", "DAMSON_DATABASE_URL", "jdbc:sqlite:none"));
        assertThat(err.toString())
                .contains("damson tenant list: warning: the environment variable " + name
                        + " is unknown and has no effect" + near + System.lineSeparator());
    }

    @Test
    void whatOtherCommandsAndOthersHaveIsNotWarnedOf() {
        database(Map.of(
                "DAMSON_PORT", "tcp://10.0.0.1:8080",
                "DAMSON_PORT_8080_TCP_ADDR", "10.0.0.1",
                "DAMSON_SERVICE_HOST", "10.0.0.1",
                "DAMSON_SERVICE_PORT_HTTP", "8080",
                "DAMSON_SEED", "7",
                "DAMSON_API_KEY_FILE", "x",
                "DAMSON_NOTHING", "",
                "DAMSONS", "x",
                "PATH", "x"));
        assertThat(err.toString()).doesNotContain("warning");
    }

    @Test
    void whatKubernetesSetsForAServiceIsNoPort() {
        assertThat(run(Map.of("DAMSON_PORT", "tcp://10.0.0.1:8080", "DAMSON_RATE_LIMIT", "x"), "serve"))
                .isEqualTo(2);
        assertThat(err.toString()).doesNotContain("--port");
    }

    @Test
    void aFlagOfTheEnvironmentStaysTrueOnTheCommandLine() {
        Map<String, String> environment = Map.of("DAMSON_CHECK", "true", "DAMSON_PORT", "0");
        assertThat(run(environment, "mock", "--check")).isZero();
        assertThat(run(environment, "mock")).isZero();
        assertThat(out.toString()).contains("the data can be served");
    }

    @Test
    void allMistakesOfAServerAreSaidAtOnceEachWithItsOption() {
        assertThat(run(
                        Map.of("DAMSON_INIT_KEY", "a b", "DAMSON_QUERY_TIMEOUT", "0s"),
                        "serve",
                        "--rate-limit=x",
                        "--database-url=mysql:",
                        "--cors-origin=x",
                        "--log-level=loud",
                        "--log-format=xml",
                        "--management-port=70000",
                        "--init-tenant=A",
                        "--keep-alive-timeout=1ms"))
                .isEqualTo(2);
        for (String option : new String[] {
            "--init-key",
            "--query-timeout",
            "--rate-limit",
            "--database-url",
            "--cors-origin",
            "--log-level",
            "--log-format",
            "--management-port",
            "--init-tenant",
            "--keep-alive-timeout"
        }) {
            assertThat(err.toString().lines().filter(line -> line.contains(option)))
                    .as(option)
                    .hasSize(1);
        }
    }
}
