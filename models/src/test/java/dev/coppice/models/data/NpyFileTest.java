package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void reads_floats_as_numpy_writes_them() throws IOException {
        NpyFile file = NpyFile.read(written("<f4", false, "(2, 3)", 24, b -> {
            for (int i = 0; i < 6; i++) {
                b.putFloat(i / 2f);
            }
        }));

        assertThat(file.shape()).isEqualTo(Shape.of(2, 3));
        assertThat(file.isWhole()).isFalse();
        assertThat(file.values()).containsExactly(0, 0.5f, 1, 1.5f, 2, 2.5f);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"|b1, 1", "|u1, 1", "|i1, 1", "<i2, 2", "<u2, 2", "<i4, 4", "<u4, 4", "<i8, 8", "<u8, 8"})
    void reads_whole_numbers_of_every_width(String type, int width) throws IOException {
        NpyFile file = NpyFile.read(written(type, false, "(3,)", 3 * width, b -> {
            b.put(0, (byte) 1);
            b.put(2 * width, (byte) 1);
        }));

        assertThat(file.isWhole()).isTrue();
        assertThat(file.values()).containsExactly(1, 0, 1);
    }

    @Test
    void reads_signs_by_the_type() throws IOException {
        assertThat(NpyFile.read(written("|i1", false, "(1,)", 1, b -> b.put((byte) -2)))
                        .values())
                .containsExactly(-2);
        assertThat(NpyFile.read(written("|u1", false, "(1,)", 1, b -> b.put((byte) -2)))
                        .values())
                .containsExactly(254);
        assertThat(NpyFile.read(written(">u4", false, "(1,)", 4, b -> b.putInt(-1)))
                        .values())
                .containsExactly(0x1p32f);
        assertThat(NpyFile.read(written("<u8", false, "(1,)", 8, b -> b.putLong(-1)))
                        .values())
                .containsExactly(1.8446744e19f);
    }

    @Test
    void reads_the_other_byte_order_and_halves_and_doubles() throws IOException {
        assertThat(NpyFile.read(written(
                                ">f8", false, "(2,)", 16, b -> b.putDouble(-1.5).putDouble(3)))
                        .values())
                .containsExactly(-1.5f, 3);
        assertThat(NpyFile.read(written("<f2", false, "(4,)", 8, b -> b.putShort((short) 0x3c00)
                                .putShort((short) 0xc000)
                                .putShort((short) 1)
                                .putShort((short) 0x3555)))
                        .values())
                .containsExactly(1, -2, Math.scalb(1f, -24), 0.33325195f);
    }

    @Test
    void axes_in_the_order_of_fortran_are_turned() throws IOException {
        NpyFile file = NpyFile.read(written("|u1", true, "(2, 3, 2)", 12, b -> {
            for (int i = 0; i < 12; i++) {
                b.put((byte) i);
            }
        }));

        // element (i, j, k) lies at i + 2j + 6k
        assertThat(file.values()).containsExactly(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11);
    }

    @Test
    void versions_2_and_3_have_longer_headers() throws IOException {
        byte[] header = header("|u1", "False", "(2,)");
        for (int version = 2; version <= 3; version++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
            bytes.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(header.length)
                    .array());
            bytes.write(header);
            bytes.write(new byte[] {3, 4});

            assertThat(NpyFile.read(file(bytes.toByteArray())).values()).containsExactly(3, 4);
        }
    }

    @Test
    void hostile_headers_are_refused_before_memory_is_taken() throws IOException {
        refused(file("GIF89a".getBytes(StandardCharsets.US_ASCII)), "does not begin as NumPy files do");
        refused(file(new byte[0]), "does not begin as NumPy files do");
        refused(file(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0, 0, 0}), "its version is 9");
        refused(
                file(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1}),
                "its header says that it has 4294967295 bytes");
        refused(written("<f4", false, "(1000000, 1000000)", 8, b -> {}), "expected sizes of at least 1 and at most");
        refused(written("<f4", false, "(99999999999999,)", 8, b -> {}), "expected sizes of at least 1");
        refused(written("<f4", false, "(0, 3)", 0, b -> {}), "expected sizes of at least 1");
        refused(written("<f4", false, "()", 4, b -> {}), "it has 0 axes, expected 1 to 4");
        refused(written("<f4", false, "(1, 1, 1, 1, 1)", 4, b -> {}), "it has 5 axes, expected 1 to 4");
        refused(written("<f4", false, "(4,)", 12, b -> {}), "takes 144 bytes, and the file has 140");
        refused(written("<f4", false, "(4,)", 20, b -> {}), "takes 144 bytes, and the file has 148");
        refused(written("|O", false, "(1,)", 8, b -> {}), "its elements are not integers or floating-point numbers");
        refused(written("<U4", false, "(1,)", 16, b -> {}), "its elements are not integers or floating-point");
        refused(written("<c8", false, "(1,)", 8, b -> {}), "its elements are not integers or floating-point numbers");
        refused(written("<f4", false, "-3", 4, b -> {}), "its header says no order and shape");
        refused(folder, "Cannot read array");
    }

    @Test
    void numbers_that_are_not_finite_are_refused() throws IOException {
        refused(written("<f4", false, "(2,)", 8, b -> b.putFloat(1).putFloat(Float.NaN)), "element 1 is NaN");
        refused(written("<f8", false, "(1,)", 8, b -> b.putDouble(1e300)), "element 0 is Infinity");
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] header(String type, String order, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        return (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Path written(String type, boolean fortran, String shape, int bytes, Consumer<ByteBuffer> elements)
            throws IOException {
        byte[] header = header(type, fortran ? "True" : "False", shape);
        ByteBuffer data =
                ByteBuffer.allocate(bytes).order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        elements.accept(data);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
        all.write(header);
        all.write(data.array());
        return file(all.toByteArray());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("x.npy"), content);
    }
}
