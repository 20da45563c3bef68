package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that another program has: who that is, and what to type instead. */
class UsedPortTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String refusal(String... arguments) {
        assertThat(InThisJvm.run(new StringWriter(), err, arguments))
                .as("%s", err)
                .isEqualTo(1);
        return err.toString().strip();
    }

    private static ServerSocket listen(String host) throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "localhost"})
    void theNextFreePortIsAnOptionToType(String host) throws IOException {
        try (ServerSocket other = listen("127.0.0.1")) {
            int port = other.getLocalPort();
            String refusal = refusal("mock", "--host", host, "--port", String.valueOf(port));
            assertThat(refusal).hasLineCount(1).startsWith("damson mock: cannot listen on " + host + ":" + port);
            Matcher option =
                    Pattern.compile("; the next free port: --port ([0-9]+)$").matcher(refusal);
            assertThat(option.find()).as(refusal).isTrue();
            int next = Integer.parseInt(option.group(1));
            assertThat(next).isGreaterThan(port);
            new ServerSocket(next, 1, InetAddress.getByName(host)).close();
        }
    }

    @Test
    void theNextPortIsNotThatOfTheApi() throws IOException {
        try (ServerSocket other = listen("127.0.0.1")) {
            int port = other.getLocalPort();
            assertThat(refusal(
                            "serve",
                            "--database-url",
                            "jdbc:sqlite:" + folder.resolve("damson.db"),
                            "--management-port",
                            String.valueOf(port),
                            "--port",
                            String.valueOf(port + 1)))
                    .contains("the next free port: --management-port ")
                    .doesNotEndWith(" " + (port + 1));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessIsNamedWithoutItsArguments() throws IOException {
        try (ServerSocket other = listen("127.0.0.1")) {
            assertThat(refusal("mock", "--port", String.valueOf(other.getLocalPort())))
                    .contains("the port is in use by java (process "
                            + ProcessHandle.current().pid() + "); ");
        }
    }

    @Test
    void aPortThatNobodyHasHasNoHolder() throws IOException {
        int port;
        try (ServerSocket other = listen("127.0.0.1")) {
            port = other.getLocalPort();
        }
        assertThat(PortHolder.describe(port)).isEmpty();
        assertThat(PortHolder.isDamson(port)).isFalse();
    }
}
