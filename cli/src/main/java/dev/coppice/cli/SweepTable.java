package dev.coppice.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.sweep.ParetoPlot;
import dev.coppice.eval.sweep.PredictorCorrelation;
import dev.coppice.eval.sweep.SweepRow;
import java.util.List;
import java.util.Locale;

/** The points of a sweep, with a star at those that nothing beats in both MACs and mIoU. */
record SweepTable(List<SweepRow> rows) {
    private static final JsonMapper JSON = new JsonMapper();

    String text() {
        List<SweepRow> front = ParetoPlot.front(rows);
        TextTable table = new TextTable(
                4,
                "prune",
                "truncate",
                "criterion",
                "seed",
                "MACs",
                "share",
                "parameters",
                "latency",
                "faster",
                "mIoU",
                "drop",
                "predicted",
                "front");
        rows.forEach(row -> add(table, row, front.contains(row)));
        StringBuilder text = new StringBuilder(table.toString());
        rows.stream().filter(row -> !row.isDone()).forEach(row -> text.append("\n\n")
                .append(row.asked("name"))
                .append(" failed: ")
                .append(row.reason()));
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

    private static void add(TextTable table, SweepRow row, boolean onFront) {
        if (!row.isDone()) {
            table.row(
                    row.asked("prune"),
                    row.asked("truncate"),
                    row.asked("criterion"),
                    row.asked("seed"),
                    "failed",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "");
            return;
        }
        table.row(
                row.asked("prune"),
                row.asked("truncate"),
                row.asked("criterion"),
                row.asked("seed"),
                Figures.count((long) row.figure("macs")),
                Figures.share((long) row.figure("macs"), (long) row.figure("originalMacs")),
                Figures.count((long) row.figure("parameters")),
                Figures.millis(row.figure("latencyMedianMs")),
                Figures.times(row.figure("speedup")),
                Figures.accuracy(row.figure("mIoU")),
                Figures.points(row.figure("mIoU") - row.figure("originalMIoU")),
                Double.isNaN(row.figure(SweepRow.LOW_PASS))
                        ? ""
                        : Figures.points(row.figure(SweepRow.LOW_PASS) - row.figure("originalMIoU")),
                onFront ? "*" : "");
    }

    ObjectNode json() {
        List<SweepRow> front = ParetoPlot.front(rows);
        ObjectNode root = JSON.createObjectNode();
        ArrayNode points = root.putArray("points");
        for (SweepRow row : rows) {
            ObjectNode point = points.addObject();
            SweepRow.POINT.forEach(column -> point.put(column, row.asked(column)));
            point.put("front", front.contains(row));
            if (!row.isDone()) {
                point.put("reason", row.reason());
            }
            for (String column : SweepRow.FIGURES) {
                double figure = row.figure(column);
                if (!Double.isNaN(figure)) {
                    point.put(column, figure);
                }
            }
        }
        for (PredictorCorrelation predictor : PredictorCorrelation.of(rows)) {
            ObjectNode entry = root.withArray("/predictors").addObject().put("predictor", predictor.predictor());
            entry.put("truncations", predictor.truncations());
            if (!Double.isNaN(predictor.spearman())) {
                entry.put("spearman", predictor.spearman());
            }
        }
        return root;
    }
}
