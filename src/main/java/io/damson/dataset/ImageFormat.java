package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Locale;

/** What a file is written in, told from its name's ending or else from its beginning. */
enum ImageFormat {
    /** One document. */
    JSON,
    /** An image a line. */
    NDJSON,
    /** An image after the other, of many lines each. */
    JSON_SEQUENCE,
    /** A row an image, below a header. */
    CSV;

    /** @param start the beginning of the content, without a byte order mark */
    static ImageFormat of(String name, String start) throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "csv", "tsv" -> CSV;
            case "ndjson", "jsonl" -> NDJSON;
            case "json" -> start.isBlank() ? JSON : of(start.stripLeading());
            default -> of(start.stripLeading());
        };
    }

    private static ImageFormat of(String start) throws IOException {
        if (start.startsWith("[")) {
            return JSON;
        }
        if (start.startsWith("{")) {
            return ofObject(start);
        }
        return start.isEmpty() ? NDJSON : CSV;
    }

    /** Whatever begins with an object: the first member that is known says what of. */
    private static ImageFormat ofObject(String start) throws IOException {
        boolean isImage = false;
        try (JsonParser parser = DatasetJson.MAPPER.createParser(start)) {
            parser.nextToken();
            for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                if (JsonImages.isOfDocument(member)) {
                    return JSON;
                }
                isImage |= ImageRecord.MEMBERS.contains(member);
                parser.nextToken();
                parser.skipChildren();
            }
            if (parser.currentTokenLocation().getLineNr() == 1) {
                return NDJSON;
            }
            return isImage ? JSON_SEQUENCE : JSON;
        } catch (JsonProcessingException e) {
            return isImage ? NDJSON : JSON; // a line that is broken, or longer than the beginning
        }
    }
}
