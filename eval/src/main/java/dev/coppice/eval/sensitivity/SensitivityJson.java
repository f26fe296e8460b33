package dev.coppice.eval.sensitivity;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.measure.Metric;

/** A sensitivity analysis as JSON, for programs. Accuracies and drops are shares of 1. */
public final class SensitivityJson {
    private static final JsonMapper JSON = new JsonMapper();

    private SensitivityJson() {}

    /** The result as one object: {@code name, original, layers}, the most sensitive first, and {@code kept}. */
    public static ObjectNode tree(SensitivityResult result) {
        ObjectNode root = JSON.createObjectNode().put("name", result.network());
        root.putObject("original")
                .put(result.original().metric().key(), result.original().accuracy())
                .put("images", result.original().images())
                .put("macs", result.macs());
        for (SensitivityResult.Layer layer : result.mostSensitiveFirst()) {
            ObjectNode entry = root.withArray("/layers")
                    .addObject()
                    .put("name", layer.name())
                    .put("channels", layer.channels());
            put(entry, "meanDrop", layer.meanDrop());
            layer.points()
                    .forEach(row -> point(
                            entry.withArray("/points").addObject(),
                            row,
                            result.original().metric()));
        }
        for (SensitivityRow row : result.untouchable()) {
            root.withArray("/kept").addObject().put("name", row.layer()).put("reason", row.reason());
        }
        return root;
    }

    private static void point(ObjectNode point, SensitivityRow row, Metric metric) {
        point.put("ratio", row.ratio()).put("kept", row.kept());
        put(point, "macsShare", row.macsShare());
        put(point, metric.key(), row.accuracy());
        put(point, "drop", row.drop());
        if (!row.isMeasured()) {
            point.put("reason", row.reason());
        }
    }

    /** Puts a figure; JSON has no NaN, so a NaN is left out. */
    private static void put(ObjectNode object, String name, double figure) {
        if (!Double.isNaN(figure)) {
            object.put(name, figure);
        }
    }
}
