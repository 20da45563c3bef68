package io.damson.mock.media;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text in the middle of a picture, as large as fits.
 *
 * @param lines none where the picture is too small for any
 * @param scale pixels of the picture for one of a glyph
 */
record Label(List<List<Glyph>> lines, int scale) {
    /** Names are broken into shorter lines than this only where the picture is too narrow. */
    private static final int PREFERRED_COLUMNS = 16;

    private static final int MIN_COLUMNS = 4;

    /** The name, in as many lines as it takes, over a caption in one. */
    static Label fitting(PixelSize size, String name, String caption) {
        int width = size.width() * 9 / 10;
        int height = size.height() * 3 / 4;
        List<Glyph> glyphs = Glyphs.of(name);
        int columns = Math.max(MIN_COLUMNS, Math.max(caption.length(), Math.min(glyphs.size(), PREFERRED_COLUMNS)));
        for (int scale = Math.max(1, width / (columns * Glyph.ADVANCE)); scale > 1; scale--) {
            List<List<Glyph>> lines = lines(glyphs, caption, width / (Glyph.ADVANCE * scale));
            if (lines.size() * Glyph.LINE * scale <= height) {
                return new Label(lines, scale);
            }
        }
        if (width < MIN_COLUMNS * Glyph.ADVANCE) {
            return new Label(List.of(), 1);
        }
        List<List<Glyph>> lines = lines(glyphs, caption, width / Glyph.ADVANCE);
        return new Label(lines.subList(0, Math.min(lines.size(), height / Glyph.LINE)), 1);
    }

    private static List<List<Glyph>> lines(List<Glyph> name, String caption, int columns) {
        List<List<Glyph>> lines = new ArrayList<>();
        for (int from = 0; from < name.size(); ) {
            int end = end(name, from, columns);
            lines.add(name.subList(from, end));
            from = end;
        }
        if (caption.length() <= columns) {
            lines.add(Glyphs.of(caption));
        }
        return lines;
    }

    /** Where a line ends: after the last place where it may, unless that leaves it half empty. */
    private static int end(List<Glyph> name, int from, int columns) {
        int full = from + columns;
        if (full >= name.size()) {
            return name.size();
        }
        for (int end = full; end > from + columns / 2; end--) {
            if (name.get(end - 1).mayBreakAfter()) {
                return end;
            }
        }
        return full;
    }

    /** Draws it on a ground of its own. */
    void draw(Canvas canvas, PixelSize size, int ground, int colour) {
        int line = Glyph.LINE * scale;
        int top = (size.height() - lines.size() * line) / 2;
        for (List<Glyph> glyphs : lines) {
            int width = glyphs.size() * Glyph.ADVANCE * scale;
            int x = (size.width() - width) / 2;
            canvas.fill(x - scale, top, width + scale, line, ground);
            for (Glyph glyph : glyphs) {
                glyph.draw(canvas, x, top, scale, colour);
                x += Glyph.ADVANCE * scale;
            }
            top += line;
        }
    }
}
