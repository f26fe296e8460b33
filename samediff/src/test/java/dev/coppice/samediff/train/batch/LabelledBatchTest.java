package dev.coppice.samediff.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.loss.TeacherAndStudent;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Test of the loss of a batch as the sum of its terms. */
class LabelledBatchTest {
    /** The rounding error of single precision at numbers around 1. */
    private static final float ROUNDING = 1e-6f;

    private static final short IGNORED = ClassMapping.IGNORED;
    private static final short OUTSIDE = ClassMapping.OUTSIDE;

    @Test
    void labels_make_the_mean_over_labelled_pixels() {
        TrainingBatch batch = step(labelled(2, 0, 1, IGNORED, OUTSIDE), new double[] {1, 1}, Objective.CROSS_ENTROPY);

        assertThat(batch.targetShape()).isEqualTo(Shape.of(1, 1, 4, 2));
        assertThat(batch.targets()).containsExactly(0.5f, 0, 0, 0.5f, 0, 0, 0, 0);
    }

    @Test
    void class_weights_make_it_a_weighted_mean() {
        TrainingBatch batch = step(labelled(2, 0, 1, IGNORED, OUTSIDE), new double[] {1, 3}, Objective.CROSS_ENTROPY);

        assertThat(batch.targets()).containsExactly(0.25f, 0, 0, 0.75f, 0, 0, 0, 0);
    }

    @Test
    void the_teacher_speaks_wherever_there_is_picture() {
        float even = 0;
        float third = (float) Math.log(3);
        float[] teacher = {even, third, even, even, even, even, even, even};

        TrainingBatch batch = step(
                labelled(2, 0, 1, IGNORED, OUTSIDE),
                new double[] {1, 1},
                Objective.CROSS_ENTROPY.withDistillation(0.6),
                teacher);

        // 0.6 / 3 pixels times the teacher's probabilities, and 0.4 / 2 pixels at the labels.
        assertThat(batch.targets())
                .containsExactly(
                        new float[] {0.1f + 0.2f, 0.1f, 0.15f, 0.05f + 0.2f, 0.1f, 0.1f, 0, 0}, within(ROUNDING));
    }

    @Test
    void one_channel_is_read_as_the_logits_zero_and_y() {
        float[] teacher = {(float) Math.log(3), 0, 0, 0};

        TrainingBatch batch = step(
                labelled(1, 0, 1, 1, 1), new double[] {1, 1}, Objective.CROSS_ENTROPY.withDistillation(1), teacher);

        assertThat(batch.targetShape()).isEqualTo(Shape.of(1, 1, 4, 2));
        assertThat(new float[] {batch.targets()[0], batch.targets()[1]})
                .containsExactly(new float[] {0.0625f, 0.1875f}, within(ROUNDING));
    }

    @Test
    void a_crop_without_labels_teaches_nothing() {
        TrainingBatch batch =
                step(labelled(2, IGNORED, IGNORED, IGNORED, OUTSIDE), new double[] {1, 1}, Objective.CROSS_ENTROPY);

        assertThat(batch.targets()).containsOnly(0f);
    }

    @Test
    void smoothing_spreads_a_share_of_each_label_over_all_classes() {
        Objective smooth = Objective.CROSS_ENTROPY.withSmoothing(0.2);

        TrainingBatch even = step(labelled(2, 0, 1, IGNORED, OUTSIDE), new double[] {1, 1}, smooth);
        TrainingBatch weighted = step(labelled(2, 0, 1, IGNORED, OUTSIDE), new double[] {1, 3}, smooth);

        // a label keeps 1 − 0.2 + 0.2 / 2
        assertThat(even.targets())
                .containsExactly(new float[] {0.45f, 0.05f, 0.05f, 0.45f, 0, 0, 0, 0}, within(ROUNDING));
        assertThat(weighted.targets())
                .containsExactly(new float[] {0.225f, 0.075f, 0.025f, 0.675f, 0, 0, 0, 0}, within(ROUNDING));
    }

    @Test
    void focal_loss_takes_the_place_of_cross_entropy_and_dice_comes_beside() {
        LabelledBatch batch = labelled(2, 0, 1, IGNORED, OUTSIDE);

        TrainingBatch focal = step(batch, new double[] {1, 1}, Objective.CROSS_ENTROPY.withLoss(Loss.FOCAL));
        TrainingBatch dice = step(batch, new double[] {1, 1}, Objective.CROSS_ENTROPY.withLoss(Loss.DICE));

        assertThat(focal.targets()).containsOnly(0f);
        assertThat(focal.further()).isNotNull();
        assertThat(dice.targets()).containsExactly(0.5f, 0, 0, 0.5f, 0, 0, 0, 0);
        assertThat(dice.further()).isNotNull();
    }

    /**
     * For even logits, Dice of both classes is 2 · 0.5 / (2 · 0.25 + 1) = 2/3; tempered cross-entropy with an even teacher
     * is ln 2.
     */
    @Test
    void labels_and_a_tempered_teacher_share_the_further_loss() {
        Objective objective = Objective.CROSS_ENTROPY
                .withLoss(Loss.DICE)
                .withDistillation(0.25)
                .withTemperature(2);

        TrainingBatch batch = step(labelled(2, 0, 1, IGNORED, OUTSIDE), new double[] {1, 1}, objective, new float[8]);

        assertThat(batch.targets()).containsExactly(0.375f, 0, 0, 0.375f, 0, 0, 0, 0);
        assertThat(Objects.requireNonNull(batch.further()).at(new float[8], new float[8]))
                .isCloseTo(0.75 / 3 + 0.25 * 4 * Math.log(2), within((double) ROUNDING));
    }

    private static TrainingBatch step(LabelledBatch batch, double[] weights, Objective objective) {
        return batch.with(objective.terms(), weights, Map.of());
    }

    private static TrainingBatch step(LabelledBatch batch, double[] weights, Objective objective, float... teacher) {
        Network network = TinyTask.network(1);
        TeacherAndStudent networks = new TeacherAndStudent(network, network, batch.imageShape());
        return batch.with(
                objective.terms(networks), weights, Map.of(network.tail().logits(), teacher));
    }

    private static LabelledBatch labelled(int channels, int... classes) {
        short[] values = new short[classes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) classes[i];
        }
        Shape images = Shape.of(1, 3, 1, classes.length);
        return new LabelledBatch(
                images, new float[3 * classes.length], Shape.of(1, channels, 1, classes.length), values);
    }
}
