package dev.coppice.models.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Photograph;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What numbers, colours and names stand for, where a wrong guess would make labels wrong in silence. */
class LayoutMeaningTest {
    private static final TinyTask TASK = new TinyTask(3);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void white_of_a_mask_is_no_void_where_a_file_names_two_classes() throws IOException {
        masks("images", "masks", i -> i % 4 == 0 ? 255 : 0);
        Files.writeString(folder.resolve("classes.txt"), "road\nrail\n");

        FoundData found = DataFolder.look(folder);

        assertThat(found.open()).contains("The labels hold the numbers 0 and 255 alone; 255 is taken for 'rail'.");
        assertThat(found.data().classes()).containsExactly("road", "rail");
        assertThat(DatasetCheck.classPixels(found.data(), "train")).containsExactly(4 * 48, 4 * 16);
    }

    @Test
    void texts_beside_the_folders_of_voc_are_no_lists() throws IOException {
        masks("JPEGImages", "SegmentationClass", i -> i % 2);
        Files.writeString(folder.resolve("README.txt"), "Pictures of a road.\n");
        Files.writeString(folder.resolve("class_names.txt"), "road\nrail\n");

        FoundData found = DataFolder.look(folder);

        assertThat(found.layout()).isEqualTo("voc");
        assertThat(found.data().splits()).containsExactlyInAnyOrder("train", "val");
    }

