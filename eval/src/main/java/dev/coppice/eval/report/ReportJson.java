package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.List;

/** A report as JSON, for programs. Accuracies and drops are shares of 1, times are in milliseconds. */
public final class ReportJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ReportJson() {}

    /** The report as indented text. */
    public static String format(Report report) {
        return tree(report).toPrettyString() + "\n";
    }

    /** The report as one object. */
    public static ObjectNode tree(Report report) {
        ObjectNode root = JSON.createObjectNode();
        Report.Origin origin = report.origin();
        root.put("tool", origin.tool())
                .put("network", origin.network())
                .put("inputHash", origin.inputHash())
                .put("seed", origin.seed());
        if (!origin.command().isEmpty()) {
            root.put("command", origin.command());
        }
        data(root.putObject("data"), report.data());
        root.set("plan", report.plan());
        report.planned().ifPresent(planned -> root.set("planned", planned(planned)));
        root.set("original", measured(report.original()));
        report.originalRetrained().ifPresent(m -> root.set("originalRetrained", measured(m)));
        root.set("rewritten", compressed(report, report.rewritten()));
        root.set("retrained", compressed(report, report.retrained()));
        ArrayNode layers = root.putArray("layers");
        report.layers().forEach(layer -> layer(layers.addObject(), layer));
        report.training()
                .ifPresent(t -> training(
                        root.putObject("training"),
                        t,
                        report.original().evaluation().metric()));
        report.parity().ifPresent(p -> root.putObject("parity")
                .put("maxAbs", p.maxAbs())
                .put("maxRel", p.maxRel())
                .put("inputs", p.inputs()));
        ArrayNode declined = root.putArray("declined");
        report.declined()
                .forEach(d -> declined.addObject().put("where", d.where()).put("reason", d.reason()));
        report.timing().ifPresent(timing -> conditions(root.putObject("latency"), timing));
        texts(root.putArray("notes"), report.notes());
        report.promise().ifPresent(promise -> promise(root.putObject("promise"), promise));
        return root;
    }

    /** The figures of one network: {@code macs, parameters, bytes, latencyMs, mIoU, pixelAccuracy, perClassIoU ...}. */
    public static ObjectNode measured(Measured measured) {
        ObjectNode node = JSON.createObjectNode()
                .put("macs", measured.cost().macs())
                .put("parameters", measured.cost().parameters())
                .put("bytes", measured.bytes());
        measured.latency().ifPresent(latency -> {
            ObjectNode both = node.putObject("latencyMs");
            latency(both.putObject("oneThread"), latency.oneThread());
            latency(both.putObject("allCores"), latency.allCores());
        });
        return node.setAll(evaluation(measured.evaluation()));
    }

    private static void layer(ObjectNode node, LayerChange layer) {
        node.put("name", layer.place().name())
                .put("op", layer.place().op())
                .put("tensor", layer.place().tensor());
        layer.before().ifPresent(figures -> layer(node.putObject("before"), figures));
        layer.after().ifPresent(figures -> layer(node.putObject("after"), figures));
        texts(node.putArray("reasons"), layer.reasons());
    }

    private static void layer(ObjectNode node, LayerFigures figures) {
        node.put("macs", figures.macs()).put("channels", figures.channels());
        ArrayNode grid = node.putArray("grid");
        figures.grid().forEach(grid::add);
        if (!Double.isNaN(figures.milliseconds())) {
            node.put("milliseconds", figures.milliseconds());
        }
    }

    private static ObjectNode compressed(Report report, Measured measured) {
        ObjectNode node = measured(measured);
        finite(node, "drop", report.drop(measured));
        return node;
    }

    private static void promise(ObjectNode node, Promise promise) {
        node.put("maxDrop", promise.allowed())
                .put("kept", promise.isKept())
                .put("machine", promise.machine())
                .put("writtenRound", promise.chosen() + 1);
        ArrayNode rounds = node.putArray("rounds");
        for (Promise.Round round : promise.rounds()) {
            ObjectNode entry = rounds.addObject()
                    .put("cut", round.what())
                    .put("beginsWith", round.weights())
                    .put("predictedMs", round.predicted());
            finite(entry, "measuredMs", round.measured().orElse(Double.NaN));
            finite(entry, "predictedDropBeforeTraining", round.drop().predicted());
            finite(entry, "expectedDrop", round.drop().expected());
            finite(entry, "measuredDrop", round.drop().measured());
        }
    }

    private static void latency(ObjectNode node, LatencyFigures figures) {
        node.put("median", figures.median()).put("p95", figures.p95()).put("runs", figures.runs());
    }

    private static void conditions(ObjectNode node, LatencyConditions conditions) {
        node.put("processor", conditions.processor())
                .put("runtime", conditions.runtime())
                .put("cores", conditions.cores())
                .put("batch", conditions.batch())
                .putObject("referenceVariation")
                .put("oneThread", conditions.variationOneThread())
                .put("allCores", conditions.variationAllCores());
    }

    /**
     * An accuracy: {@code mIoU, pixelAccuracy, dice (two classes), perClassIoU, absent, images}; of a classifier {@code top1,
     * top5, perClassAccuracy, absent, images}.
     */
    public static ObjectNode evaluation(Evaluation evaluation) {
        ObjectNode node = JSON.createObjectNode();
        Metric metric = evaluation.metric();
        finite(node, metric.key(), evaluation.accuracy());
        finite(node, metric.secondaryKey(), evaluation.secondary());
        if (!Double.isNaN(evaluation.dice())) {
            node.put("dice", evaluation.dice());
        }
        ObjectNode classes = node.putObject(metric.perClassKey());
        evaluation.perClass().forEach((name, share) -> finite(classes, name, share));
        texts(node.putArray("absent"), evaluation.absent());
        return node.put("images", evaluation.images());
    }

    private static void data(ObjectNode node, Report.Data data) {
        node.put("name", data.name()).put("split", data.split()).put("images", data.images());
        texts(node.putArray("classes"), data.classes());
        texts(node.putArray("extraClasses"), data.extra());
    }

    /** A planner's choice: {@code budget, chosen, predictions, timeByOperatorMs}. */
    public static ObjectNode planned(Planned planned) {
        ObjectNode node =
                JSON.createObjectNode().put("budget", planned.budget()).put("chosen", planned.chosen());
        ArrayNode predictions = node.putArray("predictions");
        for (Prediction prediction : planned.predictions()) {
            ObjectNode entry = predictions
                    .addObject()
                    .put("figure", prediction.figure())
                    .put("unit", prediction.unit().id());
            finite(entry, "predicted", prediction.predicted());
            finite(entry, "measured", prediction.measured());
        }
        if (!planned.timeByOperator().isEmpty()) {
            ObjectNode times = node.putObject("timeByOperatorMs");
            planned.timeByOperator().forEach(times::put);
        }
        return node;
    }

    private static void training(ObjectNode node, Report.Training training, Metric metric) {
        node.put("split", training.split()).put("steps", training.steps()).put("bestEpoch", training.best());
        training.chosen().ifPresent(chosen -> node.set("selection", selection(chosen)));
        ArrayNode curve = node.putArray("curve");
        for (Report.CurvePoint point : training.curve()) {
            ObjectNode entry = curve.addObject().put("epoch", point.epoch());
            finite(entry, "loss", point.loss());
            finite(entry, metric.key(), point.accuracy());
        }
    }

    /** The pictures that weights were chosen on, and those that accuracy was measured on. */
    public static ObjectNode selection(Selection selection) {
        return JSON.createObjectNode()
                .put("split", selection.split())
                .put("images", selection.images())
                .put("measuredSplit", selection.measured())
                .put("measuredImages", selection.measuredImages())
                .put("samePictures", selection.isOnMeasured());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** Writes a figure. JSON has no NaN, so a missing figure is null. */
    private static void finite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
