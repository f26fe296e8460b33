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
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is compressed and how it is trained; how much is cut, and how, is said by other options. */
public final class CompressionOptions {
    @Parameters(paramLabel = "MODEL", description = "ONNX file, or street-unet for the bundled network.")
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
     * Options that were looked at.
     *
     * @param training how the compressed network is trained
     * @param schedule in how many steps channels are cut
     * @param selection which pictures the best weights are chosen on
     */
    public record Choice(RetrainOptions training, CutSchedule schedule, SelectionOptions.Choice selection) {
        /** Whether any training step is asked for. */
        private boolean trains(Stream<TruncationTarget> limits) {
            return training.time().length().steps(1) > 0
                    || schedule.trainsBefore()
                    || limits.anyMatch(TruncationTarget::isLearned);
        }
    }

    /** Reads the options; what is wrong with them is noted. */
    public Choice choice(OptionCheck check) {
        RetrainOptions chosen = training.changed(RetrainOptions.defaults(), check);
        teacher.check(chosen, check);
        return new Choice(chosen, schedule.schedule(check), selection.choice(check));
    }

    public long seed() {
        return training.seed();
    }

    /** Whether somebody chose it. */
    public boolean isSeedGiven() {
        return training.isSeedGiven();
    }

    /**
     * The network, with its card.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot be read or has no card
     */
    public Network network() {
        return card.network(model);
    }

    /**
     * The request without passes; opens the data.
     *
     * @param network as it was read
     * @param choice of these options
     * @param limits of grids that are asked for
     * @throws dev.coppice.models.InvalidInputException if network, data and options do not go together
     */
    public CompressionRequest request(
            Network network, Path out, Choice choice, Stream<TruncationTarget> limits, Progress progress) {
        RetrainOptions retraining = training.fitted(choice.training(), choice.trains(limits), network, progress);
        Dataset images = data.open();
        retraining.goal().classWeights().check(images.classes());
        return teacher.taught(BundledInputs.request(model, network, images, out))
                .withPictures(choice.selection().of(images, data.split()))
                .withRetraining(retraining)
                .withSchedule(choice.schedule())
                .withSeed(training.seed());
    }
}
