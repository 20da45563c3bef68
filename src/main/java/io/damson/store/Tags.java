package io.damson.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an image's tags lie in their column: a JSON array of strings (RFC 8259), null where there are none at all. */
final class Tags {
    private static final ObjectReader READER = new JsonMapper().readerFor(String[].class);
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private static final String BETWEEN = "\",\"";

    private Tags() {}

    static @Nullable String write(@Nullable List<String> tags) {
        try {
            return tags == null ? null : WRITER.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    /** @throws RuntimeException if it is no such array */
    static @Nullable List<String> read(@Nullable String json) {
        if (json == null) {
            return null;
        }
        return json.indexOf('\\') < 0 && json.startsWith("[\"") && json.endsWith("\"]") ? plain(json) : parsed(json);
    }

    /** Strings without escapes: their quotes are all that is to be seen. Most tags are such, and a page has a hundred. */
    private static List<String> plain(String json) {
        List<String> tags = new ArrayList<>();
        int start = 2;
        int end = json.indexOf('"', start);
        while (json.startsWith(BETWEEN, end)) {
            tags.add(json.substring(start, end));
            start = end + BETWEEN.length();
            end = json.indexOf('"', start);
        }
        if (end != json.length() - 2) {
            return parsed(json);
        }
        tags.add(json.substring(start, end));
        return List.copyOf(tags);
    }

    private static List<String> parsed(String json) {
        try {
            return List.of(READER.<String[]>readValue(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON array of strings: " + json, e);
        }
    }
}
