package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Multiply-accumulates of the written model's nodes as node data of Model Explorer, which colours its view of the model by them. The
 * keys are the tensors that the nodes compute.
 */
final class ReportNodes {
    private ReportNodes() {}

    static String format(Report report) {
        ObjectNode root = new JsonMapper().createObjectNode();
        ObjectNode results = root.putObject("results");
        for (LayerChange layer : report.layers()) {
            layer.after().ifPresent(after -> results.putObject(layer.place().tensor())
                    .put("value", after.macs()));
        }
        ArrayNode gradient = root.putArray("gradient");
        gradient.addObject().put("stop", 0).put("bgColor", "#ffffff").put("textColor", "#000000");
        gradient.addObject().put("stop", 1).put("bgColor", "#f06048").put("textColor", "#000000");
        return root.toPrettyString() + "\n";
    }
}
