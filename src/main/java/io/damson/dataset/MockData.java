package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A tenant of the mock, as a file of {@code mock-data/} holds it.
 *
 * @param tenant its name
 * @param apiKeys the keys that stand for it, one at least
 * @param sandbox whether sandboxes are copies of it
 * @param images with ids and references that are unique
 */
public record MockData(TenantName tenant, List<ApiKey> apiKeys, boolean sandbox, List<Image> images) {
    private static final String SCHEMA_SUFFIX = ".schema.json";

    /**
     * Reads all data files of a folder, by name, or the one file.
     *
     * @throws DatasetException if a file cannot be taken
     */
    public static List<MockData> load(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(read(path));
        }
        try (Stream<Path> files = Files.list(path)) {
            List<MockData> all = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(SCHEMA_SUFFIX))
                    .sorted()
                    .map(MockData::read)
                    .toList();
            if (all.isEmpty()) {
                throw new DatasetException(path + " has no data files, such as mock-data/acme.json");
            }
            return all;
        } catch (IOException e) {
            throw DatasetException.unreadable(path.toString(), e);
        }
    }

    private static MockData read(Path file) {
        try (JsonParser parser = DatasetJson.MAPPER.createParser(file.toFile())) {
            return new Reader(file, parser).read();
        } catch (IOException e) {
            throw new DatasetException(file + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** One file, read from front to back. */
    private static final class Reader {
        private final Path file;
        private final JsonParser parser;
        private final List<ApiKey> keys = new ArrayList<>();
        private final List<ImageRecord> records = new ArrayList<>();
        private Optional<TenantName> tenant = Optional.empty();
        private boolean sandbox;

        Reader(Path file, JsonParser parser) {
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
            return new MockData(tenant.get(), List.copyOf(keys), sandbox, numbered());
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
                ImageItem item = JsonImages.item(file.toString(), parser);
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
