package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.models.measure.Drop;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report of one compression. Immutable. The same compression gives the same report, apart from times.
 *
 * @param origin the tool, the network and the seed
 * @param data the data that accuracy was measured on
 * @param plan what was done to the network, as the plan's own JSON
 * @param planned the planner's choice and predictions; empty if there was no budget
 * @param original the network as it was read
 * @param originalRetrained the original retrained like the compressed network, if that was asked for
 * @param rewritten the compressed network before retraining
 * @param retrained the compressed network as it was written; equals {@code rewritten} if nothing was retrained
 * @param layers the layers before and after, in the network's own order
 * @param training how it was retrained; empty if it was not
 * @param parity the largest difference between the training engine and the written file
 * @param declined candidates that were not compressed, with reasons
 * @param timing the conditions under which latencies were measured; empty if they were not
 * @param notes sentences that a reader must know
 * @param examples a few pictures, with what the networks see in them
 * @param promise the promised drop and the networks trained to keep it, if a drop was promised
 */
public record Report(
        Origin origin,
        Data data,
        JsonNode plan,
        Optional<Planned> planned,
        Measured original,
        Optional<Measured> originalRetrained,
        Measured rewritten,
        Measured retrained,
        List<LayerChange> layers,
        Optional<Training> training,
        Optional<Parity> parity,
        List<Declined> declined,
        Optional<LatencyConditions> timing,
        List<String> notes,
        ExampleSet examples,
        Optional<Promise> promise) {
    public Report {
        layers = List.copyOf(layers);
        declined = List.copyOf(declined);
        notes = List.copyOf(notes);
    }

    /** The same with a promise. */
    public Report with(Promise made) {
        return new Report(
                origin,
                data,
                plan,
                planned,
                original,
                originalRetrained,
                rewritten,
                retrained,
                layers,
                training,
                parity,
                declined,
                timing,
                notes,
                examples,
                Optional.of(made));
    }

    /**
     * The drop of a network's accuracy. The reference is the better of the original and the original retrained alike, if there
     * is one.
     */
    public double drop(Measured network) {
        double best = originalRetrained
                .map(m -> Math.max(
                        m.evaluation().accuracy(), original.evaluation().accuracy()))
                .orElse(original.evaluation().accuracy());
        return Drop.of(best, network.evaluation().accuracy());
    }

    /** The title of the report. */
    String title() {
        return origin.network() + ", compressed";
    }

    /** What was measured, and by what. */
    String where() {
        return "Measured on " + data.images() + " images of " + data.name() + "/" + data.split() + " by "
                + origin.tool() + ", seed " + origin.seed() + ".";
    }

    /** How many times as fast as the original a network is; NaN if they were not timed. */
    double timesAsFast(Measured network, Function<DeployedLatency, LatencyFigures> figures) {
        return original.latency()
                .flatMap(before -> network.latency()
                        .map(after -> figures.apply(before).median()
                                / figures.apply(after).median()))
                .orElse(Double.NaN);
    }

    /**
     * The origin of a report. It has no time stamps, so that a replay gives the same.
     *
     * @param tool name and version of the tool
     * @param network name on the network's card
     * @param inputHash SHA-256 of the original graph
     * @param seed seed of everything random
     * @param command the command line that gives this report again, empty if unknown
     */
    public record Origin(String tool, String network, String inputHash, long seed, String command) {}

    /**
     * The data that accuracy was measured on.
     *
     * @param name name of the data set
     * @param split name of the split
     * @param images number of images in the split
     * @param classes classes of the data set
     * @param extra classes of the network that the data lack; predicting one of them counts as wrong
     */
    public record Data(String name, String split, int images, List<String> classes, List<String> extra) {
        public Data {
            classes = List.copyOf(classes);
            extra = List.copyOf(extra);
        }
    }

    /**
     * The course of retraining.
     *
     * @param split the split it was trained on
     * @param steps number of steps taken
     * @param best epoch whose weights were kept; 0 stands for the weights before the first
     * @param chosen the pictures that the best weights were chosen on; empty if the last weights were kept
     * @param curve one point per validation
     */
    public record Training(String split, int steps, int best, Optional<Selection> chosen, List<CurvePoint> curve) {
        public Training {
            curve = List.copyOf(curve);
        }
    }

    /** The validation accuracy after an epoch, and the mean training loss since the validation before it; NaN before training. */
    public record CurvePoint(int epoch, double loss, double accuracy) {}

    /**
     * The largest differences between SameDiff and ONNX Runtime.
     *
     * @param maxAbs largest absolute difference of an output number
     * @param maxRel largest max|a − b| / max|b| of an output
     * @param inputs number of inputs compared, random and real
     */
    public record Parity(double maxAbs, double maxRel, int inputs) {
        /** The differences in words. */
        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "SameDiff and ONNX Runtime differ by at most %.2g (relative %.2g) on %d inputs, random and real.",
                    maxAbs,
                    maxRel,
                    inputs);
        }
    }

    /** A candidate that stays as it is, and why. */
    public record Declined(String where, String reason) {}
}
