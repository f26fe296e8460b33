package dev.coppice.models.kit;

import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;

/**
 * Texts, pictures and labels of a data set, written by their paths in its folder.
 *
 * @param folder folder of the data set; folders below it are made
 */
record DataFiles(Path folder) {
    void text(String file, String text) throws IOException {
        Files.writeString(created(file), text);
    }

    void picture(String file, RgbImage image) throws IOException {
        Pictures.write(created(file), image);
    }

    void labels(String file, LabelMap labels, IntUnaryOperator value) throws IOException {
        BufferedImage picture = new BufferedImage(labels.width(), labels.height(), BufferedImage.TYPE_BYTE_GRAY);
        fill(picture, labels, value);
        written(file, picture);
    }

    void palette(String file, LabelMap labels) throws IOException {
        byte[] ramp = new byte[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (i * 37);
        }
        IndexColorModel colours = new IndexColorModel(8, 256, ramp, ramp, ramp);
        BufferedImage picture =
                new BufferedImage(labels.width(), labels.height(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        fill(picture, labels, v -> v);
        written(file, picture);
    }

    static void fill(BufferedImage picture, LabelMap labels, IntUnaryOperator value) {
        for (int i = 0; i < labels.width() * labels.height(); i++) {
            int x = i % labels.width();
            int y = i / labels.width();
            picture.getRaster().setSample(x, y, 0, value.applyAsInt(labels.at(x, y)));
        }
    }

    static RgbImage painted(LabelMap labels, IntUnaryOperator colour) {
        int[] pixels = new int[labels.width() * labels.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = colour.applyAsInt(labels.at(i % labels.width(), i / labels.width()));
        }
        return RgbImage.of(labels.width(), labels.height(), pixels);
    }

    void written(String file, BufferedImage picture) throws IOException {
        Pictures.write(created(file), picture);
    }

    private Path created(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return path;
    }
}
