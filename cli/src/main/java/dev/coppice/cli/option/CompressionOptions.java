package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options for what to compress and how to train it; other options say what to cut. */
public final class CompressionOptions {
    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private ScheduleOptions schedule;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private TeacherOption teacher;

    @Mixin
    private CardOptions card;

    /**
     * The options as read.
     *
     * @param training how to train the compressed network
     * @param schedule the number of steps in which channels are cut, and the training before
     * @param selection the pictures that the best weights are chosen on
     */
    public record Choice(RetrainOptions training, CutSchedule schedule, SelectionOptions.Choice selection) {
        /** Whether the options ask for any training step. */
        private boolean trains(Stream<TruncationTarget> limits) {
            return training.time().length().steps(1) > 0
                    || schedule.trainsBefore()
                    || limits.anyMatch(TruncationTarget::isLearned);
        }

        /** The same with another training. */
        private Choice with(RetrainOptions other) {
            return new Choice(other, schedule, selection);
        }
    }

    /** Reads the options, and notes what is wrong. */
    public Choice choice(OptionCheck check) {
        RetrainOptions chosen = training.changed(RetrainOptions.defaults(), check);
        teacher.check(chosen, check);
        return new Choice(chosen, schedule.schedule(check), selection.choice(check));
    }

    public long seed() {
        return training.seed();
    }

    /** Whether {@code --seed} is given. */
    public boolean isSeedGiven() {
        return training.isSeedGiven();
    }

    /**
     * Reads the network with its card.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot be read or has no card
     */
    public Network network() {
        return card.network(model, data::open);
    }

    /**
     * Opens the data and makes the request, without passes.
     *
     * @param network the network as read
     * @param choice these options as read
     * @param limits the grids that are asked for
     * @throws dev.coppice.models.InvalidInputException if network, data and options do not go together
     */
    public CompressionRequest request(
            Network network, Path out, Choice choice, Stream<TruncationTarget> limits, Progress progress) {
        RetrainOptions retraining = training.fitted(choice.training(), choice.trains(limits), network, progress);
        Dataset images = data.open();
        retraining.goal().classWeights().check(images.classes());
        return teacher.taught(BundledInputs.request(model, network, images, out), card)
                .withPictures(choice.selection().of(images, data.split()))
                .withRetraining(retraining)
                .withSchedule(choice.schedule())
                .withSeed(training.seed());
    }

    /** How other options of training fit a request, which these options made. */
    public RecipesOption.Fitting fitting(
            CompressionRequest request, Choice choice, Stream<TruncationTarget> limits, Progress progress) {
        List<TruncationTarget> grids = limits.toList();
        return (other, read) -> {
            boolean trains = choice.with(read).trains(grids.stream());
            RetrainOptions retraining = other.fitted(read, trains, request.network(), progress);
            retraining.goal().classWeights().check(request.data().classes());
            return retraining;
        };
    }
}
