package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tenant of the mock, as a file of {@code mock-data/} holds it.
 *
 * @param tenant its name
 * @param apiKeys the keys that stand for it, one at least
 * @param sandbox whether sandboxes are copies of it
 * @param images with ids and references that are unique
 * @param processingFor how long images that are being processed stay so, by the mock's clock
 */
public record MockData(
        TenantName tenant,
        List<ApiKey> apiKeys,
        boolean sandbox,
        List<Image> images,
        Map<ImageReference, Duration> processingFor) {
    private static final String SCHEMA_SUFFIX = ".schema.json";

    private static final List<String> BUNDLED = List.of("acme", "empty", "globex");

    /**
     * Reads all data files of a folder, by name, or the one file.
     *
     * @throws DatasetException if a file cannot be taken
     */
    public static List<MockData> load(Path path) {
        return files(path).stream().map(MockData::read).toList();
    }

    /**
     * The data files of a folder, by name, or the one file.
     *
     * @throws DatasetException if there is none
     */
    public static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(SCHEMA_SUFFIX))
                    .sorted()
                    .toList();
            if (all.isEmpty()) {
                throw new DatasetException(path + " has no data files, such as mock-data/acme.json");
            }
            return all;
        } catch (IOException e) {
            throw DatasetException.unreadable(path.toString(), e);
        }
    }

    /** The data that come with Damson. */
    public static List<MockData> bundled() {
        return BUNDLED.stream()
                .map(name -> "/mock-data/" + name + ".json")
                .map(name -> {
                    try (InputStream content = MockData.class.getResourceAsStream(name)) {
                        return read(name, Objects.requireNonNull(content));
                    } catch (IOException e) {
                        throw DatasetException.unreadable(name, e);
                    }
                })
                .toList();
    }

    /**
     * Reads one file.
     *
     * @throws DatasetException if it cannot be taken
     */
    public static MockData read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            return read(file.toString(), content);
        } catch (IOException e) {
            throw DatasetException.unreadable(file.toString(), e);
        }
    }

    private static MockData read(String name, InputStream content) {
        try (JsonParser parser = DatasetJson.MAPPER.createParser(content)) {
            return new Reader(name, parser).read();
        } catch (IOException e) {
            throw new DatasetException(name + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** One file, read from front to back. */
    private static final class Reader {
        private final String file;
        private final JsonParser parser;
        private final List<ApiKey> keys = new ArrayList<>();
        private final List<ImageRecord> records = new ArrayList<>();
        private Optional<TenantName> tenant = Optional.empty();
        private boolean sandbox;

        Reader(String file, JsonParser parser) {
            this.file = file;
            this.parser = parser;
        }

        MockData read() throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw error("a data file is an object with tenant, apiKeys and images");
            }
            for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                parser.nextToken();
                member(member);
            }
            if (tenant.isEmpty() || keys.isEmpty()) {
                throw error("a data file needs a tenant and at least one of apiKeys");
            }
            return new MockData(tenant.get(), List.copyOf(keys), sandbox, numbered(), processingFor());
        }

        private void member(String member) throws IOException {
            switch (member) {
                case "$schema" -> parser.skipChildren();
                case "tenant" -> tenant = Optional.of(checked(() -> new TenantName(text(parser.readValueAsTree()))));
                case "apiKeys" -> {
                    for (JsonNode key : (JsonNode) parser.readValueAsTree()) {
                        keys.add(checked(() -> ApiKey.of(text(key))));
                    }
                }
                case "sandbox" -> sandbox = parser.getBooleanValue();
                case "images" -> images();
                default -> throw error("\"" + member + "\" is not a member of a data file");
            }
        }

        private void images() throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw error("images is an array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                ImageItem item = JsonImages.item(file, parser);
                if (item instanceof ImageItem.Refused refused) {
                    throw new DatasetException(refused.place() + ": " + refused.reason());
                }
                records.add(((ImageItem.Taken) item).record());
            }
        }

        /** Images without an id get the numbers after the greatest. */
        private List<Image> numbered() {
            long next = 1
                    + records.stream()
                            .mapToLong(record -> record.image().id())
                            .max()
                            .orElse(0);
            List<Image> images = new ArrayList<>();
            Set<Long> ids = new HashSet<>();
            Set<String> references = new HashSet<>();
            for (ImageRecord record : records) {
                Image image = record.hasId() ? record.image() : record.image().withId(next++);
                if (!ids.add(image.id())) {
                    throw new DatasetException(file + ": the id " + image.id() + " is there twice");
                }
                if (!references.add(image.reference().value())) {
                    throw new DatasetException(file + ": the reference " + image.reference() + " is there twice");
                }
                images.add(image);
            }
            return List.copyOf(images);
        }

        private Map<ImageReference, Duration> processingFor() {
            return records.stream()
                    .filter(record -> record.image().status().isInProcess()
                            && record.processingFor().isPresent())
                    .collect(Collectors.toUnmodifiableMap(
                            record -> record.image().reference(),
                            record -> record.processingFor().orElseThrow()));
        }

        private interface Value<T> {
            T get() throws IOException;
        }

        private <T> T checked(Value<T> value) throws IOException {
            try {
                return value.get();
            } catch (IllegalArgumentException e) {
                throw error(String.valueOf(e.getMessage()));
            }
        }

        private static String text(JsonNode node) {
            if (!node.isTextual()) {
                throw new IllegalArgumentException("a string is needed, not " + node);
            }
            return node.textValue();
        }

        private DatasetException error(String message) {
            return new DatasetException(file + ":" + parser.currentLocation().getLineNr() + ": " + message);
        }
    }
}
