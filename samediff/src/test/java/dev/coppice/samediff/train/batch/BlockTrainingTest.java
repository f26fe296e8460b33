package dev.coppice.samediff.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockTrainingTest {
    private static final int SIZE = TinyTask.SIZE;
    private static final NetworkCard CARD = TinyTask.network(1).card();
    private static final Shape OUTPUT = Shape.of(2, 2, SIZE, SIZE);

    /** The rounding error of single precision at numbers around 1. */
    private static final float ROUNDING = 1e-5f;

    /** The tiny task with block shares as labels. */
    private record Blocks(Dataset source, int side) implements Dataset {
        @Override
        public String name() {
            return "blocks";
        }

        @Override
        public List<String> classes() {
            return source.classes();
        }

        @Override
        public OptionalInt ignore() {
            return source.ignore();
        }

        @Override
        public List<String> splits() {
            return source.splits();
        }

        @Override
        public List<String> names(String split) {
            return source.names(split);
        }

        @Override
        public Sample sample(String split, String name) {
            Sample full = source.sample(split, name);
            BlockCounts counts = BlockCounts.of(full.labels(), side, 2);
            return new Sample(name, full.image(), counts.hard(255), Optional.of(counts));
        }

        @Override
        public Optional<BlockAnnotation> blocks() {
            return Optional.of(new BlockAnnotation(side, true, List.of("train")));
        }
    }

    @ParameterizedTest
    @EnumSource(BlockTarget.class)
    void blocks_of_one_pixel_are_the_labels_themselves(BlockTarget target) {
        Dataset task = new TinyTask(4);
        Augmentation augmentation = new Augmentation(8, 8, 1, 1, true);
        Sampling full = new Sampling(2, augmentation, 1);
        Sampling blocks = new Sampling(2, augmentation, Optional.of(target), 1);
        Shape output = Shape.of(2, 2, 8, 8);
        Dataset single = new Blocks(task, 1);

        LabelledBatch soft = new BatchSource(single, CARD, blocks, output).at(3);

        if (target != BlockTarget.POOLED) { // its crops lie on whole pixels
            LabelledBatch hard = new BatchSource(task, CARD, full, output).at(3);
            assertThat(soft.images()).isEqualTo(hard.images());
            assertThat(soft.classes()).isEqualTo(hard.classes());
        }
        for (int p = 0; p < soft.classes().length; p++) {
            for (int c = 0; c < 2; c++) {
                assertThat(soft.shares()[2 * p + c]).isCloseTo(soft.classes()[p] == c ? 1 : 0, within(ROUNDING));
            }
        }
    }

    @Test
    void pooled_targets_are_the_shares_of_the_blocks_that_a_crop_shows() {
        Dataset task = new Blocks(new TinyTask(6), 4);
        Sampling sampling = new Sampling(2, new Augmentation(8, 8, 0.5, 2, true), Optional.of(BlockTarget.POOLED), 5);
        BatchSource source = new BatchSource(task, CARD, sampling, Shape.of(2, 2, 8, 8));
        boolean varied = false;

        for (int step = 0; step < 10; step++) {
            LabelledBatch batch = source.at(step);
            assertThat(batch.outputShape()).isEqualTo(Shape.of(2, 2, 2, 2));
            for (int block = 0; block < 8; block++) {
                float bright = bright(batch, block);
                // void pixels at the upper and left border do not count; inside, bright pixels are squares
                if (batch.shares()[2 * block + 1] > 0 && batch.shares()[2 * block] > 0) {
                    varied = true;
                }
                assertThat(batch.shares()[2 * block + 1]).isBetween(bright - 1e-6f, bright * 16 / 9 + 1e-6f);
            }
        }
        assertThat(varied).isTrue();
    }

    /** The share of bright pixels in a 4×4 block of the crop's picture. */
    private static float bright(LabelledBatch batch, int block) {
        int count = 0;
        for (int i = 0; i < 16; i++) {
            int y = block % 4 / 2 * 4 + i / 4;
            int x = block % 2 * 4 + i % 4;
            // normalised as (pixel − 90) / 60: squares are 130 to 179, ground 60 to 109
            count += batch.images()[block / 4 * 3 * 64 + y * 8 + x] > 0.5 ? 1 : 0;
        }
        return count / 16f;
    }

    @Test
    void low_passed_targets_are_probabilities_that_keep_uniform_blocks_uniform() {
        Dataset task = new Blocks(new TinyTask(4), 4);
        Sampling sampling = new Sampling(2, Augmentation.NONE, Optional.of(BlockTarget.LOW_PASSED), 1);

        LabelledBatch batch = new BatchSource(task, CARD, sampling, OUTPUT).at(0);

        double smoothed = 0;
        for (int p = 0; p < batch.classes().length; p++) {
            float first = batch.shares()[2 * p];
            float second = batch.shares()[2 * p + 1];
            assertThat(first).isBetween(0f, 1f);
            assertThat(first + second).isCloseTo(1, within(ROUNDING));
            smoothed += first > 0.02 && first < 0.98 ? 1 : 0;
        }
        assertThat(smoothed).isGreaterThan(0);
    }

    @Test
    void soft_labels_make_the_weighted_mean_over_labelled_pixels() {
        short[] classes = {0, 1, ClassMapping.IGNORED, ClassMapping.OUTSIDE};
        float[] shares = {0.75f, 0.25f, 0, 1, 0, 0, 0, 0};
        LabelledBatch batch =
                new LabelledBatch(Shape.of(1, 3, 1, 4), new float[12], Shape.of(1, 2, 1, 4), classes, shares);

        TrainingBatch training = batch.with(Objective.CROSS_ENTROPY.terms(), new double[] {1, 3}, Map.of());

        // weights: 0.75·1 + 0.25·3 = 1.5 and 3
        assertThat(training.targets())
                .containsExactly(new float[] {0.75f / 4.5f, 0.75f / 4.5f, 0, 3 / 4.5f, 0, 0, 0, 0}, within(ROUNDING));
    }

    @Test
    void a_target_for_blocks_needs_blocks() {
        Sampling sampling = new Sampling(2, Augmentation.NONE, Optional.of(BlockTarget.UPSAMPLED), 1);

        assertThatThrownBy(() -> sampling.blocks(new TinyTask(2), CARD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Block target 'upsampled' is for labels that are blocks; those of split 'train' of 'squares'"
                                + " are not. Leave block target out, or make blocks with annotate.");
    }

    @Test
    void pooled_crops_hold_whole_blocks() {
        Sampling sampling = new Sampling(2, Augmentation.NONE, Optional.of(BlockTarget.POOLED), 1);

        assertThatThrownBy(() -> sampling.blocks(new Blocks(new TinyTask(2), 5), CARD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Block target 'pooled' needs crops of whole blocks of 5×5 pixels, but they are 16×16."
                        + " Give crop 15x15.");
    }
}
