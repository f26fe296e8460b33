package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.kit.TinyVolumes;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.Calibration;
import dev.coppice.samediff.train.batch.LabelledBatch;
import dev.coppice.samediff.train.batch.PatchSource;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.Optimizer;
import dev.coppice.samediff.train.step.TrainingBatch;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("program")
class VolumeTrainingTest {
    private static final TinyVolumes BALLS = new TinyVolumes(List.of(10, 12, 14), 4);
    private static final TinyVolumes STEPS = new TinyVolumes(List.of(40), 4);

    @ParameterizedTest(name = "{0} axes")
    @CsvSource({"1", "3"})
    void the_loss_falls_from_fresh_weights(int axes) {
        TinyVolumes data = axes == 1 ? STEPS : BALLS;
        Network network = axes == 1 ? TinyVolumes.network(3, 32) : TinyVolumes.network(3, 8, 8, 8);
        Sampling sampling = new Sampling(2, Augmentation.DEFAULT, 7);
        Shape images = network.inputShape(2);
        PatchSource source = new PatchSource(data, network.card(), sampling, images.with(1, 2));
        List<Double> losses = new ArrayList<>();
        try (TrainingSession session = TrainingSession.of(network, images, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            Iterator<TrainingBatch> batches = IntStream.iterate(0, step -> step + 1)
                    .mapToObj(step ->
                            source.at(step).with(Objective.CROSS_ENTROPY.terms(), new double[] {1, 1}, Map.of()))
                    .iterator();
            session.train(batches, 60, step -> 0.01, (step, loss) -> losses.add(loss));
        }

        assertThat(mean(losses.subList(50, 60))).isLessThan(mean(losses.subList(0, 10)) / 2);
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @Test
    void a_batch_depends_on_seed_and_step_alone() {
        Network network = TinyVolumes.network(3, 8, 8, 8);
        Shape logits = Shape.of(2, 2, 8, 8, 8);
        Sampling sampling = new Sampling(2, Augmentation.DEFAULT, 7);
        PatchSource source = new PatchSource(BALLS, network.card(), sampling, logits);

        LabelledBatch batch = source.at(5);

        assertThat(batch.imageShape()).isEqualTo(Shape.of(2, 1, 8, 8, 8));
        assertThat(batch.outputShape()).isEqualTo(Shape.of(2, 2, 64, 8));
        LabelledBatch again = new PatchSource(BALLS, network.card(), sampling, logits).at(5);
        assertThat(again.images()).containsExactly(batch.images());
        assertThat(again.classes()).containsExactly(batch.classes());
        assertThat(source.at(6).images()).isNotEqualTo(batch.images());
        // balls are brighter than the rest by five times the noise
        for (int i = 0; i < batch.classes().length; i++) {
            assertThat(batch.images()[i]).isBetween(batch.classes()[i] - 0.9f, batch.classes()[i] + 0.9f);
        }
    }

    @Test
    void crops_may_be_smaller_or_larger_than_a_volume() {
        Network network = TinyVolumes.network(3, 8, 8, 8);
        Augmentation crops = Augmentation.DEFAULT.withCrop(List.of(4, 8, 16));
        Sampling sampling = new Sampling(1, crops, 7);

        LabelledBatch batch = new PatchSource(BALLS, network.card(), sampling, Shape.of(1, 2, 4, 8, 16)).at(0);

        assertThat(batch.imageShape()).isEqualTo(Shape.of(1, 1, 4, 8, 16));
        // the volume is 14 wide, so the first and last column lie beyond it
        assertThat(batch.classes()[0]).isEqualTo((short) -2);
        assertThat(batch.classes()[15]).isEqualTo((short) -2);
        assertThat(batch.classes()[1]).isGreaterThanOrEqualTo((short) 0);
        assertThatThrownBy(() ->
                        Augmentation.DEFAULT.withCrop(4, 8).sizes(network.card().input()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The training crop is 4×8, and the network reads 8×8×8 (depth×height×width). Give crop a size"
                                + " for each axis.");
    }

    @Test
    void what_is_about_pictures_is_refused_before_any_work() {
        Network network = TinyVolumes.network(3, 8, 8, 8);
        RetrainOptions usual = RetrainOptions.defaults();

        refused(() -> TrainingCheck.heard(usual, network, Optional.empty(), new TinyTask(2)), "this is for pictures");
        refused(
                () -> TrainingCheck.heard(
                        usual.with(o -> o.curriculum(Curriculum.parse("1/2"))), network, Optional.empty(), BALLS),
                "A curriculum makes pictures coarser");
        refused(
                () -> TrainingCheck.heard(
                        usual.with(o -> o.augmentation(Augmentation.DEFAULT.withCrop(List.of(7, 8, 8)))),
                        network,
                        Optional.empty(),
                        BALLS),
                "does not take training crops of 7×8×8 (depth×height×width)");
        refused(
                () -> TrainingCheck.heard(usual, network, Optional.empty(), STEPS),
                "Volume 'v0' has 1 channels of 40, and the network reads 1 channels of 8×8×8");
    }

    @Test
    void a_block_that_does_not_fit_names_one_that_does() {
        BatchMemory memory = new BatchMemory("net", Shape.of(1, 1, 64, 128, 96), 1L << 30);

        refused(
                () -> memory.require(3L << 30, batch -> 3L << 30),
                "not even one block fits. Take a smaller batch or smaller crops, such as 64×64×48"
                        + " (depth×height×width).");
    }

    @Test
    void scores_on_data_see_the_block_in_the_middle() {
        Network network = TinyVolumes.network(3, 8, 8, 8);
        Calibration calibration = new Calibration(BALLS, 2);

        float[] images = calibration.images(network, List.of("v0"));
        float[] values = BALLS.volume("train", "v0").volume().values();

        assertThat(images[0]).isEqualTo(values[(1 * 12 + 2) * 14 + 3]);
        double[] sums = new double[8];
        calibration.constantGradients(
                network,
                Set.of("scale"),
                at -> Arrays.setAll(sums, c -> sums[c] + Objects.requireNonNull(at.get("scale"))[c]));
        assertThat(Arrays.stream(sums).map(Math::abs).sum()).isPositive();
    }

    @Test
    void features_are_compared_in_pictures_only() {
        Network network = TinyVolumes.network(3, 8, 8, 8);
        RetrainOptions options = RetrainOptions.defaults()
                .with(o ->
                        o.objective(o.goal().objective().withDistillation(0.5).withKind(Distillation.FEATURES)));

        refused(
                () -> TrainingCheck.heard(options, network, Optional.of(network), BALLS),
                "Distillation by features compares maps with height and width");
    }

    private static void refused(Runnable work, String reason) {
        assertThatThrownBy(work::run).isInstanceOf(InvalidInputException.class).hasMessageContaining(reason);
    }
}
