package dev.coppice.models.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Pictures whose files note in EXIF how they are turned, 1 to 8, as cameras and phones write them. */
public final class NotedTurn {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 25;

    private NotedTurn() {}

    /** The note alone: a TIFF structure of one tag. */
    public static byte[] tiff(int tag) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'I', 'I', '*', 0})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(tag)
                .putInt(0)
                .array();
    }

    /** A JPEG with the note behind its first marker, and before it the one of JFIF. */
    public static byte[] jpeg(byte[] picture, int tag) {
        byte[] note = tiff(tag);
        int jfif = 4 + (picture[4] << 8 | picture[5]); // the first marker and the segment behind it
        return ByteBuffer.allocate(picture.length + 10 + note.length)
                .put(picture, 0, jfif)
                .putShort((short) 0xFFE1)
                .putShort((short) (8 + note.length))
                .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put(note)
                .put(picture, jfif, picture.length - jfif)
                .array();
    }

    /** A PNG with the note behind its header. */
    public static byte[] png(byte[] picture, int tag) {
        byte[] note = tiff(tag);
        byte[] chunk = ByteBuffer.allocate(4 + note.length)
                .put("eXIf".getBytes(StandardCharsets.ISO_8859_1))
                .put(note)
                .array();
        CRC32 sum = new CRC32();
        sum.update(chunk);
        int head = SIGNATURE + HEADER;
        return ByteBuffer.allocate(picture.length + 8 + chunk.length)
                .put(picture, 0, head)
                .putInt(note.length)
                .put(chunk)
                .putInt((int) sum.getValue())
                .put(picture, head, picture.length - head)
                .array();
    }

    /** The frame of a WebP with the note behind an empty chunk of an odd length. */
    public static byte[] webp(int tag) {
        byte[] note = tiff(tag);
        return ByteBuffer.allocate(12 + 10 + 8 + note.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4 + 10 + 8 + note.length)
                .put("WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(1)
                .putShort((short) 0)
                .put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(note.length)
                .put(note)
                .array();
    }
}
