package dev.coppice.models.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writer of pictures as PNG files, which appear whole or not at all, and as bytes; it also lays pictures out in a grid. */
public final class Pictures {
    private static final int PAPER = 0xFFFFFF;

    /** Colours that a PNG with a palette may have. */
    private static final int INDEXED = 256;

    private Pictures() {}

    /** Writes a picture as PNG. */
    public static void write(Path file, RgbImage image) throws IOException {
        write(file, awt(image));
    }

    /** A picture of few colours as PNG, small for maps of classes. With more than 256 colours it is an ordinary PNG. */
    public static byte[] png(RgbImage image) throws IOException {
        Map<Integer, Integer> colours = new LinkedHashMap<>();
        for (int i = 0; i < image.width() * image.height() && colours.size() <= INDEXED; i++) {
            colours.putIfAbsent(image.pixel(i % image.width(), i / image.width()), colours.size());
        }
        if (colours.size() > INDEXED) {
            return encoded(awt(image), "png");
        }
        int[] palette = colours.keySet().stream().mapToInt(colour -> colour).toArray();
        IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage picture =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_INDEXED, model);
        WritableRaster raster = picture.getRaster();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                raster.setSample(x, y, 0, colours.getOrDefault(image.pixel(x, y), 0));
            }
        }
        return encoded(picture, "png");
    }

    /** A photograph as JPEG, at the encoder's usual quality. */
    public static byte[] jpeg(RgbImage image) throws IOException {
        return encoded(awt(image), "jpeg");
    }

    private static BufferedImage awt(RgbImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.pixel(x, y));
            }
        }
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, bytes)) {
            throw new IOException("no encoder of " + format + " takes a picture of type " + picture.getType());
        }
        return bytes.toByteArray();
    }

    /** Writes an AWT picture as PNG. */
    public static void write(Path file, BufferedImage picture) throws IOException {
        byte[] bytes = encoded(picture, "png");
        Path partial = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Writes labels as an 8-bit grey PNG, the layout {@link ImageFolder} reads. */
    public static void writeLabels(Path file, LabelMap labels) throws IOException {
        BufferedImage picture = new BufferedImage(labels.width(), labels.height(), BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = picture.getRaster();
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                raster.setSample(x, y, 0, labels.at(x, y));
            }
        }
        write(file, picture);
    }

    /**
     * Writes soft block labels as a 16-bit grey PNG. It has a plane of rows × columns of blocks per class, in class order
     * from top to bottom. Each value is the number of the class's pixels in the block, so nothing is rounded.
     */
    public static void writeCounts(Path file, BlockCounts blocks) throws IOException {
        BufferedImage picture =
                new BufferedImage(blocks.columns(), blocks.rows() * blocks.classes(), BufferedImage.TYPE_USHORT_GRAY);
        picture.getRaster().setSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, blocks.planes());
        write(file, picture);
    }

    /** Lays pictures out in rows and columns on white, with a gap in pixels. All cells have the size of the largest picture. */
    public static RgbImage grid(List<List<RgbImage>> rows, int gap) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int w = rows.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::width)
                .max()
                .orElse(1);
        int h = rows.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::height)
                .max()
                .orElse(1);
        int width = gap + columns * (w + gap);
        int[] pixels = new int[width * (gap + rows.size() * (h + gap))];
        Arrays.fill(pixels, PAPER);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.get(r).size(); c++) {
                int corner = (gap + r * (h + gap)) * width + gap + c * (w + gap);
                place(rows.get(r).get(c), pixels, corner, width);
            }
        }
        return RgbImage.of(width, pixels.length / width, pixels);
    }

    private static void place(RgbImage image, int[] pixels, int corner, int stride) {
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                pixels[corner + y * stride + x] = image.pixel(x, y);
            }
        }
    }
}
