package dev.coppice.cli.option;

import dev.coppice.samediff.train.ClassWeights;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a network is trained for. */
final class ObjectiveOptions {
    @Option(
            names = "--loss",
            paramLabel = "NAME",
            completionCandidates = Losses.class,
            description = "${COMPLETION-CANDIDATES}; lovasz for a network that was compressed, cross-entropy from fresh"
                    + " weights and with --block-target unless given.")
    private @Nullable String loss;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            description =
                    "What a pixel of each class counts: the same (uniform), the more the rarer its class (data), or"
                            + " as given (NAME=W,...; 1 for others).")
    private @Nullable String classWeights;

    @Option(
            names = "--label-smoothing",
            paramLabel = "E",
            description = "Share of a label that is spread over all classes, 0 to 1.")
    private @Nullable Double smoothing;

    @Option(
            names = "--distill",
            paramLabel = "W",
            description = "Share of the loss that comes from the uncompressed network, 0 to 1.")
    private @Nullable Double distill;

    @Option(
            names = "--distill-by",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What is compared: ${COMPLETION-CANDIDATES}; pixels unless given.")
    private @Nullable String kind;

    @Option(
            names = "--distill-temperature",
            paramLabel = "T",
            description = "Logits of both networks are divided by it; 1, by channels 4.")
    private @Nullable Double temperature;

    /** Every loss for the help text. */
    private static final class Losses implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Loss.values()).map(Loss::words).iterator();
        }
    }

    /** Every kind of distillation for the help text. */
    private static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Distillation.values())
                    .map(kind -> kind.words() + " (" + kind.id() + ")")
                    .iterator();
        }
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
