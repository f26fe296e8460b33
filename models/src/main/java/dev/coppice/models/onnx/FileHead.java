package dev.coppice.models.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first bytes of a file, with tests for known formats. */
final class FileHead {
    private static final int LOOKED_AT = 1 << 16;
    private static final int PICKLE = 0x80;
    private static final int NEWEST_PICKLE = 5;

    private final byte[] content;
    private final String latin;

    FileHead(byte... content) {
        this.content = content;
        this.latin = new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    }

    boolean starts(String text) {
        return latin.startsWith(text);
    }

    boolean holds(String text) {
        return latin.contains(text);
    }

    String text() {
        return latin.stripLeading().toLowerCase(Locale.ROOT);
    }

    boolean bytes(int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= content.length || Byte.toUnsignedInt(content[i]) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** FlatBuffers name their schema after the offset of the root. */
    boolean identifier(String name) {
        return latin.startsWith(name, Integer.BYTES);
    }

    /** A zip archive holds the names of its entries in plain text, before each entry and again at its end. */
    boolean zipHolds(String name) {
        return bytes('P', 'K', 3, 4) && (latin.contains(name) || end().contains(name));
    }

    boolean isPickle() {
        return content.length > 1
                && Byte.toUnsignedInt(content[0]) == PICKLE
                && content[1] >= 2
                && content[1] <= NEWEST_PICKLE;
    }

    /** Whether the file starts with the length of a header, followed by the header. */
    boolean isSafetensors() {
        return content.length > Long.BYTES
                && buffer().getLong(0) < content.length
                && buffer().getLong(0) > 1
                && latin.startsWith("{\"", Long.BYTES);
    }

    /** Whether the root's table of fields lies in the file and has a plausible length. */
    boolean isFlatBuffer() {
        if (content.length < 2 * Integer.BYTES) {
            return false;
        }
        long root = Integer.toUnsignedLong(buffer().getInt(0));
        if (root < Integer.BYTES || root > content.length - Integer.BYTES) {
            return false;
        }
        long table = root - buffer().getInt((int) root);
        if (table < Integer.BYTES || table > content.length - Integer.BYTES) {
            return false;
        }
        int fields = Short.toUnsignedInt(buffer().getShort((int) table));
        return fields >= Integer.BYTES && fields % 2 == 0 && table + fields <= content.length;
    }

    boolean isText() {
        return latin.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
    }

    private String end() {
        int length = Math.min(content.length, LOOKED_AT);
        return new String(content, content.length - length, length, StandardCharsets.ISO_8859_1);
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }
}
