package io.damson.mock.media;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** A picture of few colours, one byte a pixel: bounded memory, and quick to fill. Not thread-safe. */
final class Canvas {
    private final PixelSize size;
    private final BufferedImage picture;
    private final byte[] pixels;

    /** All in the first colour. */
    Canvas(PixelSize size, int... colours) {
        this.size = size;
        this.picture = new BufferedImage(
                size.width(),
                size.height(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(Byte.SIZE, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
        this.pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }

    /** Fills what of the rectangle is on the canvas. */
    void fill(int x, int y, int width, int height, int colour) {
        int left = Math.max(0, x);
        int right = Math.min(size.width(), x + width);
        int bottom = Math.min(size.height(), y + height);
        for (int row = Math.max(0, y); row < bottom && left < right; row++) {
            Arrays.fill(pixels, row * size.width() + left, row * size.width() + right, (byte) colour);
        }
    }

    BufferedImage picture() {
        return picture;
    }
}
