package dev.coppice.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.ClassWeights;
import dev.coppice.samediff.train.Curriculum;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingOptionsTest {
    private static final RetrainOptions USUAL = RetrainOptions.defaults();

    @Test
    void nothing_given_changes_nothing() {
        assertThat(read()).isEqualTo(USUAL);
    }

    @Test
    void an_optimizer_has_its_usual_constants_unless_they_are_given() {
        assertThat(read("--optimizer", "adamw").optimization().optimizer())
                .isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8, 0.01));
        assertThat(read("--weight-decay", "0.1").optimization().optimizer())
                .isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8, 0.1));
        assertThat(read("--optimizer", "sgd").optimization().optimizer()).isEqualTo(new Optimizer.Sgd(0.9, 0));
        assertThat(read("--optimizer", "sgd").optimization().schedule().peak()).isEqualTo(0.01);
        assertThat(read("--optimizer", "sgd", "--learning-rate", "0.3")
                        .optimization()
                        .schedule()
                        .peak())
                .isEqualTo(0.3);
        assertThat(read("--optimizer", "sgd", "--weight-decay", "1e-4", "--momentum", "0.5")
                        .optimization()
                        .optimizer())
                .isEqualTo(new Optimizer.Sgd(0.5, 1e-4));
    }

    @Test
    void clipping_and_averaging_go_round_the_optimizer() {
        assertThat(read("--clip-norm", "5", "--ema", "0.99", "--optimizer", "adamw")
                        .optimization()
                        .optimizer())
                .isEqualTo(new Optimizer.Averaged(
                        new Optimizer.Clipped(new Optimizer.Adam(0.9, 0.999, 1e-8, 0.01), 5), 0.99));
    }

    @Test
    void a_schedule_has_its_usual_warm_up_unless_one_is_given() {
        assertThat(read("--schedule", "one-cycle").optimization().schedule())
                .isEqualTo(new Schedule(Schedule.Decay.ONE_CYCLE, 1e-3, 0.45));
        assertThat(read("--schedule", "poly", "--warm-up", "0", "--learning-rate", "0.01")
                        .optimization()
                        .schedule())
                .isEqualTo(new Schedule(Schedule.Decay.POLY, 0.01, 0));
        assertThat(read("--warm-up", "0.2").optimization().schedule())
                .isEqualTo(new Schedule(Schedule.Decay.COSINE, 1e-3, 0.2));
    }

    @Test
    void a_curriculum_is_a_grid_and_a_share() {
        assertThat(read("--curriculum", "1/2=0.3").pictures().curriculum()).isEqualTo(new Curriculum(2, 0.3));
    }

    @Test
    void the_objective_is_put_together() {
        RetrainOptions read = read(
                "--loss",
                "dice",
                "--label-smoothing",
                "0.1",
                "--distill",
                "0.5",
                "--distill-temperature",
                "4",
                "--class-weights",
                "pole=3");

        assertThat(read.goal().objective()).isEqualTo(new Objective(Loss.DICE, 0.1, 0.5, Distillation.PIXELS, 4));
        assertThat(read.goal().classWeights()).isEqualTo(new ClassWeights.Given(Map.of("pole", 3.0)));
        assertThat(read("--distill", "0.3", "--distill-by", "channels").goal().objective())
                .isEqualTo(new Objective(Loss.LOVASZ, 0, 0.3, Distillation.CHANNELS, 4));
        assertThat(read("--class-weights", "data").goal().classWeights()).isEqualTo(ClassWeights.FromData.DEFAULT);
    }

    @Test
    void blocks_have_cross_entropy_for_their_loss_and_no_other() {
        RetrainOptions read = read("--block-target", "pooled");

        assertThat(USUAL.goal().objective().loss()).isEqualTo(Loss.LOVASZ);
        assertThat(read.goal().objective().loss()).isEqualTo(Loss.CROSS_ENTROPY);
        assertThatThrownBy(() -> read("--block-target", "pooled", "--loss", "lovasz"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Block target 'pooled' and loss 'lovasz' do not go together");
    }

    @Test
    void all_that_does_not_go_with_blocks_is_named_at_once() {
        assertThatThrownBy(() -> read("--curriculum=1/2", "--block-target=pooled", "--loss=dice", "--distill=0.5"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "Block target 'pooled' and a curriculum do not go together",
                        "Block target 'pooled' and loss 'dice' do not go together",
                        "Block target 'pooled' and a distillation weight of 0.5 do not go together");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> read(
                        "--loss=hinge",
                        "--class-weights=pole",
                        "--label-smoothing=1",
                        "--distill-temperature=2",
                        "--schedule=step",
                        "--warm-up=1",
                        "--momentum=0.5",
                        "--clip-norm=0",
                        "--ema=1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "--momentum is given without --optimizer sgd",
                        "Optimizer norm of clipping is 0.0",
                        "Optimizer averaging is 1.0",
                        "The schedule is 'step', expected one of [constant, cosine, poly, one-cycle].",
                        "The share of the warm-up is 1.0",
                        "--distill-by or --distill-temperature is given without --distill",
                        "The loss is 'hinge', expected one of [cross-entropy, focal, dice, lovasz].",
                        "The label smoothing is 1.0",
                        "Class weights are 'pole', expected uniform, data, or weights by class such as pole=4,car=2.");
    }

    private static RetrainOptions read(String... arguments) {
        TrainingOptions options = new TrainingOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        OptionCheck check = new OptionCheck();
        RetrainOptions read = options.changed(USUAL, check);
        check.done();
        return read;
    }
}
