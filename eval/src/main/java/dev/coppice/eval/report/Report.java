package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.models.measure.Drop;
import java.util.List;
import java.util.Optional;

/**
 * Everything a compression tells of itself. Immutable; the same compression gives the same report, times apart.
 *
 * @param origin who made it, of what, with which seed
 * @param data what accuracy was measured on
 * @param plan what was done to the network, as the plan's own JSON
 * @param planned what a planner chose and predicted; empty where there was no budget
 * @param original the network as it came in
 * @param originalRetrained the network as it came in, retrained like the compressed one, where that was asked for
 * @param rewritten the compressed network before retraining
 * @param retrained the compressed network as it was written; equals {@code rewritten} where nothing was retrained
 * @param training how it was retrained; empty if it was not
 * @param parity how far the training engine and the written file are apart
 * @param declined what could have been compressed and was not
 * @param timing what latencies were taken on
 * @param notes sentences a reader must know
 * @param promise what was promised of the drop and what was trained to keep it, where it was
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
        Optional<Training> training,
        Optional<Parity> parity,
        List<Declined> declined,
        LatencyConditions timing,
        List<String> notes,
        Optional<Promise> promise) {
    public Report {
        declined = List.copyOf(declined);
        notes = List.copyOf(notes);
    }

    /** The same with what was promised. */
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
                training,
                parity,
                declined,
                timing,
                notes,
                Optional.of(made));
    }

    /** The drop of a network's mIoU from the better of the original and the original retrained alike, if there is one. */
    public double drop(Measured network) {
        double best = originalRetrained
                .map(m -> Math.max(m.evaluation().mIoU(), original.evaluation().mIoU()))
                .orElse(original.evaluation().mIoU());
        return Drop.of(best, network.evaluation().mIoU());
    }

    /**
     * Where a report comes from; no time stamps, so that a replay says the same.
     *
     * @param tool name and version
     * @param network the card's name
     * @param inputHash SHA-256 of the graph that came in
     * @param seed of everything random
     * @param command what a person would type to get this again, empty if unknown
     */
    public record Origin(String tool, String network, String inputHash, long seed, String command) {}

    /**
     * What accuracy was measured on.
     *
     * @param name of the data set
     * @param split of it
     * @param images in the split
     * @param classes of the data set
     * @param extra classes of the network that the data do not have; predicting them counts as wrong
     */
    public record Data(String name, String split, int images, List<String> classes, List<String> extra) {
        public Data {
            classes = List.copyOf(classes);
            extra = List.copyOf(extra);
        }
    }

    /**
     * How the network was retrained.
     *
     * @param split it was trained on
     * @param steps taken
     * @param best epoch whose weights were kept; 0 are the weights before the first
     * @param chosen on which pictures these were the best; empty where they are the last
     * @param curve one point a validation
     */
    public record Training(String split, int steps, int best, Optional<Selection> chosen, List<CurvePoint> curve) {
        public Training {
            curve = List.copyOf(curve);
        }
    }

    /** The training loss (mean since the last validation; NaN before training) and the validation mIoU after an epoch. */
    public record CurvePoint(int epoch, double loss, double mIoU) {}

    /**
     * The largest differences between SameDiff and ONNX Runtime.
     *
     * @param maxAbs of any output number
     * @param maxRel max|a − b| / max|b| of an output
     * @param inputs how many were compared, random and real
     */
    public record Parity(double maxAbs, double maxRel, int inputs) {}

    /** A candidate that stays as it is, and why. */
    public record Declined(String where, String reason) {}
}
