package dev.coppice.models.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small differences between the folders that people have: names, endings, nesting, kinds of masks, stray files. */
class LayoutVariantsTest {
    private static final TinyTask TASK = new TinyTask(3);
    private static final int WHITE = 255;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void two_classes() throws IOException {
        Files.writeString(
                folder.resolve("dataset.json"),
                "{\"name\": \"tiny\", \"layout\": \"folders\", \"classes\": [\"background\", \"square\"], \"ignore\": 255}");
    }

    @ParameterizedTest
    @CsvSource({
        "p%d.png, p%d_mask.png",
        "p%d.bmp, p%d-seg.png",
        "p%d.PNG, p%d_labelIds.PNG",
        "img_%d.png, mask_%d.png",
        "img%d.png, mask%d.png",
        "IMG-%d.png, Label-%d.tif",
        "%d_sat.bmp, %d_mask.png",
        "a b %d.png, a b %d.gif",
        "%d_training.tif, %d_manual1.gif",
        "v1.%d.png, v1.%d_L.png",
        "seq%d.png, seq%d_P.png"
    })
    void names_and_endings_of_masks_differ(String image, String mask) throws IOException {
        for (String split : TASK.splits()) {
            write("images/" + split, image, "masks/" + split, mask);
        }

        isTheTask();
    }

    @Test
    void folders_of_pictures_are_nested() throws IOException {
        for (String split : TASK.splits()) {
            write("images/" + split + "/ulm/day 1", "p%d.png", "masks/" + split + "/ulm/day 1", "p%d.png");
        }

        isTheTask();
        assertThat(DataFolder.open(folder).names("val")).contains("ulm/day 1/p0");
    }

    @Test
    void what_systems_leave_behind_is_no_data() throws IOException {
        for (String split : TASK.splits()) {
            write("images/" + split, "p%d.png", "masks/" + split, "p%d.png");
            for (String side : new String[] {"images/", "masks/", "__MACOSX/images/", "__MACOSX/masks/"}) {
                Files.createDirectories(folder.resolve(side + split));
                Files.writeString(folder.resolve(side + split + "/.DS_Store"), "x");
                Files.writeString(folder.resolve(side + split + "/._p0.png"), "x");
                Files.writeString(folder.resolve(side + split + "/Thumbs.db"), "x");
            }
        }

        isTheTask();
    }

    @Test
    void a_picture_and_its_mask_differ_by_their_endings_alone() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        for (String split : TASK.splits()) {
            write(split, "p%d.bmp", split, "p%d.png");
        }

