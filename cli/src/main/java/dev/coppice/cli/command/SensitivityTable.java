package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.sensitivity.SensitivityResult;
import dev.coppice.eval.sensitivity.SensitivityRow;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;

/** The worth of the layers of a network as a table, the most sensitive first. */
record SensitivityTable(SensitivityResult result) {
    private static final JsonMapper JSON = new JsonMapper();

    String text() {
        List<String> titles = new ArrayList<>(List.of("layer", "channels"));
        result.ratios().forEach(ratio -> titles.add(metric() + " at " + ratio));
        result.ratios().forEach(ratio -> titles.add("MACs at " + ratio));
        titles.add("mean drop");
        TextTable table = new TextTable(1, titles.toArray(String[]::new));
        for (SensitivityResult.Layer layer : result.mostSensitiveFirst()) {
            List<String> cells = new ArrayList<>(List.of(layer.name(), Integer.toString(layer.channels())));
            layer.points().forEach(row -> cells.add(Figures.accuracy(row.accuracy())));
            layer.points()
                    .forEach(row ->
                            cells.add(Figures.share(Math.round(row.macsShare() * result.macs()), result.macs())));
            cells.add(Figures.drop(layer.meanDrop()));
            table.row(cells.toArray(String[]::new));
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("\n\noriginal  " + metric() + " ")
                .append(Figures.accuracy(result.original().accuracy()));
        result.untouchable()
                .forEach(row ->
                        text.append("\n").append(row.layer()).append(" kept: ").append(row.reason()));
        return text.toString();
    }

    private String metric() {
        return result.original().metric().words();
    }

    ObjectNode json() {
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
