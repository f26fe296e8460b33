package dev.coppice.eval.flow;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.eval.latency.LayerTimes;
import dev.coppice.eval.report.LayerChange;
import dev.coppice.eval.report.LayerFigures;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.NodeCost;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Comparison of two networks layer by layer. A layer is a node that multiplies and accumulates; nodes keep their names. */
final class LayerChanges {
    private LayerChanges() {}

    /**
     * A network with its layers.
     *
     * @param network the network
     * @param onnx the model that runs
     * @param layers its layers by name, in order
     */
    private record Layered(Network network, OnnxSource onnx, Map<String, NodeCost> layers) {
        static Layered of(Network network, OnnxSource onnx) {
            Map<String, NodeCost> layers = new LinkedHashMap<>();
            NodeCost.of(network.graph(), network.shapes(1)).stream()
                    .filter(cost -> cost.macs() > 0)
                    .forEach(cost -> layers.put(cost.node().name(), cost));
            return new Layered(network, onnx, layers);
        }

        LayerTimes times(boolean measures) {
            return measures ? LayerTimes.measure(onnx, network, layers.keySet()) : LayerTimes.NONE;
        }
    }

    /**
     * Compares a network with what became of it.
     *
     * @param state the state after the export
     * @param original the original network
     * @param measures whether times are measured
     */
    static List<LayerChange> of(CompressionState state, Network original, boolean measures) {
        VerifiedExport export = state.export().orElseThrow();
        Layered before = Layered.of(original, state.original().orElseThrow().model());
        Layered after = Layered.of(export.network(), export.runnable());
        LayerTimes timesBefore = before.times(measures);
        LayerTimes timesAfter = after.times(measures);
        Map<String, List<String>> reasons = reasons(original, state.planned().plan());
        return order(before, after).stream()
                .map(name -> {
                    Node node = Optional.ofNullable(after.layers().get(name))
                            .orElseGet(() -> before.layers().get(name))
                            .node();
                    return new LayerChange(
                            new LayerChange.Place(name, node.op(), node.output()),
                            figures(before, timesBefore, name),
                            figures(after, timesAfter, name),
                            reasons.getOrDefault(name, List.of()));
                })
                .toList();
    }

    /** The layers in the original's order; one that was added follows the one that it follows in the new network. */
    private static List<String> order(Layered before, Layered after) {
        Map<String, List<String>> added = new HashMap<>();
        String last = "";
        for (String name : after.layers().keySet()) {
            if (before.layers().containsKey(name)) {
                last = name;
            } else {
                added.computeIfAbsent(last, n -> new ArrayList<>()).add(name);
            }
        }
        List<String> order = new ArrayList<>(added.getOrDefault("", List.of()));
        for (String name : before.layers().keySet()) {
            order.add(name);
            order.addAll(added.getOrDefault(name, List.of()));
        }
        return order;
    }

    private static Optional<LayerFigures> figures(Layered network, LayerTimes times, String name) {
        return Optional.ofNullable(network.layers().get(name)).map(cost -> {
            int[] sizes = cost.output().sizes();
            boolean product =
                    cost.node().is(OperatorKind.CONTRACTION) && !cost.node().is("Conv", "ConvTranspose");
            return new LayerFigures(
                    cost.macs(),
                    channels(cost.output(), product),
                    product || sizes.length < 3
                            ? List.of()
                            : Arrays.stream(sizes).skip(2).boxed().toList(),
                    times.ofLayers().getOrDefault(name, Double.NaN));
        });
    }

    private static int channels(Shape output, boolean product) {
        return output.rank() == 0 ? 1 : output.size(product ? output.rank() - 1 : Math.min(1, output.rank() - 1));
    }

    /** What the plan says of each layer: of itself, and of the channels that go together with its own. */
    private static Map<String, List<String>> reasons(Network original, CompressionPlan plan) {
        Map<String, List<String>> said = plan.decisions().stream()
                .collect(Collectors.groupingBy(
                        Decision::where, Collectors.mapping(Decision::reason, Collectors.toList())));
        Map<String, List<String>> reasons = new HashMap<>();
        said.forEach((where, all) -> reasons.put(where, new ArrayList<>(all)));
        for (ChannelGroup group : ChannelAnalysis.of(original).groups()) {
            for (Producer producer : group.producers()) {
                if (!producer.node().equals(group.name())) {
                    said.getOrDefault(group.name(), List.of())
                            .forEach(reason -> reasons.computeIfAbsent(producer.node(), n -> new ArrayList<>())
                                    .add("with " + group.name() + ": " + reason));
                }
            }
        }
        return reasons;
    }
}