        isTheTask();
        assertThat(DataFolder.look(folder).layout()).isEqualTo("beside");
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR})
    void masks_are_black_and_white_in_grey_colours_or_with_opacity(int type) throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(
                folder.resolve("dataset.json"),
                "{\"name\": \"tiny\", \"classes\": [\"background\", \"square\"],"
                        + " \"values\": {\"0\": \"background\", \"255\": \"square\"}}");
        TinyTask task = new TinyTask(3);
        for (String split : task.splits()) {
            for (int i = 0; i < 3; i++) {
                LabelMap labels = task.sample(split, "p" + i).labels();
                image(split + "/images/p" + i + ".png", task.sample(split, "p" + i));
                mask(split + "/masks/p" + i + ".png", labels, type, v -> v == 1 ? 0xFFFFFFFF : 0xFF000000);
            }
        }

        Dataset data = DataFolder.open(folder);

        long[] expected = DatasetCheck.classPixels(TASK, "val");
        long all = 3L * TinyTask.SIZE * TinyTask.SIZE;
        assertThat(DatasetCheck.classPixels(data, "val")).containsExactly(all - expected[1], expected[1]);
    }

    @Test
    void one_mask_is_not_that_of_two_pictures() throws IOException {
        write("images/train", "%d.png", "masks/train", "%d_mask.png");
        write("images/train", "%d_rgb.png", "masks/train", "%d_mask.png");

        assertThatThrownBy(() -> DataFolder.open(folder).names("train"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("0_mask.png' goes with")
                .hasMessageContaining("0.png' and with")
                .hasMessageContaining("0_rgb.png'");
    }

    @ParameterizedTest
    @CsvSource({
        "images/train/a.jpg+labels/train/a.txt, a data set of YOLO",
        "annotations.xml+images/a.jpg, an export of CVAT in its own XML",
        "meta.json+ds0/ann/a.jpg.json, a project of Supervisely",
        "via_region_data.json+a.jpg, an export of the VGG Image Annotator"
    })
    void exports_that_are_not_read_are_named(String files, String what) throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        for (String file : files.split("\\+", -1)) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "x");
        }

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("Export it");
    }

    @ParameterizedTest
    @CsvSource({
        "img_dir/%s, ann_dir/%s",
        "%s_images, %s_masks",
        "%s-img, %s-labels",
        "images_%s, masks_%s",
        "only/images/%s, only/labels/%s",
        "only/%s, only/%s_labels"
    })
    void folders_of_pictures_and_masks_have_many_names(String images, String masks) throws IOException {
        for (String split : TASK.splits()) {
            write(String.format(images, split), "p%d.png", String.format(masks, split), "p%d.png");
        }

        isTheTask();
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        assertThat(DataFolder.look(folder).layout()).isEqualTo("folders");
        isTheTask();
    }

    @Test
    void masks_in_a_folder_of_an_unknown_name_are_no_class() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        for (String split : TASK.splits()) {
            write("views/" + split, "p%d.png", "truths/" + split, "p%d.png");
        }

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no data in a known layout");
    }

    @Test
    void a_folder_that_matches_nothing_says_what_it_holds() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        write("daisy", "p%d.png", "rose", "q%d.png");

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pictures in [daisy, rose]")
                .hasMessageContaining("put them into train and val");
    }

    @Test
    void what_no_list_names_is_to_train_where_validation_alone_is_listed() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(folder.resolve("codes.txt"), "background\nsquare\n");
        write("images", "p%d.png", "labels", "p%d_P.png");
        Files.writeString(folder.resolve("valid.txt"), "p1.png\n");

        Dataset data = DataFolder.open(folder);

        assertThat(data.splits()).containsExactlyInAnyOrder("train", "val");
        assertThat(data.names("val")).containsExactly("p1");
        assertThat(data.names("train")).containsExactly("p0", "p2");
    }

    @Test
    void manual_labels_come_before_masks_of_where_to_look() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        for (String split : TASK.splits()) {
            write(split + "/images", "%d_training.png", split + "/1st_manual", "%d_manual1.gif");
            write(split + "/images", "%d_training.png", split + "/mask", "%d_training_mask.gif");
        }

        isTheTask();
        assertThat(DataFolder.look(folder).notes())
                .filteredOn(note -> note.startsWith("Labels are read from"))
                .hasSize(2)
                .allMatch(note -> note.contains("1st_manual'; passed over: '") && note.endsWith("mask'."));
    }

    @Test
    void a_folder_of_images_is_no_class() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        for (String split : TASK.splits()) {
            write(split + "/images", "p%d.png", split + "/v2.0/truths", "p%d.png");
        }

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no data in a known layout");
    }

    @Test
    void lists_may_have_a_heading() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        for (String split : TASK.splits()) {
            write("a/" + split, "p%d.png", "b/" + split, "p%d.png");
            Files.writeString(
                    folder.resolve(split + ".csv"),
                    "image,label\n"
                            + Stream.of("p0", "p1", "p2")
                                    .map(n -> "a/" + split + "/" + n + ".png,b/" + split + "/" + n + ".png\n")
                                    .collect(Collectors.joining()));
        }

        isTheTask();
        Files.writeString(folder.resolve("val.csv"), "a/val/p0.png,b/val/missing.png\na/val/p1.png,b/val/p1.png\n");
        assertThatThrownBy(() -> DataFolder.open(folder).names("val")).hasMessageContaining("missing.png");
    }

    @Test
    void colours_count_where_palettes_differ() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Files.writeString(
                folder.resolve("class_dict.csv"), "name,r,g,b\nbackground,0,0,0\nsquare,128,0,0\nvoid,9,9,9\n");
        for (String split : TASK.splits()) {
            for (int i = 0; i < 3; i++) {
                Sample sample = TASK.sample(split, "p" + i);
                image("images/" + split + "/p" + i + ".png", sample);
                painted("masks/" + split + "/p" + i + ".png", sample.labels(), i % 2 == 0);
            }
        }

        isTheTask();

        Files.delete(folder.resolve("class_dict.csv"));
        assertThat(DataFolder.look(folder).data().classes()).contains("colour #000000", "colour #800000");

        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("told by")
                .hasMessageContaining("class_dict.csv");
    }

    /** A mask with a palette of its own: the colours of the classes, in this order or turned round. */
    private void painted(String file, LabelMap labels, boolean inOrder) throws IOException {
        byte[] red = inOrder ? new byte[] {0, (byte) 128, 9} : new byte[] {9, (byte) 128, 0};
        byte[] rest = inOrder ? new byte[] {0, 0, 9} : new byte[] {9, 0, 0};
        BufferedImage picture = new BufferedImage(
                TinyTask.SIZE,
                TinyTask.SIZE,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, 3, red, rest, rest));
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            int label = labels.at(i % TinyTask.SIZE, i / TinyTask.SIZE);
            int index = label > 1 ? 2 : label;
            picture.getRaster().setSample(i % TinyTask.SIZE, i / TinyTask.SIZE, 0, inOrder ? index : 2 - index);
        }
        written(file, picture);
    }

    @Test
    void losses_of_jpeg_are_told_where_numbers_count() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        for (String split : TASK.splits()) {
            write("images/" + split, "p%d.png", "masks/" + split, "p%d.jpg");
        }
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");

        assertThat(DataFolder.look(folder).notes())
                .anyMatch(note -> note.contains("6 label pictures") && note.contains("JPEG"));
    }

    @Test
    void the_highest_number_of_sixteen_bits_is_no_class() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        for (String split : TASK.splits()) {
            for (int i = 0; i < 3; i++) {
                Sample sample = TASK.sample(split, "p" + i);
                image("images/" + split + "/p" + i + ".png", sample);
                wide("masks/" + split + "/p" + i + ".png", sample.labels(), BufferedImage.TYPE_USHORT_GRAY);
            }
        }

        Dataset data = DataFolder.look(folder).data();

        assertThat(data.classes()).containsExactly("background", "foreground");
        assertThat(data.sample("val", "p0").labels())
                .isEqualTo(TASK.sample("val", "p0").labels());
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        isTheTask();
    }

    @Test
    void whole_numbers_of_thirty_two_bits_are_read_where_sixteen_would_do() throws IOException {
        for (String split : TASK.splits()) {
            for (int i = 0; i < 3; i++) {
                Sample sample = TASK.sample(split, "p" + i);
                image("images/" + split + "/p" + i + ".png", sample);
                tiff("masks/" + split + "/p" + i + ".tif", sample.labels(), 0);
            }
        }

        isTheTask();

        tiff("masks/val/p0.tif", TASK.sample("val", "p0").labels(), 70_000);
        assertThatThrownBy(() -> DataFolder.open(folder).sample("val", "p0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("above 65535. Write it anew");
    }

    /** A mask as libraries write an array of 32-bit numbers: one strip, uncompressed. */
    private void tiff(String file, LabelMap labels, int more) throws IOException {
        int pixels = TinyTask.SIZE * TinyTask.SIZE;
        int[][] tags = {
            {256, TinyTask.SIZE},
            {257, TinyTask.SIZE},
            {258, 32},
            {259, 1},
            {262, 1},
            {273, 8 + 2 + 9 * 12 + 4},
            {277, 1},
            {278, TinyTask.SIZE},
            {279, 4 * pixels}
        };
        ByteBuffer bytes = ByteBuffer.allocate(8 + 2 + 9 * 12 + 4 + 4 * pixels).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            bytes.putShort((short) tag[0]).putShort((short) 3).putInt(1).putInt(tag[1]);
        }
        bytes.putInt(0);
        for (int i = 0; i < pixels; i++) {
            bytes.putInt(labels.at(i % TinyTask.SIZE, i / TinyTask.SIZE) + more);
        }
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes.array());
    }

    private void wide(String file, LabelMap labels, int type) throws IOException {
        BufferedImage picture = new BufferedImage(TinyTask.SIZE, TinyTask.SIZE, type);
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            int label = labels.at(i % TinyTask.SIZE, i / TinyTask.SIZE);
            picture.getRaster()
                    .setSample(i % TinyTask.SIZE, i / TinyTask.SIZE, 0, label == 0 ? 0 : label == 1 ? 1 : 65535);
        }
        written(file, picture);
    }

    @Test
    void other_meanings_of_the_same_files_are_other_data() throws IOException {
        Layouts.write("folders of 16 bits", TASK, folder);
        String before = DatasetIdentity.of(DataFolder.open(folder), "val");
        assertThat(DatasetIdentity.of(DataFolder.open(folder), "val")).isEqualTo(before);
        String text = Files.readString(folder.resolve("dataset.json"));

        Files.writeString(
                folder.resolve("dataset.json"), text.replace("\"1000\": \"background\"", "\"1000\": \"square\""));

        assertThat(DatasetIdentity.of(DataFolder.open(folder), "val")).isNotEqualTo(before);
    }

    @Test
    void a_readme_among_the_lists_of_voc_is_no_list_and_a_list_of_any_name_is() throws IOException {
        Files.delete(folder.resolve("dataset.json"));
        Layouts.write("voc", TASK, folder);
        Path lists = folder.resolve("ImageSets/Segmentation");
        Files.writeString(lists.resolve("README.txt"), "Lists of pictures.\n");
        Files.writeString(lists.resolve("night.txt"), "val_p1\n");

        assertThat(DataFolder.open(folder).splits()).containsExactlyInAnyOrder("train", "val", "night");

        Files.delete(lists.resolve("night.txt"));
        Files.delete(lists.resolve("train.txt"));
        Files.delete(lists.resolve("val.txt"));
        Dataset drawn = DataFolder.open(folder);
        assertThat(drawn.splits()).containsExactly("train", "val");
        assertThat(drawn.names("train")).hasSize(5);
    }

    private void write(String images, String image, String masks, String mask) throws IOException {
        String split = images.contains("val") ? "val" : "train";
        for (int i = 0; i < 3; i++) {
            Sample sample = TASK.sample(split, "p" + i);
            image(images + "/" + String.format(image, i), sample);
            mask(
                    masks + "/" + String.format(mask, i),
                    sample.labels(),
                    BufferedImage.TYPE_BYTE_GRAY,
                    v -> 0xFF000000 | v * 0x010101);
        }
    }

    private void image(String file, Sample sample) throws IOException {
        BufferedImage picture = new BufferedImage(TinyTask.SIZE, TinyTask.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            picture.setRGB(
                    i % TinyTask.SIZE, i / TinyTask.SIZE, sample.image().pixel(i % TinyTask.SIZE, i / TinyTask.SIZE));
        }
        written(file, picture);
    }

    private void mask(String file, LabelMap labels, int type, IntUnaryOperator colour) throws IOException {
        BufferedImage picture = new BufferedImage(TinyTask.SIZE, TinyTask.SIZE, type);
        for (int i = 0; i < TinyTask.SIZE * TinyTask.SIZE; i++) {
            int value = colour.applyAsInt(labels.at(i % TinyTask.SIZE, i / TinyTask.SIZE));
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                picture.getRaster().setSample(i % TinyTask.SIZE, i / TinyTask.SIZE, 0, value & WHITE);
            } else {
                picture.setRGB(i % TinyTask.SIZE, i / TinyTask.SIZE, value);
            }
        }
        written(file, picture);
    }

    private void written(String file, BufferedImage picture) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        String ending = file.substring(file.lastIndexOf('.') + 1);
        assertThat(ImageIO.write(picture, ending, path.toFile())).isTrue();
    }

    private void isTheTask() {
        Dataset data = DataFolder.open(folder);
        assertThat(data.splits()).containsExactlyInAnyOrder("train", "val");
        for (String split : TASK.splits()) {
            assertThat(data.names(split)).hasSize(3);
            for (int i = 0; i < 3; i++) {
                Sample read = data.sample(split, data.names(split).get(i));
                assertThat(read.image()).isEqualTo(TASK.sample(split, "p" + i).image());
                assertThat(read.labels()).isEqualTo(TASK.sample(split, "p" + i).labels());
            }
        }
    }
}
