package io.damson.mock.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The letters of labels, from {@code glyphs.txt}: ASCII, and marks above and below. System fonts would not do: slim images of Java
 * have none, and those there are differ from machine to machine.
 */
final class Glyphs {
    /** The marks at the end of the file, in its order: grave, acute, circumflex, tilde, diaeresis, ring, caron, cedilla. */
    private static final String MARKS = "\u0300\u0301\u0302\u0303\u0308\u030A\u030C\u0327";

    private static final int FIRST = ' ';

    /** Where ASCII has no character, the file has the box that stands for all that cannot be drawn. */
    private static final int BOX = 0x7F - FIRST;

    private static final int MARK = BOX + 1;

    private static final int ROWS_IN_FILE = 9;
    private static final int GLYPHS_IN_ROW = 16;

    /** Above a capital letter there is room for a mark. */
    private static final int ROOM_ABOVE = Glyph.HEIGHT - ROWS_IN_FILE;

    private static final int[][] SHAPES = read();

    private Glyphs() {}

    private static int[][] read() {
        String[] lines;
        try (InputStream file = Objects.requireNonNull(Glyphs.class.getResourceAsStream("glyphs.txt"))) {
            lines = new String(file.readAllBytes(), StandardCharsets.US_ASCII).split("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int[][] shapes = new int[MARK + MARKS.length()][ROWS_IN_FILE];
        for (int glyph = 0; glyph < shapes.length; glyph++) {
            for (int row = 0; row < ROWS_IN_FILE; row++) {
                String line = lines[glyph / GLYPHS_IN_ROW * (ROWS_IN_FILE + 1) + row];
                for (int column = 0; column < Glyph.WIDTH; column++) {
                    if (line.charAt(glyph % GLYPHS_IN_ROW * Glyph.ADVANCE + column) == '#') {
                        shapes[glyph][row] |= 1 << column;
                    }
                }
            }
        }
        return shapes;
    }

    /** The text, however it is composed; a box for each character that is not drawn. */
    static List<Glyph> of(String text) {
        List<Glyph> glyphs = new ArrayList<>();
        int[] codePoints =
                Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            int codePoint = plain(codePoints[i]);
            int[] rows = new int[Glyph.HEIGHT];
            boolean capital = Character.isUpperCase(codePoint);
            add(rows, ROOM_ABOVE, shape(codePoint));
            for (; i + 1 < codePoints.length && isMark(codePoints[i + 1]); i++) {
                int mark = MARKS.indexOf(codePoints[i + 1]);
                if (mark >= 0) {
                    add(rows, capital && mark < MARKS.length() - 1 ? 0 : ROOM_ABOVE, SHAPES[MARK + mark]);
                }
            }
            glyphs.add(new Glyph(rows, "-_. ".indexOf(codePoint) >= 0));
        }
        return glyphs;
    }

    /** Dashes and quotation marks of typographers as ASCII has them. */
    private static int plain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DASH_PUNCTUATION -> '-';
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> '\'';
            default -> codePoint;
        };
    }

    private static int[] shape(int codePoint) {
        int index = codePoint - FIRST;
        return SHAPES[index >= 0 && index < BOX ? index : BOX];
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }

    private static void add(int[] rows, int from, int[] shape) {
        for (int row = 0; row < shape.length; row++) {
            rows[from + row] |= shape[row];
        }
    }
}
