package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import dev.coppice.samediff.train.step.TrainingState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class CheckpointFormatTest {
    private static final int HEADER = 24;
    private static final String LONG_TEXT = "x".repeat(70_000);

    private static final Checkpoint CHECKPOINT = new Checkpoint(
            Map.of("network", "unet", "options", LONG_TEXT),
            Ending.OUT_OF_TIME,
            "after 7 of 9 steps",
            12.5,
            new TrainingState(
                    7, Map.of("weights", new float[] {1, -0f, Float.MIN_VALUE}, "optimizer", new float[] {3})),
            new LossTrack(2, 0.25, 3, 1),
            new Checkpoint.Curve(
                    List.of(point(0, Double.NaN), point(4, 0.5)),
                    1,
                    0.75,
                    Map.of("w", Tensor.floats(Shape.of(2, 1), 5, 6), "s", Tensor.scalar(7))));

    @Test
    void what_is_read_is_what_was_written_bit_for_bit() {
        byte[] bytes = CheckpointFormat.bytes(CHECKPOINT);

        Checkpoint read = CheckpointFormat.read("c", bytes);

        assertThat(CheckpointFormat.bytes(read)).isEqualTo(bytes);
        assertThat(read.identity()).isEqualTo(CHECKPOINT.identity());
        assertThat(read.curve()).isEqualTo(CHECKPOINT.curve());
        assertThat(read.losses()).isEqualTo(CHECKPOINT.losses());
        assertThat(read.state().taken()).isEqualTo(7);
        assertThat(read.state().vectors().get("weights")).containsExactly(1, -0f, Float.MIN_VALUE);
        assertThat(read.detail()).isEqualTo("after 7 of 9 steps");
    }

    @Test
    void a_foreign_file_is_refused() {
        byte[] foreign = "a text that is longer than a header".getBytes(StandardCharsets.UTF_8);

        assertRefused(foreign, "Checkpoint 'c' is not a checkpoint of Coppice. Delete the file");
        assertRefused(new byte[0], "Checkpoint 'c' is not a checkpoint of Coppice. Delete the file");
    }

    @Test
    void another_version_is_refused() {
        byte[] bytes = CheckpointFormat.bytes(CHECKPOINT);
        bytes[7] = 9;

        assertRefused(bytes, "Checkpoint 'c' has format 9, this Coppice reads format 2. Delete the file");
    }

    @Test
    void a_damaged_file_is_refused_wherever_a_bit_is_wrong_or_its_end_is_missing() {
        byte[] bytes = CheckpointFormat.bytes(CHECKPOINT);
        int body = bytes.length - 24;
        for (int at : new int[] {24, 1000, bytes.length - 1}) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            assertRefused(
                    flipped,
                    "Checkpoint 'c' is damaged: " + body + " bytes of content, expected " + body
                            + " with another checksum. Delete the file");
        }
        assertRefused(
                Arrays.copyOf(bytes, bytes.length - 5),
                "Checkpoint 'c' is damaged: " + (body - 5) + " bytes of content, expected " + body
                        + ". Delete the file");
    }

    /** Sizes that the rest of the file does not hold, with a checksum that is right, are refused before memory is taken. */
    @Test
    void a_file_made_to_do_harm_is_refused_wherever_its_numbers_are_changed() {
        byte[] small = CheckpointFormat.bytes(new Checkpoint(
                Map.of("network", "unet"),
                Ending.COMPLETED,
                "",
                12.5,
                new TrainingState(7, Map.of("weights", new float[] {1, 2})),
                new LossTrack(2, 0.25, 3, 1),
                new Checkpoint.Curve(
                        List.of(point(4, 0.5)), 0, 0.75, Map.of("w", Tensor.floats(Shape.of(2, 1), 5, 6)))));
        int refused = 0;
        for (int at = HEADER; at + Integer.BYTES <= small.length; at++) {
            for (int number : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 28, 3}) {
                byte[] changed = small.clone();
                ByteBuffer.wrap(changed).putInt(at, number);
                try {
                    CheckpointFormat.read("c", summed(changed));
                } catch (InvalidInputException e) {
                    refused++;
                    assertThat(e).hasMessageNotContaining("Exception").hasMessageNotContaining("null");
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void a_curve_without_the_validation_that_it_calls_the_best_is_refused() {
        Checkpoint.Curve curve = new Checkpoint.Curve(List.of(point(4, 0.5)), 1, 0.75, Map.of());
        Checkpoint checkpoint = new Checkpoint(
                Map.of(), Ending.COMPLETED, "", 1, new TrainingState(7, Map.of()), LossTrack.NONE, curve);

        assertRefused(
                CheckpointFormat.bytes(checkpoint),
                "Checkpoint 'c' cannot be read: validation 1 is the best of 1. Delete the file");
    }

    private static byte[] summed(byte[] file) {
        CRC32 sum = new CRC32();
        sum.update(file, HEADER, file.length - HEADER);
        ByteBuffer.wrap(file).putLong(HEADER - Long.BYTES, sum.getValue());
        return file;
    }

    private static void assertRefused(byte[] bytes, String start) {
        assertThatThrownBy(() -> CheckpointFormat.read("c", bytes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(start);
    }

    private static CurvePoint point(int step, double loss) {
        Evaluation evaluation =
                new Evaluation(Metric.MEAN_IOU, 0.5, 0.75, Map.of("road", 0.5), List.of("sky"), Double.NaN, 3, 1.25);
        return new CurvePoint(step / 2, step, loss, evaluation, step * 1.5);
    }
}
