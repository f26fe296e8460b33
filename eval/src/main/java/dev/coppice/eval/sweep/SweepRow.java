package dev.coppice.eval.sweep;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.eval.output.HostName;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Report;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of {@code sweep.csv}: a point and its result. Missing figures are NaN, and empty in the file.
 *
 * @param point settings of the point by column, as {@link #POINT} lists them
 * @param reason the reason of a failure, empty if the point did not fail
 * @param figures figures by column, as {@link #FIGURES} lists them
 * @param timedOn machine whose latencies the figures have; empty without any
 * @param fingerprint everything that decides the result; a line with the same one means that the work is done; column {@code
 *     options}
 */
public record SweepRow(
        List<String> point, String reason, List<Double> figures, String timedOn, Fingerprint fingerprint) {
    /** The column of {@link #timedOn}. */
    static final String TIMED_ON = "timedOn";

    /** The column of the region that grids are lowered in. */
    static final String REGION = "region";

    /** The column of the recipe that the point was trained by. */
    static final String RECIPE = "recipe";

    /** The columns of {@link #point}. The name is also the folder's. */
    public static final List<String> POINT = List.of("name", "prune", "truncate", REGION, "criterion", RECIPE, "seed");

    /**
     * The column of the original's accuracy with the truncation's low-pass in place, without a changed graph or a cut channel.
     * Its distance from the original's accuracy is the predicted drop. Empty if nothing is truncated.
     */
    public static final String LOW_PASS = "mIoUWithLowPass";

    /**
     * The column of the accuracy before the training that follows the last cut. Batch statistics are measured again if the
     * options allow it.
     */
    static final String REWRITTEN = "mIoUBeforeRetraining";

    /** The column of the variation of the latency reference. It is large if other work ran on the machine. */
    public static final String LATENCY_NOISE = "latencyNoise";

    /** The columns of {@link #figures}, as they are named for mIoU; {@link Metric#column} names them for other measures. */
    public static final List<String> FIGURES = List.of(
            "macs",
            "macsShare",
            "parameters",
            "bytes",
            "latencyOneThreadMs",
            "latencyAllCoresMs",
            "timesAsFastOneThread",
            "timesAsFastAllCores",
            LATENCY_NOISE,
            "mIoU",
            REWRITTEN,
            "pixelAccuracy",
            "dice",
            "originalMacs",
            "originalMIoU",
            LOW_PASS);

    public SweepRow {
        point = List.copyOf(point);
        figures = List.copyOf(figures);
    }

    /** A row without latencies. */
    public SweepRow(List<String> point, String reason, List<Double> figures, Fingerprint fingerprint) {
        this(point, reason, figures, "", fingerprint);
    }

    /** The line of a point that was compressed, and timed on this machine if it has latencies. */
    static SweepRow done(SweepPoint point, Fingerprint fingerprint, Report report, double lowPass) {
        Measured before = report.original();
        Measured after = report.retrained();
        double share = (double) after.cost().macs() / before.cost().macs();
        double oneThread = latency(after, DeployedLatency::oneThread);
        double allCores = latency(after, DeployedLatency::allCores);
        List<Double> figures = List.of(
                (double) after.cost().macs(),
                share,
                (double) after.cost().parameters(),
                (double) after.bytes(),
                oneThread,
                allCores,
                latency(before, DeployedLatency::oneThread) / oneThread,
                latency(before, DeployedLatency::allCores) / allCores,
                report.timing().map(LatencyConditions::variation).orElse(Double.NaN),
                after.evaluation().accuracy(),
                report.rewritten().evaluation().accuracy(),
                after.evaluation().secondary(),
                after.evaluation().dice(),
                (double) before.cost().macs(),
                before.evaluation().accuracy(),
                lowPass);
        return new SweepRow(
                texts(point), "", figures, report.timing().map(SweepRow::here).orElse(""), fingerprint);
    }

    private static String here(LatencyConditions conditions) {
        return HostName.here() + " (" + conditions.processor() + ", " + conditions.runtime() + ")";
    }

    /** The line of a point that could not be compressed. */
    static SweepRow failed(SweepPoint point, Fingerprint fingerprint, String reason) {
        List<Double> none = FIGURES.stream().map(c -> Double.NaN).toList();
        return new SweepRow(texts(point), reason, none, fingerprint);
    }

    /** The same with these latencies of this machine. */
    SweepRow timed(DeployedLatency before, DeployedLatency after, LatencyConditions conditions) {
        Map<String, Double> found = Map.of(
                "latencyOneThreadMs",
                after.oneThread().median(),
                "latencyAllCoresMs",
                after.allCores().median(),
                "timesAsFastOneThread",
                before.oneThread().median() / after.oneThread().median(),
                "timesAsFastAllCores",
                before.allCores().median() / after.allCores().median(),
                LATENCY_NOISE,
                conditions.variation());
        List<Double> changed = FIGURES.stream()
                .map(column -> found.getOrDefault(column, figure(column)))
                .toList();
        return new SweepRow(point, reason, changed, here(conditions), fingerprint);
    }

    private static List<String> texts(SweepPoint point) {
        return List.of(
                point.name(),
                point.pruneText(),
                point.truncateText(),
                point.regionText(),
                point.criterion(),
                point.recipeText(),
                String.valueOf(point.seed()));
    }

    private static double latency(Measured measured, Function<DeployedLatency, LatencyFigures> figures) {
        return measured.latency().map(figures).map(LatencyFigures::median).orElse(Double.NaN);
    }

    /** Whether the point was compressed. */
    public boolean isDone() {
        return reason.isEmpty();
    }

    /** Says how the work on the point ended. */
    void tell(Progress progress, String where) {
        if (isDone()) {
            progress.course(asked("name") + " is done" + where);
        } else {
            progress.message(asked("name") + " failed: " + reason);
        }
    }

    /** The setting in a column. */
    public String asked(String column) {
        return point.get(POINT.indexOf(column));
    }

    /** The cut and the recipe in a few letters, for a mark in a plot: {@code 0.5, 1/2, long}. */
    String shortName() {
        String prune = asked("prune").replaceFirst("^budget ", "");
        return Stream.concat(
                        Stream.of(prune),
                        Stream.of("truncate", RECIPE).map(this::asked).filter(text -> !text.equals(SweepPoint.NONE)))
                .collect(Collectors.joining(", "));
    }

    /** The figure of a column. */
    public double figure(String column) {
        return figures.get(FIGURES.indexOf(column));
    }

    /** Whether the point's latency was measured. */
    boolean isTimed() {
        return !Double.isNaN(figure("latencyOneThreadMs"));
    }

    /** Whether the point was compressed and lost no channels. */
    boolean isUncut() {
        return isDone() && asked("prune").equals(SweepPoint.NONE);
    }

    /** Whether the point has a budget in milliseconds. */
    boolean isPlannedInTime() {
        return asked("prune").startsWith(SweepPoint.BUDGET + "latency=");
    }

    /** The drop from the original's accuracy to the accuracy in a column. */
    public double drop(String column) {
        return Drop.of(figure("originalMIoU"), figure(column));
    }

    /** A figure as written to the file: whole numbers whole, others to six digits, missing ones empty. */
    static String format(double figure) {
        if (Double.isNaN(figure)) {
            return "";
        }
        return figure == Math.rint(figure)
                ? String.format(Locale.ROOT, "%.0f", figure)
                : String.format(Locale.ROOT, "%.6f", figure);
    }
}
