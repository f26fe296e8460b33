package dev.coppice.models.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The first and last bytes of a file, with tests for known formats. */
public final class FileHead {
    private static final int LOOKED_AT = 1 << 16;
    private static final int PICKLE = 0x80;
    private static final int NEWEST_PICKLE = 5;

    private final byte[] content;
    private final byte[] end;
    private final long length;
    private final String latin;

    private FileHead(byte[] content, byte[] end, long length) {
        this.content = content;
        this.end = end;
        this.length = length;
        this.latin = new String(content, StandardCharsets.ISO_8859_1);
    }

    /** The head of a content that is in memory. */
    public static FileHead of(byte... content) {
        int most = Math.min(content.length, LOOKED_AT);
        byte[] end = Arrays.copyOfRange(content, content.length - most, content.length);
        return new FileHead(Arrays.copyOf(content, most), end, content.length);
    }

    /** The head of a file; that of an empty file if there is none or it cannot be read. */
    public static FileHead of(Path file) {
        if (!Files.isRegularFile(file)) {
            return of(new byte[0]);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long length = channel.size();
            byte[] first = read(channel, 0, length);
            return new FileHead(first, read(channel, Math.max(0, length - LOOKED_AT), length), length);
        } catch (IOException e) {
            return of(new byte[0]); // its reader says why
        }
    }

    private static byte[] read(SeekableByteChannel channel, long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length - from, LOOKED_AT));
        channel.position(from);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Whether there is nothing in it, or no such file. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether a number from 1 to 127 stands in the first field of a Protocol Buffers message, and another field follows. */
    public boolean startsWithVersion() {
        return content.length > 2 && content[0] == Byte.SIZE && content[1] > 0 && content[2] != 0;
    }

    /** Whether it starts with this text. */
    public boolean starts(String text) {
        return latin.startsWith(text);
    }

    /** Whether the first bytes hold this text. */
    public boolean holds(String text) {
        return latin.contains(text);
    }

    /** The first bytes as text in lower case, without leading spaces. */
    public String text() {
        return latin.stripLeading().toLowerCase(Locale.ROOT);
    }

    /** Whether it starts with these bytes. */
    public boolean bytes(int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= content.length || Byte.toUnsignedInt(content[i]) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has the schema of this name. FlatBuffers name it after the offset of the root. */
    public boolean identifier(String name) {
        return latin.startsWith(name, Integer.BYTES);
    }

    /**
     * Whether it is a zip archive with such an entry. An archive holds the names of its entries in plain text, before each
     * entry and again at its end.
     */
    public boolean zipHolds(String name) {
        return bytes('P', 'K', 3, 4)
                && (latin.contains(name) || new String(end, StandardCharsets.ISO_8859_1).contains(name));
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
                && buffer().getLong(0) < length
                && buffer().getLong(0) > 1
                && latin.startsWith("{\"", Long.BYTES);
    }

    /** Whether the root and its table of fields lie at the beginning of the file, and the table has a plausible length. */
    public boolean isFlatBuffer() {
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

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }
}
