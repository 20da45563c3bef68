package io.damson.proxy.record;

import java.util.List;

/** Images as an API prints them. */
final class Rows {
    private Rows() {}

    static String row(long id, String reference, String status) {
        return row(id, reference, status, "https://cdn.example/a.png");
    }

    static String row(long id, String reference, String status, String url) {
        return """
                {"id":%d,"reference":"%s","numLinks":0,"status":"%s","modifiedOn":"2024-04-05T08:44:33","fileType":"png",
                "createdOn":null,"tags":["a"],"originalUrl":"%s","thumbnailUrl":null,"thumbnailMediumUrl":null,
                "thumbnailPreviewUrl":null,"width":1,"height":2,"sizeInBytes":3,"later":true}""".formatted(id, reference, status, url);
    }

    static String page(String... rows) {
        return "{\"items\":[" + String.join(",", List.of(rows)) + "]}";
    }
}
