package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RetrainOptionsTest {
    private static final RetrainOptions DEFAULTS = RetrainOptions.defaults();

    @Test
    void fresh_weights_are_trained_on_crops_of_the_pictures_shape_that_fit_memory_and_time() {
        assertThat(RetrainOptions.fromScratch(360, 480)
                        .sampling()
                        .augmentation()
                        .crop())
                .containsExactly(256, 320);
        assertThat(RetrainOptions.fromScratch(1024, 2048)
                        .sampling()
                        .augmentation()
                        .crop())
                .containsExactly(192, 416);
        assertThat(RetrainOptions.fromScratch(192, 256).sampling().augmentation())
                .isEqualTo(Augmentation.DEFAULT);
    }

    @Test
    void refuses_what_makes_no_sense() {
        refuses(() -> new TrainingLength.Epochs(-1), "The number of epochs is -1, expected at least 0");
        refuses(() -> new TrainingLength.Steps(-3), "The number of steps is -3");
        refuses(() -> DEFAULTS.with(o -> o.batch(0)), "The number of batch is 0, expected at least 1");
        refuses(
                () -> DEFAULTS.with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(1.5))),
                "The distillation weight is 1.5, expected a number in [0, 1]");
        refuses(
                () -> DEFAULTS.with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(Double.NaN))),
                "The distillation weight is NaN");
        refuses(() -> DEFAULTS.with(o -> o.timeLimit(Duration.ZERO)), "The time limit is PT0S");
        refuses(() -> DEFAULTS.with(o -> o.validateEvery(0)), "epochs between validations is 0");
        refuses(() -> new ClassWeights.FromData(1), "The bound of class weights is 1.0, expected a number above 1");
        refuses(() -> new Augmentation(0, 0, 2, 1, false), "The training scale range is 2.0 to 1.0");
        refuses(() -> Augmentation.DEFAULT.withCrop(-1, 3), "The training crop is -1×3");
    }

    @Test
    void classifiers_take_losses_of_single_predictions() {
        NetworkCard card = ShapesTask.network(1).card();
        Objective places = Objective.LOVASZ.withDistillation(0.5).withKind(Distillation.CHANNELS);

        assertThat(RetrainOptions.defaults(card).goal().objective()).isEqualTo(Objective.CROSS_ENTROPY);
        Objective.CROSS_ENTROPY.withSmoothing(0.1).withDistillation(0.5).check(card);
        Objective.CROSS_ENTROPY.withLoss(Loss.FOCAL).check(card);
        assertThatThrownBy(() -> places.check(card))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Network 'tiny' gives one class for a picture, and:"
                        + "\n  - loss 'lovasz' compares regions of pixels; take cross-entropy or focal"
                        + "\n  - distillation by 'channels' compares where a class is; take pixels or features");
        refuses(
                () -> TrainingCheck.heard(DEFAULTS, ShapesTask.network(1), Optional.empty(), new ShapesTask(3)),
                "loss 'lovasz' compares regions of pixels");
    }

    @Test
    void refuses_losses_that_do_not_go_together() {
        Objective plain = Objective.CROSS_ENTROPY;
        refuses(() -> plain.withSmoothing(1), "The label smoothing is 1.0, expected a number in [0, 1)");
        refuses(() -> plain.withTemperature(0), "The distillation temperature is 0.0, expected a number above 0");
        refuses(
                () -> plain.withLoss(Loss.FOCAL).withSmoothing(0.1),
                "Loss 'focal' and a label smoothing of 0.1 do not go together");
        refuses(
                () -> DEFAULTS.with(o ->
                        o.objective(plain).blockTarget(BlockTarget.UPSAMPLED).objective(plain.withLoss(Loss.DICE))),
                "Block target 'upsampled' and loss 'dice' do not go together");
        refuses(
                () -> Distillation.parse("maps"),
                "Distillation is by 'maps', expected one of [pixels, channels, features].");
        refuses(
                () -> plain.withDistillation(1).withKind(Distillation.FEATURES),
                "Distillation by 'features' and a weight of 1 do not go together");
        refuses(
                () -> plain.withKind(Distillation.FEATURES).withTemperature(4),
                "Distillation by 'features' and a temperature of 4.0 do not go together");
        refuses(
                () -> Loss.parse("hinge"),
                "The loss is 'hinge', expected one of [cross-entropy, focal, dice, lovasz].");
    }

    @Test
    void class_weights_are_read_from_text() {
        assertThat(ClassWeights.parse("uniform")).isEqualTo(new ClassWeights.Uniform());
        assertThat(ClassWeights.parse("data")).isEqualTo(new ClassWeights.FromData(1.05));
        assertThat(ClassWeights.parse("pole=4,traffic light=2.5"))
                .isEqualTo(new ClassWeights.Given(Map.of("pole", 4.0, "traffic light", 2.5)));
        for (String wrong : List.of("", "pole", "=3", "pole=x", "pole=1,")) {
            refuses(
                    () -> ClassWeights.parse(wrong),
                    "Class weights are '" + wrong + "', expected uniform, data, or weights by class");
        }
    }

    @Test
    void changing_one_option_keeps_the_others() {
        assertThat(DEFAULTS.with(o -> o.seed(9).seed(DEFAULTS.seed()))).isEqualTo(DEFAULTS);
        assertThat(DEFAULTS.with(o -> o.batch(7)).pictures().batch()).isEqualTo(7);
    }

    @Test
    void changes_come_in_any_order() {
        RetrainOptions blocksFirst =
                DEFAULTS.with(o -> o.blockTarget(BlockTarget.UPSAMPLED).objective(Objective.CROSS_ENTROPY));
        RetrainOptions lossFirst =
                DEFAULTS.with(o -> o.objective(Objective.CROSS_ENTROPY).blockTarget(BlockTarget.UPSAMPLED));

        assertThat(blocksFirst).isEqualTo(lossFirst);
        assertThat(blocksFirst.pictures().blockTarget()).contains(BlockTarget.UPSAMPLED);
        assertThat(blocksFirst.goal().objective()).isEqualTo(Objective.CROSS_ENTROPY);
    }

    @Test
    void all_that_does_not_go_together_is_told_at_once() {
        assertThatThrownBy(() -> DEFAULTS.with(o -> o.blockTarget(BlockTarget.POOLED)
                        .curriculum(new Curriculum(2, 0.5))
                        .objective(Objective.LOVASZ.withDistillation(0.5))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("""
                        Settings of a training do not go together:
                          - Block target 'pooled' and a distillation weight of 0.5 do not go together: a teacher answers for \
                        pixels. Take another block target, or weight 0.
                          - Block target 'pooled' and a curriculum do not go together: blocks have the pictures' own scale. \
                        Leave one of them out.
                          - Block target 'pooled' and loss 'lovasz' do not go together: that loss takes labels as they are. \
                        Take cross-entropy, or no block target.""");
        assertThatThrownBy(() -> DEFAULTS.with(o -> o.blockTarget(BlockTarget.POOLED)))
                .hasMessage(
                        "Block target 'pooled' and loss 'lovasz' do not go together: that loss takes labels as they are."
                                + " Take cross-entropy, or no block target.");
    }

    @Test
    void lengths_count_steps() {
        assertThat(new TrainingLength.Epochs(3).steps(50)).isEqualTo(150);
        assertThat(new TrainingLength.Steps(70).steps(50)).isEqualTo(70);
    }

    @Test
    void class_weights_come_even_from_data_or_by_name() {
        List<String> classes = List.of("road", "pole");
        long[] pixels = {98, 2};

        assertThat(new ClassWeights.Uniform().of(classes, pixels)).containsExactly(1, 1);
        assertThat(new ClassWeights.FromData(1.02).of(classes, pixels))
                .containsExactly(1 / Math.log(2.0), 1 / Math.log(1.04));
        assertThat(new ClassWeights.Given(Map.of("pole", 5.0)).of(classes, pixels))
                .containsExactly(1, 5);
    }

    @Test
    void lists_every_fault_of_given_class_weights() {
        ClassWeights weights = new ClassWeights.Given(Map.of("pole", -1.0, "moon", 2.0));

        refuses(() -> weights.of(List.of("road", "pole"), new long[2]), "'moon' is no class of the data");
        refuses(() -> weights.of(List.of("road", "pole"), new long[2]), "'pole' has weight -1.0");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageContaining(message);
    }
}
