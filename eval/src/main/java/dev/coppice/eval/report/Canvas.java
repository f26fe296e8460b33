package dev.coppice.eval.report;

import dev.coppice.models.data.RgbImage;
import java.util.Arrays;

/** A white canvas for pictures, boxes and captions. */
final class Canvas {
    /** The side of a letter's dot, in pixels. */
    static final int DOT = 2;

    private static final int PAPER = 0xFFFFFF;
    private static final int INK = 0x202020;

    private final int width;
    private final int height;
    private final int[] pixels;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
        Arrays.fill(pixels, PAPER);
    }

    /** Fills a rectangle. The part beyond the canvas is left out. */
    void fill(int left, int top, int boxWidth, int boxHeight, int colour) {
        for (int y = Math.max(0, top); y < Math.min(height, top + boxHeight); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + boxWidth); x++) {
                pixels[y * width + x] = colour;
            }
        }
    }

    void picture(int left, int top, RgbImage image) {
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                fill(left + x, top + y, 1, 1, image.pixel(x, y));
            }
        }
    }

    void text(int left, int top, String text) {
        for (int i = 0; i < text.length(); i++) {
            for (int column = 0; column < PixelFont.ADVANCE - 1; column++) {
                for (int row = 0; row < PixelFont.HEIGHT; row++) {
                    if (PixelFont.dot(text.charAt(i), column, row)) {
                        int x = left + DOT * (i * PixelFont.ADVANCE + column);
                        fill(x, top + DOT * row, DOT, DOT, INK);
                    }
                }
            }
        }
    }

    RgbImage image() {
        return RgbImage.of(width, height, pixels);
    }
}
