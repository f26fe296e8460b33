package dev.coppice.models.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetCheck;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Photograph;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.kit.Layouts;
import dev.coppice.models.kit.TinyTask;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is assumed, what is asked back, and what is refused. */
class LayoutTroubleTest {
    private static final TinyTask TASK = new TinyTask(3);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void coco_cannot_lead_out_of_its_folder_and_shapes_must_fit() throws IOException {
        Layouts.write("coco-instances", TASK, folder);
        Path file = folder.resolve("annotations/instances_val2017.json");
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.replace("p0.png", "../../etc/p0.png")
                        .replaceFirst("\"segmentation\": \\[\\[\\d+", "\"segmentation\": [[900")
                        .replaceFirst("\"counts\": \\[\\d+", "\"counts\": [2000000000"));

        refused("val")
                .hasMessageContaining(
                        "the file_name '../../etc/p0.png', expected a number and a path inside the folder")
                .hasMessageContaining("annotation 1 has image_id 1")
                .hasMessageContaining("'" + file + "' cannot be used");

        Files.writeString(
                file,
                text.replaceFirst("\"segmentation\": \\[\\[\\d+", "\"segmentation\": [[900")
                        .replaceFirst("\"counts\": \\[\\d+", "\"counts\": [2000000000"));
        refused("val")
                .hasMessageContaining("a polygon is no list of at least 3 points x, y inside 16×16 pixels")
                .hasMessageContaining("its runs are not those of 16×16 pixels");

