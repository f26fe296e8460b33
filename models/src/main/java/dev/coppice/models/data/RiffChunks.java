package dev.coppice.models.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of a WebP picture. Its decoder believes what they say of their length: it runs on for gigabytes behind the end of a
 * file that is cut off, and gives a picture in the end.
 */
final class RiffChunks {
    private static final int HEAD = 12;
    private static final int CHUNK = 8;

    private RiffChunks() {}

    /**
     * Checks that all chunks lie in the file; other files pass.
     *
     * @throws IOException if one does not
     */
    static void check(byte[] content) throws IOException {
        boolean isWebp = content.length >= HEAD
                && new String(content, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")
                && new String(content, 8, 4, StandardCharsets.ISO_8859_1).equals("WEBP");
        if (!isWebp) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long end = CHUNK + Integer.toUnsignedLong(buffer.getInt(4));
        long at = HEAD;
        while (at + CHUNK <= Math.min(end, content.length)) {
            long size = Integer.toUnsignedLong(buffer.getInt((int) at + 4));
            at += CHUNK + size + size % 2;
        }
        if (end > content.length || at > end) {
            throw new IOException("it says that it has " + Math.max(end, at) + " bytes, and it has " + content.length);
        }
    }
}
