package io.damson.mock.media;

/**
 * A character as it is drawn.
 *
 * @param rows from top to bottom, {@value #HEIGHT} of them, the leftmost pixel in bit 0
 * @param mayBreakAfter whether a line may end after it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Glyph(int[] rows, boolean mayBreakAfter) {
    /** Pixels from one glyph to the next. */
    static final int ADVANCE = 6;

    static final int WIDTH = 5;
    static final int HEIGHT = 11;

    /** Pixels from one line to the next. */
    static final int LINE = 13;

    void draw(Canvas canvas, int x, int y, int scale, int colour) {
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                if ((rows[row] >> column & 1) == 1) {
                    canvas.fill(x + column * scale, y + row * scale, scale, scale, colour);
                }
            }
        }
    }
}
