package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.kit.NotedTurn;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs of phones: the file notes how the camera was held. */
class OrientationTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;

    /** The first stored pixel and the last one of its row. */
    private static final int FIRST = 0x0A0000;

    private static final int LAST = 0x000B00;

    @TempDir
    private Path folder = Path.of("");

    /** EXIF 2.32 says on which side of the scene the first row and the first column are. */
    @ParameterizedTest
    @CsvSource({
        "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
        "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
    })
    void the_first_row_and_column_come_to_the_sides_that_exif_names(int tag, String row, String column)
            throws IOException {
        Photograph photograph = Photograph.read(written("a.png", NotedTurn.png(picture("png"), tag)));
        RgbImage upright = photograph.upright();

        assertThat(photograph.stored().pixel(0, 0)).isEqualTo(FIRST);
        assertThat(upright.width()).isEqualTo(tag < 5 ? WIDTH : HEIGHT);
        assertThat(upright.height()).isEqualTo(tag < 5 ? HEIGHT : WIDTH);
        assertThat(at(upright, row, column)).isEqualTo(FIRST);
        assertThat(at(upright, row, opposite(column))).isEqualTo(LAST);
    }

    private static int at(RgbImage image, String side, String other) {
        boolean isRight = side.equals("right") || other.equals("right");
        boolean isBelow = side.equals("bottom") || other.equals("bottom");
        return image.pixel(isRight ? image.width() - 1 : 0, isBelow ? image.height() - 1 : 0);
    }

    private static String opposite(String side) {
        return switch (side) {
            case "left" -> "right";
            case "right" -> "left";
            case "top" -> "bottom";
            default -> "top";
        };
    }

    @Test
    void jpeg_png_webp_and_tiff_note_it() throws IOException {
        byte[] jpeg = NotedTurn.jpeg(picture("jpeg"), 6);

        assertThat(Orientation.of(jpeg)).isEqualTo(Orientation.TURNED_RIGHT);
        assertThat(Orientation.of(NotedTurn.png(picture("png"), 8))).isEqualTo(Orientation.TURNED_LEFT);
        assertThat(Orientation.of(NotedTurn.webp(3))).isEqualTo(Orientation.UPSIDE_DOWN);
        assertThat(Orientation.of(NotedTurn.tiff(5))).isEqualTo(Orientation.TRANSPOSED);
        assertThat(Orientation.of(NotedTurn.tiff(9))).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(picture("jpeg"))).isEqualTo(Orientation.UPRIGHT);
        assertThat(ImageIO.read(written("a.jpg", jpeg).toFile())).isNotNull();
        assertThat(Photograph.read(folder.resolve("a.jpg")).upright().height()).isEqualTo(WIDTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "webp", "tiff"})
    void a_damaged_note_is_none_or_another(String kind) throws IOException {
        byte[] sound =
                switch (kind) {
                    case "jpeg" -> NotedTurn.jpeg(picture("jpeg"), 6);
                    case "png" -> NotedTurn.png(picture("png"), 6);
                    case "webp" -> NotedTurn.webp(6);
                    default -> NotedTurn.tiff(6);
                };
        Random random = new Random(5);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = Arrays.copyOf(sound, i % 2 == 0 ? sound.length : random.nextInt(sound.length));
            for (int change = 0; change < 3 && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(Orientation.of(bytes)).isNotNull();
        }
    }

    @Test
    void the_size_of_labels_tells_whether_a_picture_is_turned() throws IOException {
        Path label = folder.resolve("labels/train/a.png");
        written("images/train/a.png", NotedTurn.png(picture("png"), 6));
        written("dataset.json", "{\"name\": \"phone\", \"classes\": [\"a\", \"b\"]}".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(label.getParent());

        Pictures.writeLabels(label, LabelMap.of(HEIGHT, WIDTH, new byte[WIDTH * HEIGHT]));
        Sample turned = DataFolder.open(folder).sample("train", "a");
        assertThat(turned.image().pixel(HEIGHT - 1, 0)).isEqualTo(FIRST);
        assertThat(turn(turned)).isEqualTo(Photograph.Turn.AS_LABELS);

        Pictures.writeLabels(label, LabelMap.of(WIDTH, HEIGHT, new byte[WIDTH * HEIGHT]));
        Sample stored = DataFolder.open(folder).sample("train", "a");
        assertThat(stored.image().pixel(0, 0)).isEqualTo(FIRST);
        assertThat(turn(stored)).isEqualTo(Photograph.Turn.NONE_AS_LABELS);

        Pictures.writeLabels(label, LabelMap.of(WIDTH, 5, new byte[5 * WIDTH]));
        assertThatThrownBy(() -> DataFolder.open(folder).sample("train", "a"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a.png' is 4×6 pixels (width×height), but its label")
                .hasMessageContaining("is 6×5.");
    }

    @Test
    void a_half_turn_is_done_as_viewers_do() throws IOException {
        Photograph photograph = Photograph.read(written("a.png", NotedTurn.png(picture("png"), 3)));

        assertThat(photograph.turn(WIDTH, HEIGHT)).isEqualTo(Photograph.Turn.UNTOLD);
        assertThat(photograph
                        .fitting(folder, LabelMap.of(WIDTH, HEIGHT, new byte[WIDTH * HEIGHT]))
                        .pixel(WIDTH - 1, HEIGHT - 1))
                .isEqualTo(FIRST);
    }

    private Photograph.Turn turn(Sample sample) {
        return Photograph.read(folder.resolve("images/train/a.png"))
                .turn(sample.labels().width(), sample.labels().height());
    }

    private static byte[] picture(String format) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, FIRST);
        picture.setRGB(WIDTH - 1, 0, LAST);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    private Path written(String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.write(path, bytes);
    }
}
