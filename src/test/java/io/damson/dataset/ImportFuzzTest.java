package io.damson.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.fuzz.FuzzTarget;
import io.damson.image.Image;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageImport;
import io.damson.store.ImageImport.Candidate;
import io.damson.store.ImageImport.Conflict;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.store.TestPostgres;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Any bytes as a file of images: what is wrong is told in a line, what is taken is the same after export and import, in a file and in both
 * databases. An input's first byte chooses the file's name and what has to be there of an image.
 */
class ImportFuzzTest extends FuzzTarget {
    private static final List<String> NAMES = List.of("a.json", "a.ndjson", "a.csv", "a.tsv", "a.txt", "a");

    /** A message repeats a hundred characters of a wrong value, some of them escaped. */
    private static final int MAX_MESSAGE = 1_500;

    private static final String IMAGE = "{\"id\":7,\"reference\":\"a (1).jpg\",\"numLinks\":0,\"status\":\"Ok\","
            + "\"modifiedOn\":\"2024-04-05T08:44:33\",\"fileType\":null,\"createdOn\":\"0001-01-01T00:00:00\","
            + "\"tags\":[\"\",\"null\",\"a|b\",\"\u00e9\"],\"originalUrl\":\"\",\"width\":1,\"height\":2147483647,"
            + "\"sizeInBytes\":9223372036854775807}";
    private static final String HEADER =
            "reference,numLinks,status,modifiedOn,width,height,sizeInBytes,tags,createdOn,id";
    private static final String ROW = "\"a,\"\"b\"\".jpg\",3,Er,2024-04-05 8:44,1,1.00,1,a|b,2024-04-05,12";

    /** One file in so many is imported: it takes a hundred times as long as to read it. */
    private static final int SHARE_OF_SQLITE = 8;

    private static final int SHARE_OF_POSTGRES = 32;

    private final Database sqlite = Database.open(DatabaseConfiguration.temporary());
    private final Database postgres = Database.open(TestPostgres.newDatabase());
    private int tenants;

    ImportFuzzTest() {
        super(300);
    }

