package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson backup} beside what goes on in the database, and what becomes of a backup that is put in its place. */
class BackupIT {
    private static final int IMAGES = 2_000;
    private static final int BACKUPS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path database() {
        return folder.resolve("damson.db");
    }

    private String url() {
        return "jdbc:sqlite:" + database();
    }

    private String[] withUrl(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--database-url", url()))
                .toArray(String[]::new);
    }

    private CommandRun done(String... arguments) {
        CommandRun run = CommandRun.of(withUrl(arguments));
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run;
    }

    private Path backup(String name) {
        Path backup = folder.resolve(name);
        done("backup", backup.toString());
        return backup;
    }

    /** Two tenants with all images, whose keys are as their names; the number of links is which import they are of. */
    private void fill() throws IOException {
        try (Database database = Database.open(new DatabaseConfiguration(url(), null, null))) {
            TenantStore tenants = new TenantStore(database);
            for (String name : List.of("deleting", "importing")) {
                Tenant tenant = tenants.add(new TenantName(name)).orElseThrow();
                assertThat(tenants.addKey(tenant, ApiKey.of(name), "test")).isPresent();
            }
        }
        for (String tenant : List.of("deleting", "importing")) {
            CommandRun run = CommandRun.inThisJvm(
                    withUrl("import", "--tenant", tenant, images(0).toString()));
            assertThat(run.exitCode()).as("%s", run).isZero();
        }
    }

    private Path images(int links) throws IOException {
        return Files.writeString(
                folder.resolve("images.ndjson"),
                IntStream.range(0, IMAGES)
                        .mapToObj(number -> """
                                {"reference":"%s","numLinks":%d,"status":"Ok","modifiedOn":"2024-04-05T08:44:33",\
                                "width":1,"height":1,"sizeInBytes":1}""".formatted(reference(number), links))
                        .collect(Collectors.joining("\n")));
    }

    private static String reference(int number) {
        return "image-%05d.jpg".formatted(number);
    }

    private static int status(String method, DamsonProcess server, String tenant, String reference) {
        return given().urlEncodingEnabled(false)
                .header("X-API-KEY", tenant)
                .request(method, server.url() + "/images(" + reference + ")")
                .statusCode();
    }

