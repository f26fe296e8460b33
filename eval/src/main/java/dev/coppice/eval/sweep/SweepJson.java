package dev.coppice.eval.sweep;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.eval.report.Selection;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Optional;

/**
 * A sweep as JSON: what {@code sweep.csv} holds, with the front, its knee and the spread over seeds.
 *
 * @param metric measure of the accuracy
 * @param rows the points
 * @param selection the pictures that weights were chosen on; empty if nothing is trained
 */
public record SweepJson(Metric metric, List<SweepRow> rows, Optional<Selection> selection) {
    private static final JsonMapper JSON = new JsonMapper();

    public SweepJson {
        rows = List.copyOf(rows);
    }

    /** The same as text. */
    String text() {
        return node().toPrettyString() + "\n";
    }

    /** The sweep as JSON. */
    public ObjectNode node() {
        List<SweepRow> front = ParetoPlot.front(rows);
        Optional<SweepRow> knee = FrontKnee.of(rows);
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
                putNumber(point, metric.column(column), row.figure(column));
            }
        }
        for (SeedSpread spread : SeedSpread.of(rows)) {
            ObjectNode entry = root.withArray("/seeds").addObject();
            for (int i = 0; i < SeedSpread.COLUMNS.size(); i++) {
                entry.put(SeedSpread.COLUMNS.get(i), spread.settings().get(i));
            }
            entry.put("count", spread.seeds());
            putNumber(entry, "mean", spread.mean());
            putNumber(entry, "deviation", spread.deviation());
        }
        selection.ifPresent(chosen -> root.set("selection", ReportJson.selection(chosen)));
        for (PredictorCorrelation predictor : PredictorCorrelation.of(rows)) {
            ObjectNode entry = root.withArray("/predictors").addObject().put("predictor", predictor.predictor());
            entry.put("truncations", predictor.truncations());
            putNumber(entry, "spearman", predictor.spearman());
        }
        LowPassAgreement.of(rows).ifPresent(found -> {
            ObjectNode entry = root.putObject("lowPass").put("truncations", found.truncations());
            entry.put("small", found.small());
            putNumber(entry, "spearman", found.spearman());
            putNumber(entry, "medianDifference", found.medianDifference());
        });
        return root;
    }

    private static void putNumber(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }
}
