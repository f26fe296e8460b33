package dev.coppice.models.data;

import java.util.Arrays;

/** A colour picture, 8 bits a channel, rows from the top; it may have an opacity for each pixel. Immutable. */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] rgb;
    /** One for each pixel; empty if the whole picture is opaque. */
    private final byte[] opacity;

    private RgbImage(int width, int height, byte[] rgb, byte... opacity) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
        this.opacity = opacity;
    }

    /** Copies {@code height × width} pixels 0xAARRGGBB, row by row. */
    public static RgbImage withOpacity(int width, int height, int[] pixels) {
        byte[] opacity = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            opacity[i] = (byte) (pixels[i] >> 24);
        }
        return new RgbImage(width, height, of(width, height, pixels).rgb, opacity);
    }

    /** Copies {@code height × width} pixels 0xRRGGBB, row by row; higher bits are dropped. */
    public static RgbImage of(int width, int height, int[] pixels) {
        if (pixels.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(width + "×" + height + " pixels expected, not " + pixels.length);
        }
        byte[] rgb = new byte[Math.multiplyExact(pixels.length, 3)];
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return new RgbImage(width, height, rgb);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixel as 0xRRGGBB. */
    public int pixel(int x, int y) {
        return channel(x, y, 0) << 16 | channel(x, y, 1) << 8 | channel(x, y, 2);
    }

    /** One channel of a pixel, 0…255; channels are red, green, blue. */
    public int channel(int x, int y, int channel) {
        return rgb[3 * (y * width + x) + channel] & 0xff;
    }

    /** Whether no pixel has an opacity of its own. */
    boolean isOpaque() {
        return opacity.length == 0;
    }

    /** The opacity of the pixel at an index, row by row: 0…255, 255 if the picture has none. */
    int opacity(int pixel) {
        return opacity.length == 0 ? 255 : opacity[pixel] & 0xff;
    }

    /** The whole picture at another size, bilinearly (pixel centres at halves). */
    public RgbImage resized(int newWidth, int newHeight) {
        InterpolationTaps rows = InterpolationTaps.of(newHeight, height, i -> (i + 0.5) * height / newHeight - 0.5);
        InterpolationTaps columns = InterpolationTaps.of(newWidth, width, j -> (j + 0.5) * width / newWidth - 0.5);
        byte[] out = new byte[3 * newWidth * newHeight];
        for (int i = 0; i < out.length; i++) {
            int row = i / 3 / newWidth;
            int column = i / 3 % newWidth;
            float x = columns.weight(column);
            float upper = between(columns.low(column), columns.high(column), x, rows.low(row), i % 3);
            float lower = between(columns.low(column), columns.high(column), x, rows.high(row), i % 3);
            out[i] = (byte) Math.round(upper + rows.weight(row) * (lower - upper));
        }
        return new RgbImage(newWidth, newHeight, out, resizedOpacity(rows, columns));
    }

    private byte[] resizedOpacity(InterpolationTaps rows, InterpolationTaps columns) {
        byte[] out = new byte[opacity.length == 0 ? 0 : rows.size() * columns.size()];
        for (int i = 0; i < out.length; i++) {
            int row = i / columns.size();
            int column = i % columns.size();
            float x = columns.weight(column);
            float upper = betweenOpacities(columns, column, x, rows.low(row));
            float lower = betweenOpacities(columns, column, x, rows.high(row));
            out[i] = (byte) Math.round(upper + rows.weight(row) * (lower - upper));
        }
        return out;
    }

    private float betweenOpacities(InterpolationTaps columns, int column, float share, int y) {
        return (1 - share) * opacity(y * width + columns.low(column))
                + share * opacity(y * width + columns.high(column));
    }

    private float between(int left, int right, float share, int y, int channel) {
        return (1 - share) * channel(left, y, channel) + share * channel(right, y, channel);
    }

    /** The bytes R, G, B, R, …, row by row. The array is not copied, so only readers in this package get it. */
    byte[] bytes() {
        return rgb;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage image
                && width == image.width
                && Arrays.equals(rgb, image.rgb)
                && Arrays.equals(opacity, image.opacity);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return width + "×" + height + " picture";
    }
}
