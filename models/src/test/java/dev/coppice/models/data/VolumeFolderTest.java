package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.graph.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write_a_sound_data_set() throws IOException {
        Files.createDirectories(folder.resolve("images/val"));
        Files.createDirectories(folder.resolve("labels/val"));
        Files.writeString(
                folder.resolve("dataset.json"), "{\"name\": \"toy\", \"classes\": [\"a\", \"b\"], \"ignore\": 255}");
        array("images/val/one.npy", "(2, 3, 4)", 24);
        array("labels/val/one.npy", "(2, 3, 4)", 24);
    }

    @Test
    void reads_arrays_of_one_channel_or_several() throws IOException {
        array("images/val/two.npy", "(2, 1, 3)", 6);
        array("labels/val/two.npy", "(1, 3)", 3);
        Dataset data = DataFolder.open(folder);

        assertThat(data.holdsVolumes()).isTrue();
        assertThat(data.names("val")).containsExactly("one", "two");
        VolumeSample one = data.volume("val", "one");
        assertThat(one.volume().channels()).isEqualTo(1);
        assertThat(one.volume().space()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(one.labels().width()).isEqualTo(4);
        assertThat(one.labels().height()).isEqualTo(6);
        assertThat(one.labels().at(1, 0)).isEqualTo(1);
        assertThat(data.volume("val", "two").volume()).hasToString("2×1×3");
        assertThat(data.files("val", "one")).isPresent();
    }

    @Test
    void labels_of_bands_and_of_slices_may_be_png() throws IOException {
        array("images/val/bands.npy", "(5, 2, 3)", 30);
        Pictures.writeLabels(
                folder.resolve("labels/val/bands.PNG"), LabelMap.of(3, 2, new byte[] {0, 1, 0, 1, 1, (byte) 255}));
        array("images/val/stack.npy", "(2, 1, 3)", 6);
        Files.createDirectories(folder.resolve("labels/val/stack"));
        for (byte slice = 0; slice < 2; slice++) {
            Pictures.writeLabels(
                    folder.resolve("labels/val/stack/" + slice + ".png"),
                    LabelMap.of(3, 1, new byte[] {slice, slice, slice}));
        }
        Dataset data = DataFolder.open(folder);

        VolumeSample bands = data.volume("val", "bands");

        assertThat(bands.volume()).hasToString("5×2×3");
        assertThat(bands.labels().at(2, 0)).isZero();
        assertThat(bands.labels().at(1, 1)).isEqualTo(1);
        assertThat(bands.labels().at(2, 1)).isEqualTo(255);
        assertThat(data.volume("val", "stack").labels().at(0, 1)).isEqualTo(1);
        assertThat(data.names("val")).containsExactly("bands", "one", "stack");
    }

    @Test
    void a_slice_of_a_volume_can_be_looked_at() {
        Sample middle = DataFolder.open(folder).volume("val", "one").middle();

        assertThat(middle.image()).hasToString("4×3 picture");
        // the second slice has 0 and 1 in turns, from black to white
        assertThat(middle.image().pixel(1, 0)).isEqualTo(0xffffff);
        assertThat(middle.image().pixel(0, 0)).isZero();
        assertThat(middle.labels().at(3, 2)).isEqualTo(1);
    }

    @Test
    void reads_folders_of_slices_in_the_order_of_their_names() throws IOException {
        slices("grey", 0x010101);
        Dataset data = DataFolder.open(folder);

        VolumeSample grey = data.volume("val", "grey");

        assertThat(grey.volume()).hasToString("1×2×1×3");
        assertThat(grey.volume().values()).containsExactly(0, 1, 2, 10, 11, 12);
        assertThat(grey.labels().at(0, 1)).isEqualTo(1);
        slices("red", 0x010000);
        assertThat(DataFolder.open(folder).volume("val", "red").volume()).hasToString("3×2×1×3");
    }

    private void slices(String name, int colour) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/val").resolve(name));
        Path labels = Files.createDirectories(folder.resolve("labels/val").resolve(name));
        for (int z = 1; z >= 0; z--) {
            int[] pixels = {10 * z * colour, (10 * z + 1) * colour, (10 * z + 2) * colour};
            Pictures.write(images.resolve("00" + z + ".png"), RgbImage.of(3, 1, pixels));
            Pictures.writeLabels(labels.resolve("00" + z + ".png"), LabelMap.of(3, 1, new byte[] {(byte) z, 0, 1}));
        }
    }

    @Test
    void slices_of_different_sizes_are_refused() throws IOException {
        slices("odd", 0x010101);
        Pictures.write(folder.resolve("images/val/odd/002.png"), RgbImage.of(2, 1, new int[2]));

        refused(() -> DataFolder.open(folder).volume("val", "odd"), "has another size than");
        Files.createDirectories(folder.resolve("images/val/empty"));
        Files.createDirectories(folder.resolve("labels/val/empty"));
        refused(() -> DataFolder.open(folder).volume("val", "empty"), "stands for a volume but holds no slices");
    }

    @Test
    void labels_of_another_shape_are_refused() throws IOException {
        array("labels/val/one.npy", "(2, 4, 3)", 24);
        refused(() -> DataFolder.open(folder).volume("val", "one"), "is 2×3×4, but its label");

        array("labels/val/one.npy", "(4,)", 4);
        refused(() -> DataFolder.open(folder).volume("val", "one"), "Bring both to one size");
    }

    @Test
    void labels_that_are_no_classes_are_refused() throws IOException {
        array("labels/val/one.npy", "(2, 3, 4)", 24, 7);
        refused(() -> DataFolder.open(folder).volume("val", "one"), "value 7 at 12 pixels");

        ByteArrayOutputStream floats = npy("<f4", "(2, 3, 4)");
        floats.write(new byte[96]);
        Files.write(folder.resolve("labels/val/one.npy"), floats.toByteArray());
        refused(() -> DataFolder.open(folder).volume("val", "one"), "holds floating-point numbers");
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        array("images/val/lonely.npy", "(2, 3, 4)", 24);
        array("labels/val/lost.npy", "(2, 3, 4)", 24);

        refused(
                () -> DataFolder.open(folder).names("val"),
                "volume 'lonely' has no label labels/val/lonely.npy or .png");
        refused(() -> DataFolder.open(folder).names("val"), "label 'lost' has no volume images/val/lost.npy");
        refused(() -> DataFolder.open(folder).names("test"), "has no split 'test'");
    }

    @Test
    void what_needs_pictures_says_so() {
        Dataset data = DataFolder.open(folder);

        refused(() -> data.sample("val", "one"), "holds volumes or signals, and this works on pictures");
        refused(() -> data.volume("val", "nobody"), "has no volume 'nobody'");
        assertThat(DatasetCheck.classPixels(data, "val")).containsExactly(12, 12);
    }

    @Test
    void caches_and_holdouts_hand_volumes_on() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve("images/train"));
            Files.createDirectories(folder.resolve("labels/train"));
            array("images/train/" + name + ".npy", "(2, 3, 4)", 24);
            array("labels/train/" + name + ".npy", "(2, 3, 4)", 24);
        }
        Dataset cached = CachedDataset.of(DataFolder.open(folder), 1 << 20);
        Holdout held = new Holdout(cached, 0.5);

        assertThat(cached.volume("train", "a")).isSameAs(cached.volume("train", "a"));
        assertThat(held.holdsVolumes()).isTrue();
        assertThat(held.volume("train", held.names("train").get(0))).isNotNull();
        assertThat(held.volume("held-out", held.names("held-out").get(0))).isNotNull();
        refused(() -> held.volume("train", held.names("held-out").get(0)), "is held out of training");
    }

    private static void refused(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading).isInstanceOf(InvalidInputException.class).hasMessageContaining(reason);
    }

    /** Unsigned bytes 0, 1, 0, 1 and so on. */
    /** As a byte it is 255, which dataset.json ignores; as a label it is neither a class nor ignored. */
    @Test
    void a_label_below_0_is_not_the_ignored_one_of_the_same_bits() throws IOException {
        ByteArrayOutputStream labels = npy("|i1", "(2, 3, 4)");
        for (int i = 0; i < 24; i++) {
            labels.write(i == 5 ? -1 : i % 2);
        }
        Files.write(folder.resolve("labels/val/one.npy"), labels.toByteArray());

        assertThatThrownBy(() -> DataFolder.open(folder).volume("val", "one"))
                .isInstanceOf(StrayLabelsException.class)
                .hasMessageContaining("-1");
    }

    private void array(String name, String shape, int count) throws IOException {
        array(name, shape, count, 1);
    }

    private void array(String name, String shape, int count, int second) throws IOException {
        ByteArrayOutputStream bytes = npy("|u1", shape);
        for (int i = 0; i < count; i++) {
            bytes.write(i % 2 * second);
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static ByteArrayOutputStream npy(String type, String shape) throws IOException {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length(), 0});
        bytes.write(text.getBytes(StandardCharsets.US_ASCII));
        return bytes;
    }
}
