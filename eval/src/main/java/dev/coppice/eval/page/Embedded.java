package dev.coppice.eval.page;

import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Pictures inside a page. Of large ones every n-th pixel is shown, so that the page stays small. */
public final class Embedded {
    /** The widest and highest picture that is shown whole, in pixels. */
    private static final int MOST = 400;

    private Embedded() {}

    /** A photograph. */
    public static Html photograph(RgbImage image, String words) {
        double scale = Math.min(1, (double) MOST / Math.max(image.width(), image.height()));
        RgbImage small = scale < 1
                ? image.resized(Math.max(1, (int) Math.round(scale * image.width())), Math.max(1, (int)
                        Math.round(scale * image.height())))
                : image;
        try {
            return picture("image/jpeg", Pictures.jpeg(small), small, words);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a picture for a page", e);
        }
    }

    /** A map in the colours of classes, which are never mixed. */
    public static Html map(RgbImage map, String words) {
        RgbImage small = thinned(map);
        try {
            return picture("image/png", Pictures.png(small), small, words);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a picture for a page", e);
        }
    }

    private static Html picture(String type, byte[] bytes, RgbImage image, String words) {
        return Html.element("img")
                .with("src", "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes))
                .with("width", image.width())
                .with("height", image.height())
                .with("alt", words);
    }

    private static RgbImage thinned(RgbImage image) {
        int step = Math.max(1, (Math.max(image.width(), image.height()) + MOST - 1) / MOST);
        int width = (image.width() + step - 1) / step;
        int height = (image.height() + step - 1) / step;
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixel(i % width * step, i / width * step);
        }
        return RgbImage.of(width, height, pixels);
    }
}
