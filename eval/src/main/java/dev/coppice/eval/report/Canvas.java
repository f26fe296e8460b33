package dev.coppice.eval.report;

import dev.coppice.models.data.RgbImage;
import java.awt.image.BufferedImage;

/** A white canvas for pictures, boxes and captions. */
final class Canvas {
    private static final int PAPER = 0xFFFFFF;

    private final BufferedImage drawn;

    Canvas(int width, int height) {
        this.drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(0, 0, width, height, PAPER);
    }

    /** Fills a rectangle. The part beyond the canvas is left out. */
    void fill(int left, int top, int boxWidth, int boxHeight, int colour) {
        for (int y = Math.max(0, top); y < Math.min(drawn.getHeight(), top + boxHeight); y++) {
            for (int x = Math.max(0, left); x < Math.min(drawn.getWidth(), left + boxWidth); x++) {
                drawn.setRGB(x, y, colour);
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
        Letters.draw(drawn, left, top, text);
    }

    RgbImage image() {
        int width = drawn.getWidth();
        int height = drawn.getHeight();
        return RgbImage.of(width, height, drawn.getRGB(0, 0, width, height, null, 0, width));
    }
}
