package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sample reports for tests. */
public final class Reports {
    private Reports() {}

    /** A compression to a quarter of the MACs that cost the pole 4 points and gained the sky 1. */
    public static Report quartered() {
        return quartered(Optional.empty(), Optional.empty());
    }

    /** The same, where retraining gained the original 2 points. */
    static Report quarteredBesideRetrainedOriginal() {
        return quartered(Optional.of(measured(8_000_000, 0.92, 0.32)), Optional.empty());
    }

    /** The same, planned to a quarter of the latency. */
    static Report quarteredToABudget() {
        Planned planned = new Planned(
                "latency=25%",
                "decoder on 1/4 of the grid; predicted 9.5 ms",
                List.of(
                        new Prediction("latency on one thread", Prediction.Unit.MS, 9.5, 10),
                        new Prediction("drop before training", Prediction.Unit.DROP, 0.25, 0.3)),
                Map.of("Conv", 9.0),
                List.of(List.of("", "latency"), List.of("", "40 ms"), List.of("*", "9.5 ms")),
                List.of(
                        new FrontierDot("none", 1, "40 ms", 0, false),
                        new FrontierDot("decoder at 1/4", 0.2375, "9.5 ms", 0.25, true)),
                true);
        return quartered(Optional.empty(), Optional.of(planned));
    }

    private static Report quartered(Optional<Measured> originalRetrained, Optional<Planned> planned) {
        Measured original = measured(8_000_000, 0.9, 0.3).with(latency(40, 24));
        Measured rewritten = measured(2_000_000, 0.5, 0.1).with(latency(10, 8));
        Measured retrained = measured(2_000_000, 0.91, 0.26).with(latency(10, 8));
        return new Report(
                new Report.Origin("coppice 1.2", "tiny", "abc", 7, "coppice compress tiny.onnx"),
                new Report.Data("streets", "val", 3, List.of("sky", "pole", "car"), List.of("void")),
                JsonNodeFactory.instance.objectNode().put("network", "abc"),
                planned,
                original,
                originalRetrained,
                rewritten,
                retrained,
                layers(),
                Optional.of(new Report.Training(
                        "train",
                        12,
                        1,
                        Optional.of(new Selection("held-out", 2, "val", 3)),
                        List.of(new Report.CurvePoint(1, 0.5, 0.585)))),
                Optional.of(new Report.Parity(1e-6, 2e-7, 4)),
                List.of(new Report.Declined("head|out", "reaches the output")),
                Optional.of(new LatencyConditions("AMD EPYC", "ONNX Runtime 1.29.0", 1, 2, 0.02, 0.04)),
                List.of("A note."),
                examples(),
                Optional.empty());
    }

    private static List<LayerChange> layers() {
        return List.of(
                new LayerChange(
                        new LayerChange.Place("stem", "Conv", "stem.out"),
                        Optional.of(new LayerFigures(6_000_000, 32, List.of(48, 64), 30)),
                        Optional.of(new LayerFigures(1_500_000, 16, List.of(24, 32), 7.5)),
                        List.of("32 → 16 channels")),
                new LayerChange(
                        new LayerChange.Place("stem/grid", "Resample", "stem/grid"),
                        Optional.empty(),
                        Optional.of(new LayerFigures(1000, 16, List.of(24, 32), Double.NaN)),
                        List.of()),
                new LayerChange(
                        new LayerChange.Place("head", "Conv", "logits"),
                        Optional.of(new LayerFigures(2_000_000, 3, List.of(48, 64), 8)),
                        Optional.of(new LayerFigures(499_000, 3, List.of(48, 64), 2)),
                        List.of("reaches the output")));
    }

    /** One picture of 2 × 2 pixels: of four, one is unlabelled, one was lost and one gained. */
    static ExampleSet examples() {
        return new ExampleSet(
                List.of(new ExampleSet.Row(
                        "street-1",
                        RgbImage.of(2, 2, new int[] {0, 0xFF, 0xFF00, 0xFF0000}),
                        LabelMap.of(2, 2, new byte[] {0, 1, 1, -1}),
                        LabelMap.of(2, 2, new byte[] {0, 1, 0, 1}),
                        LabelMap.of(2, 2, new byte[] {0, 0, 1, 1}))),
                List.of("sky", "pole", "car"));
    }

    private static DeployedLatency latency(double oneThread, double allCores) {
        return new DeployedLatency(
                new LatencyFigures(oneThread, 1.1 * oneThread, 20), new LatencyFigures(allCores, 1.1 * allCores, 30));
    }

    private static Measured measured(long macs, double sky, double pole) {
        Map<String, Double> classes = new LinkedHashMap<>();
        classes.put("sky", sky);
        classes.put("pole", pole);
        Evaluation evaluation = new Evaluation(
                Metric.MEAN_IOU, (sky + pole) / 2, (sky + 1) / 2, classes, List.of("car"), Double.NaN, 3, Double.NaN);
        return new Measured(new Cost(macs, macs / 100, macs * 4), macs / 20, evaluation);
    }
}
