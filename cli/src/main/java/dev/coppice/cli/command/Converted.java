package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.eval.flow.ConversionResult;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.models.measure.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The output of {@code convert}.
 *
 * @param result the written file and its parity
 * @param leftOut the parts of the source that no output needs, one sentence for each kind
 * @param fixed the numbers of inputs that the written file no longer has, by name
 * @param accuracy the accuracy before and after, if it was measured
 */
record Converted(
        ConversionResult result, List<String> leftOut, Map<String, Double> fixed, Optional<Accuracy> accuracy) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Accuracy on labelled images.
     *
     * @param images data set and split
     * @param before of the source
     * @param after of the written file
     */
    record Accuracy(String images, Evaluation before, Evaluation after) {}

    /** The output as text. */
    String text() {
        List<String> lines = new ArrayList<>();
        leftOut.forEach(sentence -> lines.add("unused     " + sentence));
        fixed.forEach((name, value) -> lines.add("fixed      input '" + name + "' holds " + value));
        lines.add("inputs     " + result.inputs());
        result.source().ifPresent(parity -> lines.add("source     " + parity.sentence()));
        lines.add("file       loads and computes what " + result.reference() + ": "
                + result.model().parity());
        result.model().roundingWords().ifPresent(words -> lines.add("precision  " + words));
        accuracy.ifPresent(a -> lines.add("accuracy   "
                + a.after().metric().words() + " "
                + Figures.accuracy(a.before().accuracy()) + " before, "
                + Figures.accuracy(a.after().accuracy())
                + " after, on " + a.images()));
        lines.add("model      " + result.model().file() + ", "
                + Figures.bytes(result.model().bytes()));
        return String.join("\n", lines);
    }

    /** The output as JSON. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode()
                .put("file", result.model().file().toString())
                .put("bytes", result.model().bytes());
        leftOut.forEach(root.putArray("leftOut")::add);
        if (!fixed.isEmpty()) {
            fixed.forEach(root.putObject("fixed")::put);
        }
        ObjectNode parity =
                root.putObject("parity").put("reference", result.reference()).put("inputs", result.inputs());
        result.source().ifPresent(source -> parity(parity.putObject("source"), source.report()));
        parity(parity.putObject("file"), result.model().parity());
        result.model().rounding().ifPresent(report -> parity(parity.putObject("rounding"), report));
        accuracy.ifPresent(a -> {
            root.set("before", ReportJson.evaluation(a.before()));
            root.set("after", ReportJson.evaluation(a.after()));
        });
        return root;
    }

    private static void parity(ObjectNode node, ParityReport report) {
        node.put("maxAbs", report.maxAbs()).put("maxRel", report.maxRel()).put("inputs", report.inputs());
    }
}
