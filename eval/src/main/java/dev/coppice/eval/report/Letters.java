package dev.coppice.eval.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Letters on pictures, in the font of sans-serif texts. A Java without fonts, as on a bare server, draws them in the dots of {@link
 * PixelFont}.
 */
final class Letters {
    /** The height of a line from the top of its tallest letter to below its lowest. */
    static final int HEIGHT = 16;

    private static final int SIZE = 13;
    private static final int BASELINE = 13;
    private static final int DOT = 2;
    private static final int INK = 0x202020;

    private static final Optional<FontMetrics> FONT = font();

    private Letters() {}

    private static Optional<FontMetrics> font() {
        try {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            try {
                return Optional.of(graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, SIZE)));
            } finally {
                graphics.dispose();
            }
        } catch (InternalError | LinkageError e) {
            // a Java without fontconfig or FreeType fails in this way at the first letter
            return Optional.empty();
        }
    }

    /** The width of a text in pixels. */
    static int width(String text) {
        return FONT.map(font -> font.stringWidth(text)).orElse(DOT * PixelFont.width(text));
    }

    /** Draws a text with its upper left corner at a place. */
    static void draw(BufferedImage image, int left, int top, String text) {
        if (FONT.isPresent()) {
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(FONT.get().getFont());
            graphics.setColor(new Color(INK));
            graphics.drawString(text, left, top + BASELINE);
            graphics.dispose();
        } else {
            dots(image, left, top, text);
        }
    }

    private static void dots(BufferedImage image, int left, int top, String text) {
        for (int i = 0; i < text.length(); i++) {
            for (int column = 0; column < PixelFont.ADVANCE - 1; column++) {
                for (int row = 0; row < PixelFont.HEIGHT; row++) {
                    if (PixelFont.dot(text.charAt(i), column, row)) {
                        dot(image, left + DOT * (i * PixelFont.ADVANCE + column), top + DOT * row);
                    }
                }
            }
        }
    }

    private static void dot(BufferedImage image, int left, int top) {
        for (int i = 0; i < DOT * DOT; i++) {
            int x = left + i % DOT;
            int y = top + i / DOT;
            if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) {
                image.setRGB(x, y, INK);
            }
        }
    }
}