        Files.writeString(file, text.substring(0, text.length() / 2));
        refused("val").hasMessageContaining("is no JSON of COCO");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"~~~~~~~~~~\"",
                "\"\"",
                "\"0\"",
                "[-1, 257]",
                "[4.5]",
                "{}",
                "{\"a\": 256}",
                "\"oooooooooooooooooooo\"",
                "[]"
            })
    void runs_that_do_not_fill_the_picture_are_refused(String counts) throws IOException {
        Layouts.write("coco-instances", TASK, folder);
        Path file = folder.resolve("annotations/instances_val2017.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"counts\": \\[[^]]*]", "\"counts\": " + counts));

        refused("val").hasMessageContaining("its runs are not those of 16×16 pixels");
    }

    @Test
    void segments_that_the_file_does_not_list_are_refused() throws IOException {
        Layouts.write("coco-panoptic", TASK, folder);
        Path file = folder.resolve("annotations/panoptic_val2017.json");
        Files.writeString(file, Files.readString(file).replace("\"id\": 258", "\"id\": 259"));

        refused("val").hasMessageContaining("has 1 segments that its JSON file does not list, such as 258.");

        Files.writeString(file, Files.readString(file).replace("\"category_id\": 90", "\"category_id\": 91"));
        refused("val").hasMessageContaining("has category_id 91, which is no category");
    }

    @Test
    void lists_cannot_lead_out_of_the_folder_and_are_refused_as_a_whole() throws IOException {
        Layouts.write("lists", TASK, folder);
        Path file = folder.resolve("val.txt");
        Files.writeString(
                file, Files.readString(file) + "\n../../etc/passwd ../../etc/passwd\nval/nine.png valannot/nine.png\n");

        refused("val")
                .hasMessageContaining("'../../etc/passwd ../../etc/passwd' does not name a picture and a label picture")
                .hasMessageContaining("'val/nine.png valannot/nine.png' does not name");
    }

    @Test
    void a_palette_with_equal_colours_is_refused_with_all_its_faults() throws IOException {
        Layouts.write("folders with colours", TASK, folder);
        Files.writeString(folder.resolve("class_dict.csv"), "name,r,g,b\na,0,0,0\nb,0,0,0\na,1,2,300\n");

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the colour #000000 is there twice")
                .hasMessageContaining("'a' is there twice")
                .hasMessageContaining("has a colour outside 0…255");
    }

    @Test
    void colours_of_no_class_are_named() throws IOException {
        Layouts.write("folders with colours", TASK, folder);
        Files.writeString(folder.resolve("class_dict.csv"), "name,r,g,b\nbackground,128,64,128\nsquare,0,255,127\n");

        refused("val")
                .hasMessageContaining("2 colours that stand for no class: #00FF80 at 36 pixels")
                .hasMessageContaining("#000000 at 31 pixels");
    }

    @Test
    void values_outside_the_classes_are_named() throws IOException {
        Layouts.write("folders of 16 bits", TASK, folder);
        describe("\"values\": {\"1000\": \"background\", \"0\": \"square\"}");

        refused("val").hasMessageContaining("value 40000 at 108 pixels of 3 of 3 images");
    }

    @Test
    void colours_without_a_palette_have_to_be_confirmed() throws IOException {
        Layouts.write("folders with colours", TASK, folder);
        Files.delete(folder.resolve("class_dict.csv"));

        FoundData found = DataFolder.look(folder);

        assertThat(found.data().classes()).containsExactly("colour #000000", "colour #00FF80", "colour #804080");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has to be confirmed. Nothing names the classes")
                .hasMessageContaining("The labels hold 3 colours. Run 'coppice data");
    }

    @Test
    void black_and_white_masks_are_background_and_foreground() throws IOException {
        mask(i -> i % 2 == 0 ? 0 : 255);

        assertThat(DataFolder.look(folder).data().classes()).containsExactly("background", "foreground");
        assertThat(DatasetCheck.classPixels(DataFolder.look(folder).data(), "train"))
                .containsExactly(4 * 32, 4 * 32);
    }

    @Test
    void black_and_white_with_smoothed_edges_is_divided_in_the_middle() throws IOException {
        int[] edge = {3, 20, 127, 128, 230, 254};
        mask(i -> i < edge.length ? edge[i] : i % 2 * 255);

        FoundData found = DataFolder.look(folder);

        assertThat(found.open())
                .get(InstanceOfAssertFactories.STRING)
                .contains("Numbers from 128 on are taken for foreground.");
        assertThat(DatasetCheck.classPixels(found.data(), "train")).containsExactly(4 * 32, 4 * 32);

        Files.writeString(folder.resolve("dataset.json"), found.description());
        assertThat(DatasetCheck.classPixels(DataFolder.open(folder), "train")).containsExactly(4 * 32, 4 * 32);
    }

    @Test
    void a_class_for_every_grey_is_no_smoothing() throws IOException {
        mask(i -> i % 16 * 17);

        assertThat(DataFolder.look(folder).data().classes()).hasSize(15).contains("class 17", "class 238");
    }

    @Test
    void a_list_may_name_pictures_with_blanks_and_flags_behind_names() throws IOException {
        Layouts.write("voc", TASK, folder);
        for (String part : List.of("JPEGImages", "SegmentationClass")) {
            Files.move(folder.resolve(part + "/val_p1.png"), folder.resolve(part + "/val p1.png"));
        }
        Files.writeString(folder.resolve("ImageSets/Segmentation/val.txt"), "val_p0 1\nval p1\n");

        assertThat(DataFolder.open(folder).names("val")).containsExactly("val p1", "val_p0");
    }

    @Test
    void nought_and_one_beside_void_are_background_and_foreground() throws IOException {
        mask(i -> i % 4 == 3 ? 255 : i % 2);

        Dataset data = DataFolder.look(folder).data();

        assertThat(data.classes()).containsExactly("background", "foreground");
        assertThat(DatasetCheck.classPixels(data, "train")).containsExactly(4 * 32, 4 * 16);
    }

    @Test
    void numbers_far_apart_are_a_class_each_and_close_ones_are_indices() throws IOException {
        mask(i -> i % 3 * 60);
        assertThat(DataFolder.look(folder).data().classes()).containsExactly("class 0", "class 60", "class 120");

        mask(i -> i % 5 == 4 ? 255 : i % 5);
        assertThat(DataFolder.look(folder).data().classes())
                .containsExactly("class 0", "class 1", "class 2", "class 3");
    }

    @Test
    void splits_are_drawn_by_a_seed_and_share_no_picture() throws IOException {
        Layouts.write("voc", TASK, folder);
        describe("\"splits\": {\"seed\": 3, \"shares\": {\"train\": 0.5, \"val\": 0.3, \"test\": 0.2}}");

        Dataset data = DataFolder.open(folder);

        assertThat(data.splits()).containsExactly("train", "val", "test");
        assertThat(data.names("train")).hasSize(3);
        assertThat(data.names("val")).hasSize(2);
        assertThat(data.names("test")).hasSize(1).doesNotContainAnyElementsOf(data.names("val"));
        assertThat(data.names("train"))
                .isEqualTo(DataFolder.open(folder).names("train"))
                .doesNotContainAnyElementsOf(data.names("val"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"layout\": \"vok\" | layout is \"vok\", expected one of [coppice, classes, voc",
                "\"values\": {\"x\": \"square\", \"7\": \"road\"} | values.x is no number from 0 on",
                "\"colours\": {\"red\": \"square\"} | colours.red is no colour, expected #RRGGBB",
                "\"colours\": {}, \"values\": {} | values and colours are both given",
                "\"splits\": {\"shares\": {\"train\": 1}} | splits is {\"shares\"",
                "\"splits\": {\"seed\": 1, \"shares\": {\"train\": 0.5}} | expected numbers above 0 whose sum is 1",
                "\"layout\": \"coco-panoptic\" | says layout 'coco-panoptic', but the folder does not hold it",
            })
    void a_wrong_description_is_refused(String entry, String message) throws IOException {
        Layouts.write("voc", TASK, folder);
        describe(entry);

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiff", "bmp"})
    void reads_tiff_and_bmp(String kind) throws IOException {
        BufferedImage picture = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(4, 2, 0x123456);
        Path file = folder.resolve("picture." + kind);

        assertThat(ImageIO.write(picture, kind, file.toFile())).isTrue();

        assertThat(ImageFolder.isPicture(file)).isTrue();
        assertThat(Photograph.read(file).upright().pixel(4, 2)).isEqualTo(0x123456);
        assertThat(Photograph.read(file).upright().pixel(0, 0)).isZero();
    }

    /** Bytes of sound pictures are changed at random: they are read, or refused in words of ours. */
    @ParameterizedTest
    @ValueSource(strings = {"tiff", "bmp", "webp", "png", "gif"})
    void a_damaged_picture_is_read_or_refused(String kind) throws IOException {
        Path file = folder.resolve("picture." + kind);
        if (kind.equals("webp")) {
            Files.write(file, Base64.getDecoder().decode(WEBP));
        } else {
            ImageIO.write(new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB), kind, file.toFile());
        }
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = sound.clone();
            for (int j = 0; j <= i % 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                Photograph.read(file).upright();
            } catch (InvalidInputException e) {
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void reads_webp() throws IOException {
        Path file = folder.resolve("small.webp");
        Files.write(file, Base64.getDecoder().decode(WEBP));

        RgbImage image = Photograph.read(file).upright();

        assertThat(image.width()).isEqualTo(4);
        assertThat(image.pixel(0, 0)).isEqualTo(0x00FF00);
        assertThat(image.pixel(3, 1)).isEqualTo(210 << 16 | 115 << 8 | 49);
    }

    @Test
    void a_png_beside_another_picture_is_its_labels_unless_a_mask_is_there_too() throws IOException {
        Path split = Files.createDirectories(folder.resolve("val"));
        Files.writeString(folder.resolve("classes.txt"), "background\nsquare\n");
        Files.write(split.resolve("7.webp"), Base64.getDecoder().decode(WEBP));
        Path labels = split.resolve("7.png");
        Pictures.writeLabels(labels, LabelMap.of(4, 2, new byte[] {0, 0, 0, 0, 1, 1, 1, 0}));

        assertThat(DatasetCheck.classPixels(DataFolder.open(folder), "val")).containsExactly(5, 3);

        Files.copy(labels, split.resolve("8_mask.png"));
        refused("val").hasMessageContaining("1 label pictures have no picture");

        Files.move(split.resolve("8_mask.png"), split.resolve("7_mask.png"));
        refused("val")
                .hasMessageContaining("'7.png' and '7.webp' in '" + split + "' have the same name; a picture and its"
                        + " labels are one file each, so take one out");
    }

    @Test
    void two_pictures_or_labels_for_one_listed_name_are_told() throws IOException {
        Layouts.write("voc", TASK, folder);
        Path pictures = folder.resolve("JPEGImages");
        Path labels = folder.resolve("SegmentationClass");
        for (String stranger : List.of("stranger.png", "stranger.bmp")) {
            Files.copy(pictures.resolve("val_p0.png"), pictures.resolve(stranger));
        }
        assertThat(DataFolder.open(folder).names("val")).hasSize(3);

        Files.copy(pictures.resolve("val_p0.png"), pictures.resolve("val_p0.bmp"));
        Files.copy(labels.resolve("val_p1.png"), labels.resolve("val_p1.gif"));
        refused("val")
                .hasMessageContaining("'val_p0.bmp' and 'val_p0.png' in '" + pictures + "' have the same name")
                .hasMessageContaining("'val_p1.gif' and 'val_p1.png' in '" + labels + "' have the same name");
    }

    @Test
    void a_header_that_claims_too_many_pixels_is_refused_before_they_are_read() throws IOException {
        Layouts.write("voc", TASK, folder);
        Files.write(folder.resolve("SegmentationClass/val_p0.png"), bomb());

        refused("val").hasMessageContaining("its header says 60000×60000 pixels");
    }

    /** A PNG whose header claims 3.6 thousand million pixels. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.write("IHDR".getBytes(StandardCharsets.US_ASCII));
        fields.writeInt(60000);
        fields.writeInt(60000);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(header.toByteArray());
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    /** The 4×2 pixels (30 i, 255 − 20 i, 7 i), without loss. */
    private static final String WEBP = "UklGRjAAAABXRUJQVlA4TCQAAAAvA0AAAD+gkG0EyN91DvdCjMcczH+K7CEQIGMLWrRoEdH/wAY=";

    private AbstractThrowableAssert<?, ? extends Throwable> refused(String split) {
        return assertThatThrownBy(() -> DatasetCheck.classPixels(DataFolder.open(folder), split))
                .isInstanceOf(InvalidInputException.class);
    }

    private void describe(String entries) throws IOException {
        Files.writeString(
                folder.resolve("dataset.json"),
                "{\"name\": \"tiny\", \"classes\": [\"background\", \"square\"], " + entries + "}");
    }

    private void mask(java.util.function.IntUnaryOperator value) throws IOException {
        for (String part : List.of("images", "masks")) {
            Files.createDirectories(folder.resolve(part));
        }
        byte[] values = new byte[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) value.applyAsInt(i);
        }
        for (int i = 0; i < 5; i++) {
            Pictures.write(folder.resolve("images/p" + i + ".png"), RgbImage.of(8, 8, new int[64]));
            Pictures.writeLabels(folder.resolve("masks/p" + i + ".png"), LabelMap.of(8, 8, values));
        }
    }
}
