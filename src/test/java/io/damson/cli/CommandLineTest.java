package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes are said in a word, with what to type instead. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return InThisJvm.run(out, err, arguments);
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none/x.json");
        assertThat(run("snapshot", "--url", "http://127.0.0.1:1", "--api-key", "k", "--out", file.toString()))
                .isEqualTo(1);
        assertThat(err)
                .hasToString("damson snapshot: cannot write " + file + ": there is no folder " + file.getParent()
                        + System.lineSeparator());
        String database = "jdbc:sqlite:" + folder.resolve("damson.db");
        assertThat(run("tenant", "add", "shop", "--database-url", database)).isZero();
        err.getBuffer().setLength(0);
        assertThat(run("export", "--tenant", "shop", "--database-url", database, file.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("damson export: cannot write " + file + ": there is no folder " + file.getParent())
                .doesNotContain(".part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mok|Did you mean: damson mock?",
                "mock --port x|'x' is not a whole number",
                "mock --port 70000|--port has to be 1 to 65535, or 0 for any",
                "mock --host=|--host has to be a name or an address",
                "import --tenant shop --on-error all a.csv|'all' is not stop or skip",
                "mock --base-path dam|--base-path has to be like / or /dam",
                "mock --base-path /docs|--base-path cannot be one of the server's own paths",
                "serve --base-path /media/acme|--base-path cannot be one of the server's own paths",
                "mock --max-header-bytes 10|--max-header-bytes has to be 256 to",
                "mock --request-timeout 8|'8' is not a time like 500ms, 8s or 1m30s",
                "mock --keep-alive-timeout 500ms|--keep-alive-timeout has to be 1s to 24h",
                "serve --init-tenant A|lower-case letters",
                "serve --workers 3|--workers has to be 4 to 1000: 3",
                "serve --workers 8 --max-connections 7|--max-connections has to be as many as --workers or more: 7 for 8",
                "mock --max-connections 0|--max-connections has to be 1 to",
                "serve --database-url mysql://localhost|jdbc:postgresql://localhost/damson",
                "serve --tls-password x|--tls-password has no effect without --tls-keystore",
                "serve --trusted-proxy proxy.example|--trusted-proxy: 'proxy.example' is not a range of addresses like 10.0.0.0/8",
                "serve --trusted-proxy ::1 --forwarded-header Via|'Via' is not X-Forwarded-For or Forwarded",
                "serve --wrong-keys 20|--wrong-keys: '20' is not a rate limit like 50/10s, and not off",
                "serve --cors-origin https://shop.example/|--cors-origin has to be like https://shop.example",
                "serve --cors-origin *,shop.example|or * for all: shop.example",
                "mock --seed 7|--seed has no effect without --images, --fail or a range of --delay",
                "mock --seed 7 --delay 2s|--seed has no effect without --images, --fail or a range of --delay",
                "mock --images -5|--images: 0 to 1000000 images can be made up, not -5",
                "mock --images 1000001|--images: 0 to 1000000 images can be made up, not 1000001",
                "mock --admin-key=|--admin-key has to be 1 to 4096 visible ASCII characters, without blanks; it is empty",
                "mock --admin-key ä|--admin-key has to be 1 to 4096 visible ASCII characters",
                "mock --base-path /images|--base-path is what stands before /images, and the API would be at /images/images: /images",
                "mock --base-path /dam/images/|the API would be at /dam/images/images: /dam/images/",
                "serve --base-path /images|--base-path is what stands before /images",
                "mock --delay soon|--delay: 'soon' is not a delay like 200ms, 100-400ms or 100ms-1s",
                "mock --delay 400-100ms|--delay: a delay is from 0s to 1m, the shorter first where there are two: 400ms-100ms",
                "mock --delay 61s|--delay: a delay is from 0s to 1m",
                "mock --delay -5ms|--delay: '-5ms' is not a delay",
                "mock --delay=|--delay: '' is not a delay",
                "mock --fail 5|--fail: '5' is not a share like 5% or 0.5%, from 0% to 100%",
                "mock --fail 100.1%|--fail: '100.1%' is not a share",
                "mock --fail -1%|--fail: '-1%' is not a share",
                "mock --fail=|--fail: '' is not a share",
                "mock --fail 5% --fail-status 200|--fail-status: a status is from 400 to 599: 200",
                "mock --fail 5% --fail-status 600|--fail-status: a status is from 400 to 599: 600",
                "mock --fail-status 503|--fail-status has no effect without --fail",
                "mock --cors-origin https://shop.example/|--cors-origin has to be like https://shop.example",
                "mock --cors-origin *,http://localhost:x|or * for all: http://localhost:x",
                "serve --log-level loud|--log-level has to be off, error, warn, info, debug or trace",
                "serve --log-level info,io.damson.store=|such as io.damson.store=debug: io.damson.store=",
                "serve --log-format xml|'xml' is not text or json",
                "serve --management-port 70000|--management-port has to be 1 to 65535, or 0 for any: 70000",
                "serve --management-port 1 --management-host=|--management-host has to be a name or an address",
                "serve --management-host ::1|--management-host has no effect without --management-port",
                "serve --management-port 8080|--management-port has to be another than --port: both are 8080",
                "tenant remove shop|add --yes if that is meant",
                "key list|Missing required option: '--tenant=NAME'",
                "verify --api-key k|Missing required option: '--url=URL'",
                "verify --api-key k --url shop.example|--url: 'shop.example' is no URL like",
                "verify --api-key k --url http://h --contract none.yaml|--contract: cannot read none.yaml",
                "verify --api-key k --url http://h --report pom.xml|--report: pom.xml is no folder",
                "verify --api-key k --url http://h --only KEY1|KEY1",
                "proxy --port 0|Missing required option: '--upstream=URL'",
                "proxy --upstream shop.example|--upstream: 'shop.example' is no URL like http://127.0.0.1:8080",
                "proxy --upstream ftp://h|--upstream: 'ftp://h' is no URL like",
                "proxy --upstream http://me:secret@h|--upstream: there is a user or a password in it, which get into logs; clients send them in Authorization",
                "proxy --upstream http://127.0.0.1:8080/dam|--upstream and --port are both 8080, so that the proxy would be in front of itself; choose another with --port, such as --port 8081",
                "proxy --upstream http://localhost --port 80|--upstream and --port are both 80,",
                "proxy --upstream http://h --base-path /__proxy|--base-path cannot be /__proxy, where the proxy's page is",
                "proxy --upstream http://h --base-path dam|--base-path has to be like / or /dam",
                "proxy --upstream http://h --replay-first|--replay-first has no effect without --record: add --record FOLDER",
                "proxy --upstream http://h --record pom.xml|--record: pom.xml is no folder",
                "proxy --upstream http://h --report pom.xml|--report: pom.xml is no folder",
                "proxy --upstream http://h --cacert none.pem|--cacert: cannot read none.pem",
                "proxy --upstream http://h --contract none.yaml|--contract: cannot read none.yaml",
                "proxy --upstream http://h --cacert pom.xml --port 0|--cacert: pom.xml is no PEM file of certificates",
                "proxy --upstream http://h --contract pom.xml|pom.xml",
                "proxy --upstream http://h --level all|'all' is not documented, odata or damson",
                "proxy --upstream http://h --known FILTER-9999|--known: there is no relation 'FILTER-9999'",
                "proxy --upstream http://h --known none.txt|--known: cannot read none.txt",
                "proxy --upstream http://h --connect-timeout 0s|--connect-timeout has to be longer than nothing, such as 10s",
                "proxy --upstream http://h --response-timeout soon|'soon' is not a time like 500ms, 8s or 1m30s",
                "proxy --upstream http://h --admin-key=|--admin-key has to be 1 to 4096 visible ASCII characters",
                "key revoke --tenant shop one|'one' is not a whole number"
            })
    void aWrongCommandLineIsExitCode2(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mock --port abc|damson mock: Invalid value for option '--port': 'abc' is not a whole number, or too large",
                "mock --keep-alive-timeout soon|damson mock: Invalid value for option '--keep-alive-timeout': 'soon' is not a time like 500ms, 8s or 1m30s",
                "serve --port abc|damson serve: Invalid value for option '--port': 'abc' is not a whole number, or too large",
                "tenant add Bad|damson tenant add: Invalid value for positional parameter at index 0 (NAME): a tenant's name",
                "key revoke --tenant shop abc|damson key revoke: Invalid value for positional parameter",
                "mock --port 70000|damson mock: --port has to be 1 to 65535, or 0 for any: 70000",
                "mock --rate-limit 50/0s|damson mock: --rate-limit: a rate limit is 1 request or more in 1 second to 365 days, whole seconds, such as 50/10s"
            })
    void oneMistakeIsToldOnce(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines().toList().get(0)).startsWith(message);
        assertThat(err.toString().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "mock --chek, --check",
        "serve --init-tenat a, --init-tenant",
        "mock --hst x, --host",
        "mock --hst=127.0.0.1, --host",
        "mock --prot 1, --port",
        "mock --dta data, --data",
        "import --tennant shop a.csv, --tenant",
        "tenant ad shop, tenant add"
    })
    void whatIsUnknownIsAnsweredWithTheNearest(String line, String near) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean: ", near + "?").doesNotContain("Missing required option");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 1, this machine does not have that address",
        "no-such-host.invalid, 2, there is no such host"
    })
    void anAddressThatIsNotOursIsNoMatterOfThePort(String host, int exitCode, String reason) {
        assertThat(run("mock", "--check", "--port", "0", "--host", host)).isEqualTo(exitCode);
        assertThat(err.toString()).contains(reason, "--host").doesNotContain("--port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2s", "2000ms", "PT2S", "1m30s", "0.5s"})
    void timesAreTakenInAllForms(String time) {
        assertThat(run("mock", "--check", "--port", "0", "--query-timeout", time))
                .isZero();
        assertThat(out.toString())
                .endsWith(String.format("the data can be served%n"))
                .doesNotContain("http://", "ready");
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        assertThat(run(
                        "serve",
                        "--port",
                        "70000",
                        "--base-path",
                        "dam",
                        "--keep-alive-timeout",
                        "soon",
                        "--max-header-bytes",
                        "1",
                        "--max-target-bytes",
                        "2",
                        "--database-url",
                        "mysql:",
                        "--init-tenant",
                        "A",
                        "--bogus"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--port has to be",
                        "--base-path has to be",
                        "'--keep-alive-timeout'",
                        "--max-header-bytes has to be")
                .contains("--max-target-bytes has to be", "the database URL has to", "lower-case letters", "'--bogus'");
    }

    @Test
    void allMistakesOfAMockAreSaidAtOnce() {
        String line =
                "mock --images -5 --admin-key= --base-path /images --delay soon --fail 5 --fail-status 200 --public-url x";
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString())
                .contains("--images: ", "--admin-key ", "--base-path ", "--delay: ", "--fail: ", "--fail-status: ")
                .contains("a public URL is like");
        assertThat(err.toString().lines()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--delay 0ms --fail 100%",
                "--delay 1-2ms --seed 3",
                "--delay PT0.001S-2ms --fail 0%",
                "--fail 0.5% --fail-status 599 --seed 3",
                "--no-media --public-url https://mock.example.com"
            })
    void whatAMockIsToldToDoToRequestsIsNotDoneToItsOwnCheck(String options) {
        assertThat(run(("mock --check --port 0 " + options).split(" ", -1)))
                .as("%s", err)
                .isZero();
    }

    @Test
    void workThatFailsIsExitCode1(@TempDir Path folder) {
        String url = "--database-url=jdbc:sqlite:" + folder.resolve("damson.db");
        assertThat(run("tenant", "add", "shop", url)).isZero();
        assertFails("damson tenant add: there is a tenant shop already", "tenant", "add", "shop", url);
        assertFails("damson tenant add nope makes it", "key", "create", "--tenant", "nope", url);
        assertThat(run("tenant", "list", "--database-url", "jdbc:sqlite:")).isEqualTo(2);
        assertThat(err.toString()).contains("the database URL names no file");
        assertFails("has no key 7", "key", "revoke", "--tenant", "shop", "7", url);
        assertFails(
                "no such file",
                "mock",
                "--port",
                "0",
                "--data",
                folder.resolve("nowhere").toString());
        assertFails("has no data files", "mock", "--port", "0", "--data", folder.toString());
    }

    private void assertFails(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err.toString().strip()).contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"'', mock, doctor", "tenant, add, remove", "key, create, revoke"})
    void withoutACommandThoseThereAreAreListed(String line, String first, String last) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith(("Usage: damson " + line).strip())
                .contains("Commands:", "\n  " + first + " ", "\n  " + last + " ", "Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock", "serve", "import", "export", "tenant", "key", "tenant add", "key create"})
    void everyCommandHasHelp(String command) {
        assertThat(run((command + " --help").split(" ", -1))).isZero();
        assertThat(out.toString()).startsWith("Usage: damson " + command);
    }
}
