package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write_a_sound_data_set() throws IOException {
        picture("train/dog/one.png", 4, 3);
        picture("train/cat/one.png", 5, 6);
        picture("train/cat/two.png", 5, 6);
        picture("val/cat/three.png", 2, 2);
    }

    @Test
    void the_folder_of_a_picture_is_its_class() {
        Dataset data = DataFolder.open(folder);

        assertThat(data.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(data.name()).isEqualTo(String.valueOf(folder.getFileName()));
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.splits()).containsExactly("train", "val");
        assertThat(data.names("train")).containsExactly("cat/one.png", "cat/two.png", "dog/one.png");
        Sample sample = data.sample("train", "dog/one.png");
        assertThat(sample.labels()).isEqualTo(LabelMap.ofPicture(1)).hasToString("class 1");
        assertThat(sample.image().width()).isEqualTo(4);
        assertThat(data.files("val", "cat/three.png"))
                .hasValueSatisfying(files -> assertThat(files.label()).isEqualTo(folder.resolve("val/cat/three.png")));
        assertThat(DatasetCheck.classPixels(data, "train")).containsExactly(2, 1);
        assertThat(new Holdout(data, 0.4).task()).isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void a_file_may_name_the_data_and_order_the_classes() throws IOException {
        describe("{\"name\": \"pets\", \"classes\": [\"dog\", \"cat\"]}");

        Dataset data = DataFolder.open(folder);

        assertThat(data.name()).isEqualTo("pets");
        assertThat(data.sample("train", "dog/one.png").labels().at(0, 0)).isZero();
    }

    @Test
    void a_file_that_disagrees_with_the_folders_is_refused() throws IOException {
        describe("{\"classes\": [\"dog\", \"cow\"], \"ignore\": 255}");

        fails(() -> DataFolder.open(folder)).hasMessageContaining("\n  - ignore is for labels of pixels");
        describe("{\"classes\": [\"dog\", \"cow\"]}");
        fails(() -> DataFolder.open(folder))
                .hasMessageContaining("classes is [dog, cow], the class folders are [cat, dog]; give the same names");
        describe("{\"name\": 3}");
        fails(() -> DataFolder.open(folder)).hasMessageContaining("name is 3, expected text");
    }

    @Test
    void everything_out_of_place_in_a_split_is_named_at_once() throws IOException {
        Files.createDirectories(folder.resolve("train/empty"));
        picture("train/loose.png", 2, 2);
        picture("train/dog/inner/deep.png", 2, 2);

        fails(() -> DataFolder.open(folder).names("train"))
                .hasMessageContaining("\n  - 'train' holds 'loose.png' beside the class folders;")
                .hasMessageContaining("\n  - 'train/dog' holds 'inner' in a class folder;")
                .hasMessageContaining(
                        "\n  - class folder 'train/empty' holds no .jpg, .jpeg, .png, .bmp, .gif, .tif, .tiff or .webp file;");
    }

    @Test
    void an_unreadable_picture_is_named() throws IOException {
        Files.writeString(folder.resolve("train/dog/torn.jpg"), "no picture");

        fails(() -> DatasetCheck.classPixels(DataFolder.open(folder), "train"))
                .hasMessageContaining("torn.jpg': it is not a PNG or JPEG file");
    }

    @Test
    void what_is_not_there_is_refused() throws IOException {
        fails(() -> DataFolder.open(folder).names("test")).hasMessageContaining("Its splits are [train, val]");
        fails(() -> DataFolder.open(folder).sample("val", "dog/one.png")).hasMessageContaining("has no picture");
        Path single = folder.resolve("single");
        picture("single/train/cat/one.png", 2, 2);
        fails(() -> DataFolder.open(single))
                .hasMessageContaining("class folders [cat] in its splits [train], expected");
    }

    @Test
    void two_layouts_in_one_folder_are_refused() throws IOException {
        Files.createDirectories(folder.resolve("images/train"));

        fails(() -> DataFolder.open(folder))
                .hasMessageContaining("has two layouts: images and labels for classes of pixels, and class folders in"
                        + " [train, val]");
    }

    @Test
    void labels_of_pixels_and_of_pictures_do_not_mix() {
        fails(() -> DatasetCheck.requireTask(
                        new TinyTask(1), ShapesTask.network(1).card()))
                .hasMessage("Network 'tiny' gives one class for a picture, and data set 'squares' labels pixels. Give"
                        + " class folders of pictures, SPLIT/CLASS/NAME.jpg.");
        fails(() -> DatasetCheck.requireTask(new ShapesTask(1), Cards.logits("x", 4, 4, "y", "a", "b")))
                .hasMessageContaining(
                        "gives a class for every pixel, and data set 'shapes' has one class for a picture");
    }

    @Test
    void the_class_of_a_picture_is_seen_everywhere() {
        LabelMap label = LabelMap.ofPicture(700);

        assertThat(label.seen(new View(-9, -9, 2, 2, false), 1, 2)).containsExactly((short) 700, (short) 700);
        assertThat(label.histogram()).hasSize(701).endsWith(1);
        assertThat(label).isNotEqualTo(LabelMap.ofPicture(1)).hasSameHashCodeAs(LabelMap.ofPicture(700));
        assertThatThrownBy(() -> LabelMap.ofPicture(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void picture(String file, int width, int height) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Pictures.write(
                path,
                RgbImage.of(width, height, IntStream.range(0, width * height).toArray()));
    }

    private void describe(String json) throws IOException {
        Files.writeString(folder.resolve("dataset.json"), json);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> fails(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
    }
}
