package io.damson.mock.media;

/** Width and height in pixels, at least 1 each. */
record PixelSize(int width, int height) {
    /** The same proportion with sides of at most that many pixels; itself where it is small enough. */
    PixelSize within(int maxSide) {
        long longer = Math.max(width, height);
        return longer <= maxSide
                ? this
                : new PixelSize(scaled(width, maxSide, longer), scaled(height, maxSide, longer));
    }

    private static int scaled(int side, long maxSide, long longer) {
        return (int) Math.max(1, (side * maxSide + longer / 2) / longer);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
