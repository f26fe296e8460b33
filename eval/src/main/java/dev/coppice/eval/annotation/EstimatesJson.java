package dev.coppice.eval.annotation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.report.ReportJson;

/** Estimates as JSON, with figures in [0, 1]. Missing figures are left out. */
public final class EstimatesJson {
    private static final JsonMapper JSON = new JsonMapper();

    private EstimatesJson() {}

    /** The estimates as one object. */
    public static ObjectNode tree(Estimates estimates) {
        ObjectNode root = JSON.createObjectNode().put("data", estimates.data());
        estimates.splits().forEach(root.putArray("splits")::add);
        root.put("images", estimates.images()).put("frequency", estimates.frequency());
        estimates.reference().ifPresent(name -> root.put("reference", name));
        for (Efficacy size : estimates.sizes()) {
            ObjectNode node = root.withArray("/blocks").addObject().put("side", size.side());
            for (Estimator estimator : Estimator.values()) {
                put(node, estimator.name(), estimator.of(size));
            }
            node.set("labels", ReportJson.evaluation(size.labels()));
            LabellingCost cost = size.cost();
            node.putObject("cost")
                    .put("pixels", cost.pixels())
                    .put("blocks", cost.blocks())
                    .put("clickSaving", cost.clickSaving())
                    .put("boundary", cost.boundary())
                    .put("boundaryBlocks", cost.boundaryBlocks())
                    .put("boundarySaving", cost.boundarySaving())
                    .put("mixedBlocks", cost.mixed());
            put(node, "measuredMIoU", estimates.measured().getOrDefault(size.side(), Double.NaN));
        }
        if (!estimates.measured().isEmpty()) {
            ObjectNode spearman = root.putObject("spearman");
            for (Estimator estimator : Estimator.values()) {
                put(spearman, estimator.name(), estimator.correlation(estimates));
            }
        }
        return root;
    }

    /** Adds a figure. JSON has no NaN, so a missing figure is left out. */
    private static void put(ObjectNode node, String name, double figure) {
        if (!Double.isNaN(figure)) {
            node.put(name, figure);
        }
    }
}
