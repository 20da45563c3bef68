package io.damson.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Content that is often mistaken for UTF-8 text, recognised by its first bytes. */
enum ForeignContent {
    UTF_16_LE(
            "\u00FF\u00FE",
            "the file is UTF-16, as > of Windows PowerShell and \"Unicode text\" of Excel write it; save it as UTF-8"),
    UTF_16_BE("\u00FE\u00FF", "the file is UTF-16; save it as UTF-8"),
    ARCHIVE("PK\u0003\u0004", "the file is an archive, such as a workbook of Excel; save it as \"CSV UTF-8\""),
    GZIP("\u001F\u008B", "the file is compressed; unpack it first, as with gunzip");

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final String mark;
    private final String words;

    /** @param mark bytes as characters */
    ForeignContent(String mark, String words) {
        this.mark = mark;
        this.words = words;
    }

    /** What a content is that begins so; empty where it may be a text. */
    static Optional<ForeignContent> of(byte[] start) {
        return Arrays.stream(values())
                .filter(foreign -> begins(start, foreign.mark))
                .findFirst();
    }

    /** How many bytes of a text of UTF-8 say only that it is one. */
    static int lengthOfMark(byte[] start) {
        return begins(start, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    }

    private static boolean begins(byte[] start, String mark) {
        return start.length >= mark.length()
                && new String(start, 0, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
    }

    /** What it is, and what to do. */
    String words() {
        return words;
    }
}