    @Override
    public List<byte[]> seedInputs() {
        List<String> contents = List.of(
                // Short ones, so that a change meets what matters.
                "{\"reference\":\"a\",\"tags\":[\"b\"]}",
                "[{\"reference\":\"a\",\"fileType\":\"b\"}]",
                "reference,tags,originalUrl\na,b,c\n",
                IMAGE,
                IMAGE + "\n" + IMAGE.replace("7", "8").replace("a (1)", "b") + "\n",
                "[" + IMAGE + "]",
                "{\"images\":[" + IMAGE + "],\"tenant\":\"shop\",\"apiKeys\":[\"key\"]}",
                "{\"items\":[" + IMAGE.replace("}", ",\"unknown\":{\"a\":[1]}}") + "]}",
                IMAGE.replace(",", ",\n") + "\n" + IMAGE.replace(",", ",\n").replace("a (1)", "c"),
                "[{\"reference\":\"b\"},{\"reference\":\"c\",\"status\":\"Up\",\"processingFor\":\"5s\"}]",
                HEADER + "\r\n" + ROW + "\r\n" + ROW.replace("a,", "b,").replace(",12", ",") + "\r\n",
                "sep=;\n" + HEADER.replace(',', ';') + "\n" + "a.jpg;1;Ok;2024-04-05T08:44:33;1;1;1;;;\n",
                (HEADER + "\n" + "b.jpg,1,Up,05/04/2024 10:00,1e3,1,1,,,\n").replace(',', '\t'));
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            for (int name = 0; name < 2 * NAMES.size(); name++) {
                inputs.add(((char) name + contents.get(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return inputs;
    }

    @Override
    public List<String> words() {
        return List.of(
                "\"",
                "\"\"",
                "\n",
                "\r\n",
                "\r",
                ",",
                ";",
                "\t",
                "|",
                "{",
                "}",
                "[",
                "]",
                ":",
                "null",
                "true",
                "-1",
                "0",
                "1.0",
                "1e3",
                "99999999999999999999",
                "\\u0000",
                "\\ud800",
                "\\ud83d\\ude00",
                "\\n",
                "\0",
                "\u001b[0m",
                "\u0085",
                "\uFEFF",
                "😀",
                "e\u0301",
                "\"id\":",
                "\"reference\":",
                "\"tags\":",
                "\"processingFor\":",
                "\"items\":",
                "\"images\":",
                "\"tenant\":",
                "sep=",
                "Ok",
                "Re",
                "2024-02-30T00:00:00",
                "01/02/2024",
                "10000-01-01T00:00:00",
                "//",
                "'",
                IMAGE,
                ROW);
    }

    @Override
    protected byte[] derived(Random random) {
        WrittenImages file = new ImageFileWriter(random).file();
        int name = random.nextInt(4) == 0 ? random.nextInt(NAMES.size()) : NAMES.indexOf(file.name());
        char choice = (char) (name + NAMES.size() * random.nextInt(2));
        return (choice + file.content()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void checkMeaning(Random random) throws IOException {
        WrittenImages file = new ImageFileWriter(random).file();
        List<ImageRecord> taken = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        read(file.name(), file.content().getBytes(StandardCharsets.UTF_8), Completeness.WHOLE, taken, refused);
        assertThat(taken.stream().map(ImageRecord::image).toList())
                .as(file.content())
                .isEqualTo(file.meant());
        assertThat(refused).as(file.content()).hasSize(file.refused());
    }

    @Override
    public void check(byte[] input) throws IOException {
        int choice = input.length == 0 ? 0 : input[0] & 0xFF;
        String name = NAMES.get(choice % NAMES.size());
        Completeness completeness = choice / NAMES.size() % 2 == 0 ? Completeness.WHOLE : Completeness.REFERENCE;
        byte[] content = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        List<ImageRecord> taken = new ArrayList<>();
        read(name, content, completeness, taken, new ArrayList<>());
        requireSameOnceWritten(taken.stream().map(ImageRecord::image).toList());
        readAsMockData(name, content);
        int share = Arrays.hashCode(input) & 0xFF;
        if (!taken.isEmpty() && share % SHARE_OF_SQLITE == 0) {
            requireSameOnceImported(sqlite, taken);
        }
        if (!taken.isEmpty() && share % SHARE_OF_POSTGRES == 0) {
            requireSameOnceImported(postgres, taken);
        }
    }

    /** Adds what is taken, and why what is refused is. */
    private static void read(
            String name, byte[] content, Completeness completeness, List<ImageRecord> taken, List<String> reasons)
            throws IOException {
        try (ImageFile file = ImageFile.open(name, new ByteArrayInputStream(content), completeness)) {
            for (Optional<ImageItem> item = file.next(); item.isPresent(); item = file.next()) {
                assertThat(item.get().place()).startsWith(name + ":");
                if (item.get() instanceof ImageItem.Refused refused) {
                    requireWords(refused.reason());
                    reasons.add(refused.reason());
                } else if (item.get() instanceof ImageItem.Taken image) {
                    taken.add(image.record());
                }
            }
        } catch (DatasetException e) {
            requireWords(String.valueOf(e.getMessage()));
            assertThat(e.getMessage()).contains(name);
            reasons.add(String.valueOf(e.getMessage()));
        }
    }

    /** For people, in one line, with nothing in it that a terminal obeys. */
    private static void requireWords(String message) {
        assertThat(message).isNotBlank().doesNotContain("Exception", "fasterxml");
        assertThat(message.length()).as(message).isLessThan(MAX_MESSAGE);
        assertThat(message.chars().noneMatch(Character::isISOControl))
                .as(message)
                .isTrue();
    }

    private static void requireSameOnceWritten(List<Image> images) throws IOException {
        byte[] written = written(images);
        List<ImageRecord> records = new ArrayList<>();
        read("a.ndjson", written, Completeness.WHOLE, records, new ArrayList<>());
        List<Image> again = records.stream().map(ImageRecord::image).toList();
        assertThat(again).isEqualTo(images);
        assertThat(written(again)).isEqualTo(written);
    }

    private static byte[] written(List<Image> images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageWriter writer = new ImageWriter(bytes)) {
            for (Image image : images) {
                writer.write(image);
            }
        }
        return bytes.toByteArray();
    }

    private static void readAsMockData(String name, byte[] content) throws IOException {
        Refusals refusals = new Refusals();
        DataFile file = DataFile.read(name, new ByteArrayInputStream(content), refusals);
        MockData data = MockData.of(List.of(file), "fuzz", refusals);
        assertThat(data.images().stream().map(Image::reference).distinct().count())
                .isEqualTo(data.images().size());
        try {
            refusals.requireNone();
        } catch (DatasetException e) {
            String.valueOf(e.getMessage()).lines().forEach(ImportFuzzTest::requireWords);
        }
    }

    private void requireSameOnceImported(Database database, List<ImageRecord> taken) {
        TenantStore store = new TenantStore(database);
        Tenant tenant = store.add(new TenantName("fuzz-" + tenants++)).orElseThrow();
        try {
            Set<String> leftOut = imported(database, tenant, taken);
            Map<String, Image> exported = new HashMap<>();
            new ImageStore(database)
                    .forEach(tenant, image -> exported.put(image.reference().value(), image));
            int expected = 0;
            for (int i = 0; i < taken.size(); i++) {
                if (!leftOut.contains(String.valueOf(i))) {
                    expected++;
                    Image image = taken.get(i).image();
                    Image found = Objects.requireNonNull(
                            exported.get(image.reference().value()), "an image is lost");
                    assertThat(found).isEqualTo(taken.get(i).hasId() ? image : image.withId(found.id()));
                }
            }
            assertThat(exported).hasSize(expected);
        } finally {
            store.remove(tenant);
        }
    }

    /** Imports what can be; the places of what is left out. */
    private static Set<String> imported(Database database, Tenant tenant, List<ImageRecord> taken) {
        List<Candidate> candidates = new ArrayList<>();
        for (ImageRecord image : taken) {
            candidates.add(new Candidate(String.valueOf(candidates.size()), image.image(), image.hasId()));
        }
        try (ImageImport images = ImageImport.into(database, tenant)) {
            List<Conflict> conflicts = new ArrayList<>(images.stage(candidates));
            conflicts.addAll(images.leaveOutWithoutId());
            conflicts.forEach(conflict -> requireWords(conflict.reason()));
            while (images.applyNext()) {}
            images.commit();
            return conflicts.stream().map(Conflict::place).collect(Collectors.toCollection(HashSet::new));
        }
    }

    @Override
    public void close() {
        sqlite.close();
        postgres.close();
    }
}
