package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.sensitivity.SensitivityJson;
import dev.coppice.eval.sensitivity.SensitivityResult;
import java.util.ArrayList;
import java.util.List;

/** The worth of the layers of a network as a table, the most sensitive first. */
record SensitivityTable(SensitivityResult result) {
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
        return SensitivityJson.tree(result);
    }
}
