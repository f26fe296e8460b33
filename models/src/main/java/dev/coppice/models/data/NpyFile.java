package dev.coppice.models.data;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array in NumPy's format, versions 1 to 3: integers, truth values and floating-point numbers of either byte order and
 * either order of axes. Objects, records and text are refused. The header is checked against the file's length before
 * memory is allocated.
 *
 * @param shape sizes of the axes
 * @param isWhole whether the elements are integers or truth values
 * @param values the elements in C order, in single precision
 */
@SuppressWarnings("ArrayRecordComponent") // volumes take megabytes, so they are handed over and not copied
record NpyFile(Shape shape, boolean isWhole, float[] values) {
    /** A quarter of a billion voxels take 1 GiB; a header that claims more counts as damaged. */
    static final long MOST_VALUES = 1L << 28;

    private static final int MOST_AXES = 4;
    private static final int MOST_HEADER = 1 << 16;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final Pattern TYPE =
            Pattern.compile("['\"]descr['\"]\\s{0,9}:\\s{0,9}['\"]([<>|=]?)([a-zA-Z])(\\d{1,3})['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s{0,9}:\\s{0,9}(True|False)");
    private static final Pattern SIZES = Pattern.compile("['\"]shape['\"]\\s{0,9}:\\s{0,9}\\(([0-9, ]{0,99})\\)");
    private static final Set<String> TYPES =
            Set.of("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8");

    /**
     * The header of a file.
     *
     * @param type kind and bytes of an element, such as f4
     * @param isFortran whether the first axis is the innermost
     * @param start position of the first element
     */
    private record Header(String type, ByteOrder order, boolean isFortran, Shape shape, long start) {
        int width() {
            return type.charAt(1) - '0';
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException if it is no array of numbers, is damaged, too large, or has numbers that are not finite
     */
    static NpyFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Header header = header(file, new DataInputStream(in));
            float[] values = values(header, in);
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw unreadable(
                            file,
                            "element " + i + " is " + values[i] + ", expected finite numbers in single precision");
                }
            }
            float[] ordered = header.isFortran() ? turned(header.shape(), values) : values;
            return new NpyFile(header.shape(), header.type().charAt(0) != 'f', ordered);
        } catch (IOException e) {
            throw unreadable(file, FileTrouble.of(e));
        }
    }

    private static Header header(Path file, DataInputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw unreadable(file, "it does not begin as NumPy files do");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw unreadable(file, "its version is " + version + ", expected 1 to 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] size = in.readNBytes(lengthBytes);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = (length << 8) | (size[i] & 0xff);
        }
        if (size.length < lengthBytes || length > MOST_HEADER) {
            throw unreadable(file, "its header says that it has " + length + " bytes");
        }
        String text = new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
        return parsed(file, text, MAGIC.length + 2L + lengthBytes + length);
    }

    private static Header parsed(Path file, String text, long start) throws IOException {
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher sizes = SIZES.matcher(text);
        if (!order.find() || !sizes.find()) {
            throw unreadable(file, "its header says no order and shape: " + shown(text));
        }
        if (!type.find() || !TYPES.contains(type.group(2) + type.group(3))) {
            throw unreadable(
                    file, "its elements are not integers or floating-point numbers of 1 to 8 bytes: " + shown(text));
        }
        ByteOrder bytes = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Shape shape = shape(file, sizes.group(1));
        Header header =
                new Header(type.group(2) + type.group(3), bytes, order.group(1).equals("True"), shape, start);
        long expected = start + shape.elements() * header.width();
        if (Files.size(file) != expected) {
            throw unreadable(
                    file,
                    "an array of " + shape + " of type " + header.type() + " takes " + expected
                            + " bytes, and the file has " + Files.size(file));
        }
        return header;
    }

    private static Shape shape(Path file, String text) {
        String[] parts = text.isBlank()
                ? new String[0]
                : text.strip().replaceAll(",$", "").split(",");
        if (parts.length < 1 || parts.length > MOST_AXES) {
            throw unreadable(file, "it has " + parts.length + " axes, expected 1 to " + MOST_AXES);
        }
        int[] sizes = new int[parts.length];
        long elements = 1;
        for (int i = 0; i < parts.length; i++) {
            String size = parts[i].strip();
            boolean fits = !size.isEmpty() && size.length() < 10 && Integer.parseInt(size) > 0;
            elements = fits ? elements * Integer.parseInt(size) : 0;
            if (elements < 1 || elements > MOST_VALUES) {
                throw unreadable(
                        file,
                        "its shape is (" + shown(text) + "), expected sizes of at least 1 and at most " + MOST_VALUES
                                + " elements");
            }
            sizes[i] = Integer.parseInt(size);
        }
        return Shape.of(sizes);
    }

    private static float[] values(Header header, InputStream in) throws IOException {
        float[] values = new float[Math.toIntExact(header.shape().elements())];
        int width = header.width();
        int room = 1 << 16;
        for (int from = 0; from < values.length; from += room) {
            int count = Math.min(room, values.length - from);
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(count * width)).order(header.order());
            if (bytes.capacity() < count * width) {
                throw new IOException("the file ends early");
            }
            for (int i = 0; i < count; i++) {
                values[from + i] = element(header.type(), bytes, i * width);
            }
        }
        return values;
    }

    private static float element(String type, ByteBuffer bytes, int at) {
        return switch (type) {
            case "f2" -> Tensor.halfToFloat(bytes.getShort(at));
            case "f4" -> bytes.getFloat(at);
            case "f8" -> (float) bytes.getDouble(at);
            default -> whole(type, bytes, at);
        };
    }

    private static float whole(String type, ByteBuffer bytes, int at) {
        return switch (type) {
            case "b1" -> Math.min(1, bytes.get(at) & 0xff);
            case "i1" -> bytes.get(at);
            case "u1" -> bytes.get(at) & 0xff;
            case "i2" -> bytes.getShort(at);
            case "u2" -> bytes.getShort(at) & 0xffff;
            case "i4" -> bytes.getInt(at);
            case "u4" -> bytes.getInt(at) & 0xffffffffL;
            case "i8" -> bytes.getLong(at);
            default -> Float.parseFloat(Long.toUnsignedString(bytes.getLong(at)));
        };
    }

    /** Values whose first axis is the innermost, in C order. */
    private static float[] turned(Shape shape, float... values) {
        int[] steps = new int[shape.rank()];
        int step = 1;
        for (int axis = 0; axis < steps.length; axis++) {
            steps[axis] = step;
            step *= shape.size(axis);
        }
        float[] ordered = new float[values.length];
        int[] at = new int[steps.length];
        int from = 0;
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = values[from];
            int axis = steps.length - 1;
            from += steps[axis];
            while (axis > 0 && ++at[axis] == shape.size(axis)) {
                from += steps[axis - 1] - steps[axis] * shape.size(axis);
                at[axis--] = 0;
            }
        }
        return ordered;
    }

    private static String shown(String text) {
        return text.strip().substring(0, Math.min(120, text.strip().length()));
    }

    private static InvalidInputException unreadable(Path file, String why) {
        return new InvalidInputException("Cannot read array '" + file + "': " + why
                + ". Write it anew with numpy.save, or take it out of the data set.");
    }
}
