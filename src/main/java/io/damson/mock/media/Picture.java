package io.damson.mock.media;

import java.awt.Color;

/**
 * A file to be drawn: a ground whose colour the name decides, a border and diagonals that show cropping and distortion, and the name
 * over a caption. The same values give the same picture.
 */
record Picture(String name, String caption, PixelSize size, FileFormat format) {
    /** Goes into entity tags: changes whenever pictures look different. */
    static final int STYLE = 1;

    private static final int LINE = 1;
    private static final int DARK = 2;
    private static final int WHITE = 3;

    /** The file's bytes. */
    byte[] draw() {
        // The golden ratio parts the circle of hues well, also for names that differ in one letter.
        float hue = (name.hashCode() * 0x9E3779B9 >>> 8) / (float) (1 << 24);
        Canvas canvas = new Canvas(
                size,
                Color.HSBtoRGB(hue, 0.40f, 0.85f),
                Color.HSBtoRGB(hue, 0.45f, 0.75f),
                Color.HSBtoRGB(hue, 0.70f, 0.40f),
                0xFFFFFF);
        int thickness = Math.max(1, Math.min(size.width(), size.height()) / 150);
        diagonals(canvas, thickness);
        border(canvas, thickness);
        Label.fitting(size, name, caption).draw(canvas, size, DARK, WHITE);
        return format.encode(canvas.picture());
    }

    private void diagonals(Canvas canvas, int thickness) {
        int run = Math.max(thickness, (size.width() + size.height() - 1) / size.height());
        for (int y = 0; y < size.height(); y++) {
            int x = (int) ((long) y * (size.width() - run) / Math.max(1, size.height() - 1));
            canvas.fill(x, y, run, 1, LINE);
            canvas.fill(size.width() - run - x, y, run, 1, LINE);
        }
    }

    private void border(Canvas canvas, int thickness) {
        canvas.fill(0, 0, size.width(), thickness, DARK);
        canvas.fill(0, size.height() - thickness, size.width(), thickness, DARK);
        canvas.fill(0, 0, thickness, size.height(), DARK);
        canvas.fill(size.width() - thickness, 0, thickness, size.height(), DARK);
    }
}
