package dev.coppice.models.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a stored picture is turned to stand upright. Cameras store the rows of their sensor and note in EXIF how they were
 * held; viewers and labelling tools turn such a picture.
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_RIGHT(true, false, true),
    TRANSVERSED(true, true, true),
    TURNED_LEFT(true, true, false);

    private static final int TAG = 0x0112;
    private static final int TAGS = 1 << 12;
    private static final int TAG_BYTES = 12;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final String EXIF = "Exif\0\0";

    private final boolean swapsSides;
    private final boolean fromRight;
    private final boolean fromBelow;

    /** Whether rows become columns; whether the stored picture is read from its right, and from below. */
    Orientation(boolean swapsSides, boolean fromRight, boolean fromBelow) {
        this.swapsSides = swapsSides;
        this.fromRight = fromRight;
        this.fromBelow = fromBelow;
    }

    /** Whether height and width change places. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** What a picture's file notes; upright if it notes nothing, or cannot be read. */
    public static Orientation of(Path file) {
        try {
            return Files.size(file) > PictureReader.MAX_BYTES ? UPRIGHT : of(Files.readAllBytes(file));
        } catch (IOException e) {
            return UPRIGHT;
        }
    }

    /** What the content of a picture's file notes: JPEG, PNG, WebP or TIFF. */
    static Orientation of(byte[] content) {
        try {
            return exif(ByteBuffer.wrap(content)).map(Orientation::noted).orElse(UPRIGHT);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return UPRIGHT; // a damaged note is none
        }
    }

    /** Turns a stored picture upright. */
    RgbImage turned(RgbImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int w = stored.width();
        int h = stored.height();
        int width = swapsSides ? h : w;
        int[] pixels = new int[w * h];
        for (int i = 0; i < pixels.length; i++) {
            int across = swapsSides ? i / width : i % width;
            int down = swapsSides ? i % width : i / width;
            int x = fromRight ? w - 1 - across : across;
            int y = fromBelow ? h - 1 - down : down;
            pixels[i] = stored.opacity(y * w + x) << 24 | stored.pixel(x, y);
        }
        return stored.isOpaque()
                ? RgbImage.of(width, w * h / width, pixels)
                : RgbImage.withOpacity(width, w * h / width, pixels);
    }

    /** The TIFF structure that holds the note. */
    private static Optional<ByteBuffer> exif(ByteBuffer content) {
        if (startsWith(content, 0, "\u00FF\u00D8")) {
            return ofJpeg(content);
        }
        if (startsWith(content, 0, "\u0089PNG")) {
            return chunk(content, 8, "eXIf");
        }
        if (startsWith(content, 0, "RIFF") && startsWith(content, 8, "WEBP")) {
            return chunk(content.order(ByteOrder.LITTLE_ENDIAN), 12, "EXIF");
        }
        return isTiff(content) ? Optional.of(content) : Optional.empty();
    }

    private static Optional<ByteBuffer> ofJpeg(ByteBuffer content) {
        int at = 2;
        while ((content.get(at) & 0xFF) == 0xFF && (content.get(at + 1) & 0xFF) != START_OF_SCAN) {
            int length = content.getShort(at + 2) & 0xFFFF;
            if ((content.get(at + 1) & 0xFF) == APP1 && startsWith(content, at + 4, EXIF)) {
                return Optional.of(content.slice(at + 4 + EXIF.length(), length - 2 - EXIF.length()));
            }
            at += 2 + Math.max(2, length);
        }
        return Optional.empty();
    }

    /** A chunk of PNG, whose length comes before its name and a checksum behind, or of WebP, whose name comes first. */
    private static Optional<ByteBuffer> chunk(ByteBuffer content, int from, String name) {
        boolean isPng = content.order() == ByteOrder.BIG_ENDIAN;
        long at = from;
        while (at + 8 < content.limit()) {
            int start = (int) at;
            long length = Integer.toUnsignedLong(content.getInt(isPng ? start : start + 4));
            if (startsWith(content, isPng ? start + 4 : start, name)) {
                int head = !isPng && startsWith(content, start + 8, EXIF) ? EXIF.length() : 0;
                return Optional.of(content.slice(start + 8 + head, (int) length - head));
            }
            at += 8 + length + (isPng ? 4 : length % 2);
        }
        return Optional.empty();
    }

    private static boolean isTiff(ByteBuffer content) {
        return startsWith(content, 0, "II*\0") || startsWith(content, 0, "MM\0*");
    }

    private static boolean startsWith(ByteBuffer content, int at, String text) {
        byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < letters.length; i++) {
            if (at + i >= content.limit() || content.get(at + i) != letters[i]) {
                return false;
            }
        }
        return true;
    }

    /** The tag in the first directory of a TIFF structure. */
    private static Orientation noted(ByteBuffer tiff) {
        if (!isTiff(tiff)) {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int count = Math.min(TAGS, tiff.getShort(directory) & 0xFFFF);
        for (int i = 0; i < count; i++) {
            int at = directory + 2 + i * TAG_BYTES;
            if ((tiff.getShort(at) & 0xFFFF) == TAG) {
                int value = tiff.getShort(at + 8);
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
