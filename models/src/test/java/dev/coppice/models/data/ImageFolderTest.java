package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
    private static final int W = 12;
    private static final int H = 8;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write_a_sound_data_set() throws IOException {
        Files.createDirectories(folder.resolve("images/val"));
        Files.createDirectories(folder.resolve("labels/val"));
        describe("{\"name\": \"toy\", \"classes\": [\"a\", \"b\", \"c\"], \"ignore\": 255}");
        Pictures.write(image("one.png"), RgbImage.of(W, H, gradient(W * H)));
        Pictures.writeLabels(label("one.png"), labels(W, H, 2));
    }

    @Test
    void reads_pictures_and_labels() {
        ImageFolder data = ImageFolder.open(folder);

        Sample sample = data.sample("val", "one");

        assertThat(data.name()).isEqualTo("toy");
        assertThat(data.classes()).containsExactly("a", "b", "c");
        assertThat(data.ignore()).hasValue(255);
        assertThat(data.splits()).containsExactly("val");
        assertThat(data.names("val")).containsExactly("one");
        assertThat(sample.image()).isEqualTo(RgbImage.of(W, H, gradient(W * H)));
        assertThat(sample.labels()).isEqualTo(labels(W, H, 2));
    }

    @Test
    void reads_palette_labels_as_indices_and_not_colours() throws IOException {
        byte[] ramp = {90, 10, 50, 30};
        IndexColorModel colours = new IndexColorModel(2, 4, ramp, ramp, ramp);
        BufferedImage picture = new BufferedImage(W, H, BufferedImage.TYPE_BYTE_BINARY, colours);
        for (int i = 0; i < W * H; i++) {
            picture.getRaster().setSample(i % W, i / W, 0, i % 3);
        }
        Pictures.write(label("one.png"), picture);

        LabelMap labels = ImageFolder.open(folder).sample("val", "one").labels();

        assertThat(labels.at(0, 0)).isEqualTo(0);
        assertThat(labels.at(1, 0)).isEqualTo(1);
        assertThat(labels.at(2, 0)).isEqualTo(2);
    }

    @Test
    void reads_grey_pictures_at_the_brightness_they_have() throws IOException {
        Pictures.writeLabels(image("one.png"), labels(W, H, 77));

        RgbImage image = ImageFolder.open(folder).sample("val", "one").image();

        assertThat(image.pixel(3, 3)).isEqualTo(77 * 0x010101);
    }

    @Test
    void refuses_a_folder_that_is_missing() {
        fails(() -> ImageFolder.open(folder.resolve("nowhere"))).hasMessageContaining("nowhere' does not exist");
    }

    @Test
    void refuses_a_file_in_place_of_the_folder() {
        fails(() -> ImageFolder.open(folder.resolve("dataset.json"))).hasMessageContaining("is a file");
    }

    @Test
    void refuses_a_missing_description() throws IOException {
        Files.delete(folder.resolve("dataset.json"));

        fails(() -> ImageFolder.open(folder)).hasMessageContaining("dataset.json' is missing. Write one");
    }

    @Test
    void refuses_blocks_of_a_split_that_is_not_there() throws IOException {
        describe("{\"name\": \"toy\", \"classes\": [\"a\", \"b\", \"c\"], \"ignore\": 255,"
                + " \"blocks\": {\"side\": 2, \"kind\": \"hard\", \"splits\": [\"trian\"]}}");

        fails(() -> ImageFolder.open(folder))
                .hasMessageContaining("labels of [trian] are blocks, but the splits are [val]");
    }

    @Test
    void refuses_blocks_whose_side_is_no_whole_number() throws IOException {
        describe("{\"name\": \"toy\", \"classes\": [\"a\", \"b\", \"c\"], \"ignore\": 255,"
                + " \"blocks\": {\"side\": 8.5, \"kind\": \"hard\", \"splits\": [\"val\"]}}");

        fails(() -> ImageFolder.open(folder)).hasMessageContaining("expected {\"side\": 1…255");
    }

    @Test
    void refuses_a_description_that_is_no_json() throws IOException {
        describe("{\"name\": ");

        fails(() -> ImageFolder.open(folder)).hasMessageContaining("is no JSON");
    }

    @Test
    void lists_every_fault_of_a_description() throws IOException {
        describe("{\"classes\": [\"a\", \"b\", \"a\", 7], \"ignore\": 1}");

        fails(() -> ImageFolder.open(folder))
                .hasMessageContaining("name is missing")
                .hasMessageContaining("classes has 'a' twice")
                .hasMessageContaining("classes has 7, expected names")
                .hasMessageContaining("ignore is 1, expected a label value that is no class");
    }

    @Test
    void refuses_empty_classes() throws IOException {
        describe("{\"name\": \"toy\", \"classes\": []}");

        fails(() -> ImageFolder.open(folder)).hasMessageContaining("classes is a list of 0");
    }

    @Test
    void refuses_a_folder_without_splits() throws IOException {
        Files.move(folder.resolve("images"), folder.resolve("pictures"));

        fails(() -> ImageFolder.open(folder)).hasMessageContaining("has no splits");
    }

    @Test
    void names_the_splits_there_are() {
        fails(() -> ImageFolder.open(folder).names("test"))
                .hasMessageContaining("no split 'test'. Its splits are [val]");
    }

    @Test
    void refuses_a_split_without_images() throws IOException {
        Files.createDirectories(folder.resolve("images/empty"));

        fails(() -> ImageFolder.open(folder).names("empty")).hasMessageContaining("Split 'empty' has no images");
    }

    @Test
    void lists_images_without_labels_and_labels_without_images() throws IOException {
        Files.copy(image("one.png"), image("two.jpg"));
        Files.copy(label("one.png"), label("three.png"));

        fails(() -> ImageFolder.open(folder).names("val"))
                .hasMessageContaining("image 'two' has no label labels/val/two.png")
                .hasMessageContaining("label 'three' has no image images/val/three.jpg");
    }

    @Test
    void refuses_two_images_of_one_name() throws IOException {
        Files.copy(image("one.png"), image("one.jpg"));

        fails(() -> ImageFolder.open(folder).names("val")).hasMessageContaining("have the same name");
    }

    @Test
    void refuses_an_unknown_sample() {
        fails(() -> ImageFolder.open(folder).sample("val", "nine")).hasMessageContaining("has no image 'nine'");
    }

    @Test
    void refuses_image_and_label_of_different_sizes() throws IOException {
        Pictures.writeLabels(label("one.png"), labels(W, H + 1, 0));

        fails(this::sample).hasMessageContaining("is 12×8 pixels").hasMessageContaining("is 12×9");
    }

    @Test
    void lists_label_values_outside_the_classes_with_their_pixels() throws IOException {
        byte[] values = new byte[W * H];
        values[0] = 3;
        values[1] = 3;
        values[2] = (byte) 200;
        values[3] = (byte) 255;
        Pictures.writeLabels(label("one.png"), LabelMap.of(W, H, values));

        fails(this::sample)
                .hasMessageContaining("one.png' has values outside the classes (0…2 and ignore = 255)")
                .hasMessageContaining("value 3 at 2 pixels")
                .hasMessageContaining("value 200 at 1 pixels");
    }

    @Test
    void refuses_coloured_labels() throws IOException {
        Files.copy(image("one.png"), Files.newOutputStream(label("one.png")));

        fails(this::sample).hasMessageContaining("has 3 channels of 8 bits, expected 1");
    }

    @Test
    void refuses_a_file_that_is_no_picture() throws IOException {
        Files.writeString(image("one.png"), "not a picture");

        fails(this::sample).hasMessageContaining("Cannot read picture").hasMessageContaining("not a PNG or JPEG file");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.05, 0.3, 0.6, 0.9})
    void refuses_truncated_pictures(double kept) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        RandomStream random = new RandomStream(1);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, (int) random.bits());
        }
        Files.delete(image("one.png"));
        ImageIO.write(picture, "jpg", image("one.jpg").toFile());
        truncate(image("one.jpg"), kept);
        fails(this::sample).hasMessageContaining("Cannot read picture");

        Files.delete(image("one.jpg"));
        ImageIO.write(picture, "png", image("one.png").toFile());
        truncate(image("one.png"), kept);
        fails(this::sample).hasMessageContaining("Cannot read picture");
    }

    @Test
    void checks_the_header_before_it_takes_memory_for_pixels() throws IOException {
        byte[] png = Files.readAllBytes(image("one.png"));
        int widthAt = 16;
        ByteBuffer.wrap(png).putInt(widthAt, 1 << 20).putInt(widthAt + 4, 1 << 20);
        Files.write(image("one.png"), png);

        fails(this::sample).hasMessageContaining("1048576×1048576 pixels, expected at most 67108864");
    }

    @Test
    void a_check_lists_all_bad_samples_of_a_split() throws IOException {
        Files.writeString(image("two.png"), "not a picture");
        Pictures.writeLabels(label("two.png"), labels(W, H, 0));
        Pictures.write(image("three.png"), RgbImage.of(W, H, gradient(W * H)));
        Pictures.writeLabels(label("three.png"), labels(W, H, 9));

        fails(() -> DatasetCheck.classPixels(ImageFolder.open(folder), "val"))
                .hasMessageContaining("two.png")
                .hasMessageContaining("value 9 at 96 pixels");
    }

    @Test
    void a_check_counts_the_pixels_of_each_class() {
        assertThat(DatasetCheck.classPixels(ImageFolder.open(folder), "val")).containsExactly(0, 0, W * H);
    }

    private Sample sample() {
        return ImageFolder.open(folder).sample("val", "one");
    }

    private Path image(String file) {
        return folder.resolve("images/val").resolve(file);
    }

    private Path label(String file) {
        return folder.resolve("labels/val").resolve(file);
    }

    private void describe(String json) throws IOException {
        Files.writeString(folder.resolve("dataset.json"), json);
    }

    private static AbstractThrowableAssert<?, ?> fails(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
    }

    private static void truncate(Path file, double kept) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * kept)));
    }

    private static LabelMap labels(int width, int height, int value) {
        byte[] values = new byte[width * height];
        Arrays.fill(values, (byte) value);
        return LabelMap.of(width, height, values);
    }

    private static int[] gradient(int count) {
        int[] pixels = new int[count];
        Arrays.setAll(pixels, i -> (i * 0x010305) & 0xFFFFFF);
        return pixels;
    }
}
