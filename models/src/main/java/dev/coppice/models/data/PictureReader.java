package dev.coppice.models.data;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.awt.color.CMMException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RasterFormatException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decoder of pictures. It checks the header before it allocates memory for pixels. */
final class PictureReader {
    /** A header that claims more pixels counts as damaged; no segmentation data has pictures of 64 megapixels. */
    static final long MAX_PIXELS = 1L << 26;

    /** 64 megapixels of four 16-bit channels. */
    static final long MAX_BYTES = 8 * MAX_PIXELS;

    private static final int MOST_BITS = 16;

    /** More than any format packs into a byte: PNG has up to 8256, of one bit each; WebP 20 000, in runs of 4096. */
    private static final int MOST_PIXELS_OF_A_BYTE = 1 << 16;

    /** Colours and opacity, and one to spare. */
    private static final int MOST_BANDS = 5;

    private PictureReader() {}

    /** Reads a colour picture as it is stored. Grey pictures get three equal channels; opacity is kept. */
    static Photograph photograph(Path file) {
        byte[] content = content(file);
        return new Photograph(file, image(decoded(file, content)), Orientation.of(content));
    }

    /** Reads a colour picture as viewers show it. */
    static RgbImage image(Path file) {
        return photograph(file).upright();
    }

    private static RgbImage image(BufferedImage picture) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        Raster raster = picture.getRaster();
        if (raster.getNumBands() > 2 || picture.getColorModel() instanceof IndexColorModel) {
            int[] pixels = picture.getRGB(0, 0, w, h, null, 0, w);
            return picture.getColorModel().hasAlpha() ? RgbImage.withOpacity(w, h, pixels) : RgbImage.of(w, h, pixels);
        }
        // Grey is read raw: getRGB would convert it from Java's linear grey and brighten it.
        int shift = Math.max(0, Math.min(raster.getSampleModel().getSampleSize(0), MOST_BITS) - 8);
        int[] grey = raster.getSamples(0, 0, w, h, 0, (int[]) null);
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (grey[i] >> shift) * 0x010101;
        }
        return RgbImage.of(w, h, grey);
    }

    /** Reads labels: the raw values of a one-channel picture. Palette pictures give their indices, not their colours. */
    static LabelMap labels(Path file) {
        BufferedImage picture = decode(file);
        Raster raster = picture.getRaster();
        if (raster.getNumBands() != 1 || raster.getSampleModel().getSampleSize(0) > 8) {
            throw new InvalidInputException("Label '" + file + "' has " + raster.getNumBands() + " channels of "
                    + raster.getSampleModel().getSampleSize(0)
                    + " bits, expected 1 of at most 8 (grey or palette) with the class index of each pixel."
                    + " Convert colours to class indices.");
        }
        int[] values = raster.getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return LabelMap.of(picture.getWidth(), picture.getHeight(), bytes);
    }

    /** Reads soft block labels, as {@link Pictures#writeCounts} stores them. */
    static BlockCounts counts(Path file, LabelMap labels, int side, List<String> classes) {
        BufferedImage picture = decode(file);
        Raster raster = picture.getRaster();
        int columns = (labels.width() + side - 1) / side;
        int rows = (labels.height() + side - 1) / side * classes.size();
        if (raster.getNumBands() != 1 || picture.getWidth() != columns || picture.getHeight() != rows) {
            throw new InvalidInputException("Soft labels '" + file + "' are " + picture.getWidth() + "×"
                    + picture.getHeight() + " of " + raster.getNumBands() + " channels, expected " + columns + "×"
                    + rows
                    + " of 1: the blocks of " + side + "×" + side + " pixels of each of " + classes.size()
                    + " classes, one below the other. Annotate the data again.");
        }
        int[] planes = raster.getSamples(0, 0, columns, rows, 0, (int[]) null);
        return BlockCounts.ofPlanes(planes, labels.width(), labels.height(), side, classes.size());
    }

    /** Reads labels as they are in the file, numbers or colours. */
    static RawLabels raw(Path file) {
        BufferedImage picture = decode(file);
        Raster raster = picture.getRaster();
        int w = picture.getWidth();
        int h = picture.getHeight();
        if (raster.getNumBands() > 2) {
            return RawLabels.ofColours(w, h, picture.getRGB(0, 0, w, h, null, 0, w));
        }
        int[] values = raster.getSamples(0, 0, w, h, 0, (int[]) null);
        return picture.getColorModel() instanceof IndexColorModel palette
                ? RawLabels.ofPalette(w, h, values, palette(palette))
                : RawLabels.ofNumbers(w, h, values);
    }

    private static int[] palette(IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        return colours;
    }

    private static BufferedImage decode(Path file) {
        return decoded(file, content(file));
    }

    private static byte[] content(Path file) {
        try {
            return bytes(file);
        } catch (IOException e) {
            throw unreadable(file, FileTrouble.of(e), e);
        }
    }

    private static BufferedImage decoded(Path file, byte[] content) {
        try {
            RiffChunks.check(content);
            return decode(file, content);
        } catch (IOException e) {
            throw unreadable(file, FileTrouble.of(e), e);
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ArithmeticException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException
                | BufferUnderflowException
                | RasterFormatException
                | CMMException e) {
            throw unreadable(file, FileTrouble.ofContradiction(e), e);
        }
    }

    private static BufferedImage decode(Path file, byte[] content) throws IOException {
        try (ImageInputStream in = new EndingStream(content)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unreadable(file, "it is not a PNG or JPEG file, nor BMP, GIF, TIFF or WebP", null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                checkSizes(file, reader, content.length);
                return decode(file, reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage decode(Path file, ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage picture = reader.read(0);
        if (!holdsWholeNumbers(picture.getRaster())) {
            throw new InvalidInputException("Cannot read picture '" + file
                    + "': its numbers are not whole, below 0 or above 65535. Write it anew in whole numbers of 8 or 16"
                    + " bits.");
        }
        for (String warning : warnings) {
            // The JPEG decoder fills in missing data and only warns.
            if (warning.contains("Premature end") || warning.contains("Corrupt")) {
                throw unreadable(file, warning, null);
            }
        }
        return picture;
    }

    /** Whether samples are whole numbers that 16 bits hold, however many they have. */
    private static boolean holdsWholeNumbers(Raster raster) {
        boolean areWhole = List.of(DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT, DataBuffer.TYPE_INT)
                .contains(raster.getDataBuffer().getDataType());
        return areWhole
                && (raster.getSampleModel().getSampleSize(0) <= MOST_BITS
                        || (raster.getNumBands() == 1
                                && Arrays.stream(raster.getSamples(
                                                0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null))
                                        .allMatch(number -> number >> MOST_BITS == 0)));
    }

    private static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw unreadable(file, "it has " + size + " bytes, expected at most " + MAX_BYTES, null);
        }
        return Files.readAllBytes(file);
    }

    /** What a header says of memory is checked before any is taken. */
    private static void checkSizes(Path file, ImageReader reader, long bytes) throws IOException {
        long w = reader.getWidth(0);
        long h = reader.getHeight(0);
        if (w * h > MAX_PIXELS || w < 1 || h < 1) {
            throw unreadable(
                    file,
                    "its header says " + w + "×" + h + " pixels, expected at most " + MAX_PIXELS + " in all",
                    null);
        }
        long tile = (long) reader.getTileWidth(0) * reader.getTileHeight(0);
        if (tile > MAX_PIXELS || w * h > bytes * MOST_PIXELS_OF_A_BYTE) {
            throw unreadable(
                    file, "its header says " + w + "×" + h + " pixels, and the file has " + bytes + " bytes", null);
        }
        ImageTypeSpecifier type = reader.getRawImageType(0);
        int bands = type == null ? 1 : type.getNumBands();
        if (bands > MOST_BANDS) {
            throw unreadable(
                    file, "its header says " + bands + " numbers a pixel, expected at most " + MOST_BANDS, null);
        }
    }

    private static InvalidInputException unreadable(Path file, String why, @Nullable Throwable cause) {
        String message = "Cannot read picture '" + file + "': " + why
                + ". It may be truncated or damaged; restore the file or take it out of the data set.";
        return cause == null ? new InvalidInputException(message) : new InvalidInputException(message, cause);
    }
}
