package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.samediff.train.ClassWeights;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a network is trained for: loss, class weights and distillation. */
@Grouped(OptionGroup.OBJECTIVE)
final class ObjectiveOptions {
    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            completionCandidates = Losses.class,
            description = "Loss to train with: cross-entropy, focal, dice (added to cross-entropy), lovasz (added to"
                    + " cross-entropy). Default: lovasz for a compressed network;"
                    + " cross-entropy for a classifier, for train, and with --block-target.")
    private @Nullable String loss;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            description = "Weight of each class in the loss: uniform gives all the same, data gives rare classes more,"
                    + " and NAME=W,... sets numbers of at least 0 (1 for classes not named). Default: uniform;"
                    + " data for train.")
    private @Nullable String classWeights;

    @Option(
            names = "--label-smoothing",
            paramLabel = "E",
            description = "Share of each label to spread evenly over all classes, in [0, 1). Default: 0.")
    private @Nullable Double smoothing;

    @Option(
            names = "--distill",
            paramLabel = "W",
            description = "Weight of the distillation loss against the loss on labels, in [0, 1]. Distillation"
                    + " compares with the teacher: the uncompressed network, or a given one. Default: 0, no"
                    + " distillation.")
    private @Nullable Double distill;

    @Option(
            names = "--distill-by",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What distillation compares: classes at every pixel (pixels), where each channel of the"
                    + " logits is high (channels), where feature maps are strong (features). Default: pixels.")
    private @Nullable String kind;

    @Option(
            names = "--distill-temperature",
            paramLabel = "T",
            description = "Number that the logits of both networks are divided by, above 0 and at most 100. Default:"
                    + " 1; 4 with --distill-by channels.")
    private @Nullable Double temperature;

    /** The names of all losses, for completion. */
    private static final class Losses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Loss.values()).map(Loss::id).iterator();
        }
    }

    /** The names of all kinds of distillation, for completion. */
    private static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Distillation.values()).map(Distillation::id).iterator();
        }
    }

    /** Whether {@code --loss} is given. */
    boolean isLossGiven() {
        return loss != null;
    }

    void apply(TrainingChanges changes) {
        apply(changes, "--distill", distill, Objective::withDistillation);
        changes.require(
                (temperature == null && kind == null)
                        || changes.settings().goal().objective().distillation() > 0,
                "--distill-by or --distill-temperature is given without --distill, expected a weight above 0");
        apply(changes, "--distill-by", kind, (o, name) -> o.withKind(Distillation.parse(name)));
        apply(changes, "--distill-temperature", temperature, Objective::withTemperature);
        apply(changes, "--loss", loss, (o, name) -> o.withLoss(Loss.parse(name)));
        apply(changes, "--label-smoothing", smoothing, Objective::withSmoothing);
        changes.apply("--class-weights", classWeights, (o, text) -> o.classWeights(ClassWeights.parse(text)));
    }

    private static <T> void apply(
            TrainingChanges changes, String option, @Nullable T value, BiFunction<Objective, T, Objective> change) {
        changes.apply(option, value, (o, v) -> o.objective(change.apply(o.goal().objective(), v)));
    }
}