    @Test
    void white_is_an_error_where_a_description_ignores_nothing() throws IOException {
        masks("images", "masks", i -> i % 4 == 0 ? 255 : 0);
        describe("");

        Dataset data = DataFolder.open(folder);

        assertThat(data.ignore()).isEmpty();
        assertThatThrownBy(() -> DatasetCheck.classPixels(data, "train"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("value 255 at 64 pixels")
                .hasMessageContaining("put \"ignore\": 255 into dataset.json");

        describe(", \"ignore\": 255");
        assertThat(DatasetCheck.classPixels(DataFolder.open(folder), "train")).containsExactly(4 * 48, 0);
    }

    @Test
    void numbers_like_those_of_ade_are_confirmed_where_nothing_names_them() throws IOException {
        masks("images/training", "annotations/training", i -> i % 4);

        FoundData found = DataFolder.look(folder);

        assertThat(found.layout()).isEqualTo("ade20k");
        assertThat(found.data().classes()).containsExactly("class 1", "class 2", "class 3");
        assertThat(found.open().orElseThrow()).contains("Number 0 stands for no class");
        assertThat(DatasetCheck.classPixels(found.data(), "train")).containsExactly(80, 80, 80);
    }

    @Test
    void what_labelme_puts_before_the_first_class_has_no_number() throws IOException {
        masks("images", "masks", i -> i % 4 == 3 ? 255 : i % 2);
        Files.writeString(folder.resolve("labels.txt"), "__ignore__\n_background_\ncrane\n");

        Dataset data = DataFolder.open(folder);

        assertThat(data.classes()).containsExactly("_background_", "crane");
        assertThat(DatasetCheck.classPixels(data, "train")).containsExactly(4 * 32, 4 * 16);
    }

    @Test
    void two_splits_of_one_name_are_both_there() throws IOException {
        for (String split : List.of("train", "training")) {
            masks(split + "/images", split + "/masks", i -> i % 2);
        }

        assertThat(DataFolder.look(folder).data().splits()).containsExactly("train", "training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco-panoptic", "coco-instances"})
    void categories_mean_the_same_in_all_files_of_coco(String layout) throws IOException {
        Layouts.write(layout, TASK, folder);
        Path file = file("val", layout);
        Files.writeString(file, Files.readString(file).replace("\"name\": \"square\"", "\"name\": \"circle\""));

        assertThatThrownBy(() -> DataFolder.open(folder).names("val"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is 'circle', and 'square' in '" + file("train", layout) + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco-panoptic", "coco-instances"})
    void two_pictures_of_coco_have_two_names(String layout) throws IOException {
        Layouts.write(layout, TASK, folder);
        Path file = file("val", layout);
        Files.writeString(file, Files.readString(file).replace("\"p1.png\", \"width\"", "\"p0.png\", \"width\""));

        assertThatThrownBy(() -> DataFolder.open(folder).names("val"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("picture 'p0.png' has the name of another");
    }

    @Test
    void boxes_alone_are_no_labels_of_pixels() throws IOException {
        Layouts.write("coco-instances", TASK, folder);
        Path file = file("val", "coco-instances");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"segmentation\": \\[\\[[^]]*]]", "\"segmentation\": []"));

        assertThatThrownBy(() -> DataFolder.open(folder).names("val"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no segmentation, and a box alone does not say which pixels it means");
    }

    @Test
    void a_polygon_is_a_list() throws IOException {
        Layouts.write("coco-instances", TASK, folder);
        Path file = file("val", "coco-instances");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"segmentation\": \\[\\[[^]]*]]", "\"segmentation\": [{\"x\": 1, \"y\": 2}]"));

        assertThatThrownBy(() -> DataFolder.open(folder).names("val"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a polygon is no list of at least 3 points");
    }

    @Test
    void lists_are_read_in_a_folder_named_by_a_relative_path() throws IOException {
        Layouts.write("lists", TASK, folder);
        Path here = Path.of("").toAbsolutePath();

        Dataset data = DataFolder.open(here.relativize(folder.toAbsolutePath()));

        assertThat(data.names("train")).containsExactly("train/p0", "train/p1", "train/p2");
        assertThat(Places.inside(Path.of(""), "pom.xml")).contains(here.resolve("pom.xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/p.png", "../p.png", "a\\p.png", "p\0.png"})
    void a_name_that_leads_elsewhere_or_nowhere_is_not_plain(String name) {
        assertThat(Places.isPlain(name)).isFalse();
        assertThat(Places.isPlain("ulm/p.png")).isTrue();
    }

    @Test
    void names_beyond_all_measure_are_refused_in_no_time() throws IOException {
        masks("images", "masks", i -> i % 2);
        Files.writeString(folder.resolve("classes.txt"), "a\nb" + "\t".repeat(1 << 20) + "c\n");

        assertThatThrownBy(() -> DataFolder.look(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds no names of classes: expected at most 4096 lines of at most 256 letters");
    }

    @Test
    void drawn_splits_have_names_of_folders() {
        assertThatThrownBy(() -> new DrawnSplits(1, Map.of("../../out", 1.0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The splits are called [../../out], expected letters, digits");
    }

    @Test
    void shares_that_are_a_little_too_much_draw_every_picture_once() {
        SortedMap<String, SplitListing.Pair> all = new TreeMap<>();
        for (int i = 0; i < 600_000; i++) {
            String name = "p" + i;
            all.put(name, new SplitListing.Pair(Path.of(name), new LabelSource.Mask(Path.of(name))));
        }

        Map<String, SplitListing> drawn = new DrawnSplits(1, Map.of("train", 0.5000009, "val", 0.5)).of(() -> all);

        List<String> names = drawn.values().stream()
                .flatMap(split -> split.list().keySet().stream())
                .toList();
        assertThat(names).hasSize(all.size()).doesNotHaveDuplicates();
    }

    /** 2048×2048 black pixels in 218 bytes, as libwebp writes an empty mask. */
    @Test
    void an_empty_mask_in_webp_is_read() throws IOException {
        Path file = folder.resolve("empty.webp");
        Files.write(
                file,
                Base64.getDecoder()
                        .decode("UklGRtIAAABXRUJQVlA4TMUAAAAv/8f/AQcQEf0PCAkS/383E9H/jP/8"
                                + "5z//+c9//vOf//znP//5z3/+85///Oc///nPf/7zn//8".repeat(5)
                                + "5z//+c9//vN/DwA="));

        assertThat(Photograph.read(file).upright().width()).isEqualTo(2048);
    }

    private Path file(String split, String layout) {
        return folder.resolve("annotations/" + layout.substring("coco-".length()) + "_" + split + "2017.json");
    }

    private void describe(String more) throws IOException {
        Files.writeString(
                folder.resolve("dataset.json"), "{\"name\": \"tiny\", \"classes\": [\"road\", \"rail\"]" + more + "}");
    }

    private void masks(String images, String labels, IntUnaryOperator value) throws IOException {
        Files.createDirectories(folder.resolve(images));
        Files.createDirectories(folder.resolve(labels));
        byte[] values = new byte[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) value.applyAsInt(i);
        }
        for (int i = 0; i < 5; i++) {
            Pictures.write(folder.resolve(images).resolve("p" + i + ".png"), RgbImage.of(8, 8, new int[64]));
            Pictures.writeLabels(folder.resolve(labels).resolve("p" + i + ".png"), LabelMap.of(8, 8, values));
        }
    }
}
