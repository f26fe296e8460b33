package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.report.Selection;
import dev.coppice.eval.sweep.LowPassAgreement;
import dev.coppice.eval.sweep.PredictorCorrelation;
import dev.coppice.eval.sweep.SeedSpread;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.eval.sweep.SweepFront;
import dev.coppice.eval.sweep.SweepJson;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.eval.sweep.TimedMachines;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The points of a sweep as a table. A star marks the points on the front by the cost that decides.
 *
 * @param metric measure of the accuracy
 * @param rows the points, one in each row
 * @param selection the pictures that weights were chosen on; empty if nothing is trained
 */
record SweepTable(Metric metric, List<SweepRow> rows, Optional<Selection> selection) {
    /** The columns of what was asked for. */
    private static final List<String> ASKED = List.of("prune", "truncate", "region", "criterion", "recipe", "seed");

    /** All columns. The three drops are predicted, before training, and after it. */
    private static final List<String> COLUMNS = Stream.concat(
                    ASKED.stream(),
                    Stream.of(
                            "MACs",
                            "share",
                            "parameters",
                            "1 thread",
                            "faster",
                            "all cores",
                            "faster",
                            "low-pass drop",
                            "rewritten drop",
                            "mIoU",
                            "drop",
                            "front"))
            .toList();

    /**
     * The lines that name the files of a sweep.
     *
     * @param whole whether a page and a picture may be beside the table; where no point was compressed there are none
     */
    static String files(Path table, boolean whole) {
        boolean drawn = whole && Files.exists(table.resolveSibling(SweepFlow.PAGE));
        return "\n\nresults  " + table
                + (drawn
                        ? "\npage     " + table.resolveSibling(SweepFlow.PAGE) + "\npicture  "
                                + table.resolveSibling(SweepFlow.PLOT)
                        : "");
    }

    String text() {
        SweepFront deciding = SweepFront.of(rows);
        List<SweepRow> front = deciding.points();
        Optional<SweepRow> knee = deciding.knee();
        List<List<String>> cells = new ArrayList<>();
        cells.add(COLUMNS.stream()
                .map(title -> title.equals("mIoU") ? metric.words() : title)
                .toList());
        rows.forEach(row -> cells.add(
                cells(row, front.contains(row) ? knee.filter(row::equals).isPresent() ? "* knee" : "*" : "")));
        StringBuilder text = new StringBuilder(table(cells).toString());
        rows.stream().filter(row -> !row.isDone()).forEach(row -> text.append("\n\n")
                .append(row.asked("name"))
                .append(" failed: ")
                .append(row.reason()));
        selection.ifPresent(chosen -> text.append("\n\n").append(chosen.sentence()));
        deciding.spreads().forEach(spread -> text.append(spread(spread)));
        TimedMachines.sentence(rows).ifPresent(said -> text.append("\n\n").append(said));
        disturbance().ifPresent(found -> text.append("\n\n").append(found));
        LowPassAgreement.of(rows).ifPresent(found -> text.append("\n\n").append(sentence(found)));
        List<PredictorCorrelation> predictors = PredictorCorrelation.of(rows);
        if (!predictors.isEmpty()) {
            text.append("\n\nSpearman's rank correlation with the drop after retraining, over ")
                    .append(predictors.get(0).truncations())
                    .append(" truncations:");
            predictors.forEach(
                    p -> text.append(String.format(Locale.ROOT, "\n  %-9s  %.3f", p.predictor(), p.spearman())));
        }
        return text.toString();
    }

    /** The cells, without settings that all points share and figures that none has: a terminal is not as wide as the file. */
    private static TextTable table(List<List<String>> cells) {
        int[] kept = IntStream.range(0, COLUMNS.size())
                .filter(c -> {
                    List<String> values = cells.stream()
                            .skip(1)
                            .map(row -> row.get(c))
                            .distinct()
                            .toList();
                    return c < ASKED.size()
                            ? cells.size() == 2 || values.size() > 1
                            : values.stream().anyMatch(value -> !value.isEmpty());
                })
                .toArray();
        int words = (int) Arrays.stream(kept).filter(c -> c < ASKED.size()).count();
        TextTable table = new TextTable(words, shown(cells.get(0), kept));
        cells.stream().skip(1).forEach(row -> table.row(shown(row, kept)));
        return table;
    }

    private static String[] shown(List<String> row, int[] kept) {
        return Arrays.stream(kept).mapToObj(row::get).toArray(String[]::new);
    }

    private String spread(SeedSpread spread) {
        return String.format(
                Locale.ROOT,
                "\n\nOver %d seeds at %s: %s %s, standard deviation %.4f",
                spread.seeds(),
                String.join(" ", spread.settings()),
                metric.words(),
                Figures.accuracy(spread.mean()),
                spread.deviation());
    }

    private Optional<String> disturbance() {
        double[] noise = rows.stream()
                .mapToDouble(row -> row.figure(SweepRow.LATENCY_NOISE))
                .filter(LatencyConditions::isDisturbed)
                .sorted()
                .toArray();
        return noise.length == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Another process disturbed the latency measurement at %d of %d points: the original varied by up"
                                + " to %.0f %%.",
                        noise.length,
                        rows.size(),
                        100 * noise[noise.length - 1]));
    }

    private static String sentence(LowPassAgreement found) {
        String order = String.format(
                Locale.ROOT,
                "Low-pass against rewritten, over %d truncations: Spearman %.3f",
                found.truncations(),
                found.spearman());
        return found.small() == 0
                ? order + "; no drop is under 10 points."
                : order
                        + String.format(
                                Locale.ROOT,
                                "; median difference %.2f points at %d with a drop under 10.",
                                found.medianDifference(),
                                found.small());
    }

    private static List<String> cells(SweepRow row, String front) {
        List<String> cells = new ArrayList<>(ASKED.stream().map(row::asked).toList());
        if (row.isDone()) {
            cells.add(Figures.count((long) row.figure("macs")));
            cells.add(Figures.share((long) row.figure("macs"), (long) row.figure("originalMacs")));
            cells.add(Figures.count((long) row.figure("parameters")));
            cells.add(millis(row.figure("latencyOneThreadMs")));
            cells.add(Figures.times(row.figure("timesAsFastOneThread")));
            cells.add(millis(row.figure("latencyAllCoresMs")));
            cells.add(Figures.times(row.figure("timesAsFastAllCores")));
            cells.add(drop(row, SweepRow.LOW_PASS));
            cells.add(drop(row, "mIoUBeforeRetraining"));
            cells.add(Figures.accuracy(row.figure("mIoU")));
            cells.add(drop(row, "mIoU"));
            cells.add(front);
        } else {
            cells.add("failed");
            cells.addAll(Collections.nCopies(COLUMNS.size() - cells.size(), ""));
        }
        return cells;
    }

    private static String millis(double figure) {
        return Double.isNaN(figure) ? "" : Figures.millis(figure);
    }

    /** The drop of the accuracy in points; empty if there is none. */
    private static String drop(SweepRow row, String column) {
        return Drop.text(row.drop(column), "");
    }

    ObjectNode json() {
        return SweepJson.tree(metric, rows, selection);
    }
}
