package dev.coppice.eval.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.eval.report.Selection;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Optional;

/** A sweep as JSON, for programs. Accuracies and drops are shares of 1, times are in milliseconds. */
public final class SweepJson {
    private static final JsonMapper JSON = new JsonMapper();

    private SweepJson() {}

    /**
     * The rows as one object: {@code points}, and what predicts the drop where that can be said.
     *
     * @param metric measure of the accuracy
     * @param selection the pictures that weights were chosen on; empty if nothing is trained
     */
    public static ObjectNode tree(Metric metric, List<SweepRow> rows, Optional<Selection> selection) {
        SweepFront deciding = SweepFront.of(rows);
        List<SweepRow> front = deciding.points();
        Optional<SweepRow> knee = deciding.knee();
        ObjectNode root = JSON.createObjectNode();
        ArrayNode points = root.putArray("points");
        for (SweepRow row : rows) {
            ObjectNode point = points.addObject();
            SweepRow.POINT.forEach(column -> point.put(column, row.asked(column)));
            point.put("front", front.contains(row));
            point.put("knee", knee.filter(row::equals).isPresent());
            if (!row.isDone()) {
                point.put("reason", row.reason());
            }
            for (String column : SweepRow.FIGURES) {
                put(point, metric.column(column), row.figure(column));
            }
            if (!row.timedOn().isEmpty()) {
                point.put(SweepRow.TIMED_ON, row.timedOn());
            }
        }
        SweepFront.all(rows).forEach(each -> put(root.withArray("/fronts").addObject(), each));
        deciding.spreads().forEach(spread -> put(root.withArray("/seeds").addObject(), spread));
        selection.ifPresent(chosen -> root.set("selection", ReportJson.selection(chosen)));
        for (PredictorCorrelation predictor : PredictorCorrelation.of(rows)) {
            ObjectNode entry = root.withArray("/predictors").addObject().put("predictor", predictor.predictor());
            entry.put("truncations", predictor.truncations());
            put(entry, "spearman", predictor.spearman());
        }
        LowPassAgreement.of(rows).ifPresent(found -> {
            ObjectNode entry = root.putObject("lowPass").put("truncations", found.truncations());
            entry.put("small", found.small());
            put(entry, "spearman", found.spearman());
            put(entry, "medianDifference", found.medianDifference());
        });
        return root;
    }

    private static void put(ObjectNode entry, SweepFront front) {
        entry.put("cost", front.cost().key());
        ArrayNode names = entry.putArray("points");
        front.points().forEach(row -> names.add(row.asked("name")));
        front.knee().ifPresent(knee -> entry.put("knee", knee.asked("name")));
    }

    private static void put(ObjectNode entry, SeedSpread spread) {
        for (int i = 0; i < SeedSpread.COLUMNS.size(); i++) {
            entry.put(SeedSpread.COLUMNS.get(i), spread.settings().get(i));
        }
        entry.put("count", spread.seeds());
        put(entry, "mean", spread.mean());
        put(entry, "deviation", spread.deviation());
    }

    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }
}