    private static Set<String> column(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> values = new TreeSet<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Set<String> ofTenant(Path file, String column, String tenant) throws SQLException {
        return column(
                file,
                "select i." + column + " from image i join tenant t on t.id = i.tenant_id where t.name = '" + tenant
                        + "'");
    }

    private List<String> partsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".part"))
                    .toList();
        }
    }

    @Test
    void eachBackupIsTheDatabaseAtOneMomentThoughDeletesAndImportsGoOn() throws Exception {
        fill();
        Set<String> begun = ConcurrentHashMap.newKeySet();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger imports = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url())) {
            Future<?> deleting = others.submit(() -> {
                for (int number = 0; number < IMAGES && !over.get(); number++) {
                    begun.add(reference(number));
                    int status = status("DELETE", server, "deleting", reference(number));
                    if (status == 204) {
                        acknowledged.add(reference(number));
                    } else {
                        assertThat(status).as("an import was writing").isEqualTo(503);
                    }
                    TimeUnit.MILLISECONDS.sleep(5); // so that there are deletes until the last backup
                }
                return null;
            });
            Future<?> importing = others.submit(() -> {
                while (!over.get()) {
                    done(
                            "import",
                            "--tenant",
                            "importing",
                            images(imports.get() + 1).toString());
                    imports.incrementAndGet();
                }
                return null;
            });
            int counted = 0;
            for (int number = 0; number < BACKUPS; number++) {
                while (acknowledged.size() <= counted) {
                    assertThat(deleting.isDone() || importing.isDone()).isFalse();
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                Set<String> before = Set.copyOf(acknowledged);
                counted = before.size();
                Path backup = backup("backup-" + number + ".db");
                Set<String> after = Set.copyOf(begun);
                assertThat(after).as("deletes beside the backup").hasSizeGreaterThan(before.size());
                assertThat(column(backup, "pragma integrity_check")).containsExactly("ok");
                Set<String> kept = ofTenant(backup, "reference", "deleting");
                assertThat(kept).as("acknowledged before").doesNotContainAnyElementsOf(before);
                assertThat(IntStream.range(0, IMAGES).mapToObj(BackupIT::reference))
                        .as("deleted by nobody")
                        .allMatch(image -> kept.contains(image) || after.contains(image));
                assertThat(ofTenant(backup, "num_links", "importing"))
                        .as("of one import")
                        .hasSize(1);
                assertThat(ofTenant(backup, "reference", "importing")).hasSize(IMAGES);
            }
            over.set(true);
            deleting.get();
            importing.get();
        } finally {
            over.set(true);
            others.shutdownNow();
        }
        assertThat(imports).hasPositiveValue();
        assertThat(partsLeft()).isEmpty();
    }

    /** The moment of an import in which half of it is in the write-ahead log, held. */
    @Test
    void whatIsNotCommittedIsInNoBackup() throws Exception {
        fill();
        Path backup;
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("pragma cache_size = 5"); // so that pages are written before the end
            statement.execute("begin immediate");
            assertThat(statement.executeUpdate("update image set num_links = 7"))
                    .isEqualTo(2 * IMAGES);
            backup = backup("backup.db");
            statement.execute("rollback");
        }
        assertThat(column(backup, "select num_links from image")).containsExactly("0");
    }

    @Test
    void aBackupThatIsToldToStopLeavesNothingBehind() throws Exception {
        fill();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table filling (a)");
            statement.executeUpdate("insert into filling select zeroblob(300000000)"); // to have time to be told
        }
        Process process = new ProcessBuilder(Jar.command(
                        List.of(), withUrl("backup", folder.resolve("b.db").toString())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Await.until(() -> {
            assertThat(process.isAlive()).isTrue();
            return !partsLeft().isEmpty();
        });
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(folder.resolve("b.db")).doesNotExist();
        assertThat(partsLeft()).isEmpty();
        assertThat(column(database(), "pragma quick_check")).containsExactly("ok");
    }

    @Test
    void aBackupInThePlaceOfTheDatabaseIsNotDestroyedByTheLogOfTheOldOne() throws Exception {
        fill();
        Path backup = backup("backup.db");
        try (DamsonProcess killed = DamsonProcess.start("serve", "--database-url", url())) {
            assertThat(status("DELETE", killed, "deleting", reference(1))).isEqualTo(204);
            killed.kill();
        }
        Path log = folder.resolve("damson.db-wal");
        assertThat(log).isNotEmptyFile();
        Files.copy(backup, database(), StandardCopyOption.REPLACE_EXISTING);
        for (String[] command : List.of(
                new String[] {"tenant", "list"},
                new String[] {"backup", folder.resolve("second.db").toString()},
                new String[] {"serve", "--port", "0"})) {
            CommandRun refused = CommandRun.of(withUrl(command));
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(1);
            assertThat(refused.err().strip())
                    .contains(log + " is the log of another file than " + database(), "remove " + log)
                    .hasLineCount(1);
            assertThat(database()).hasSameBinaryContentAs(backup);
        }
        CommandRun doctor = CommandRun.of(withUrl("doctor", "--port", "0"));
        assertThat(doctor.exitCode()).as("%s", doctor).isEqualTo(1);
        assertThat(doctor.out()).contains(log + " is the log of another file than " + database(), "remove " + log);
        assertThat(database()).hasSameBinaryContentAs(backup);
        Files.delete(log);
        Files.deleteIfExists(folder.resolve("damson.db-shm"));
        try (DamsonProcess restored = DamsonProcess.start("serve", "--database-url", url())) {
            assertThat(status("GET", restored, "deleting", reference(1))).isEqualTo(200);
        }
    }
}
