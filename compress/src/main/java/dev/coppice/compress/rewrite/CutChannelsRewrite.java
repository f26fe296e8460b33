package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrite that slices every use of a constant separately. Uses with equal results share one constant. Where results
 * differ, each is stored once, under a fresh name from the second on.
 */
final class CutChannelsRewrite implements StepRewrite<PlanStep.CutChannels> {

    /** A use of a constant by a node. */
    record Use(String node, int input) {}

    /** A result of cutting a constant, and the name that it is stored under. */
    private record Version(Tensor value, String name) {}

    @Override
    public List<GraphEdit> edits(PlanStep.CutChannels step, Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (PlanStep.AttributeChange change : step.attributes()) {
            Node node = graph.node(change.node());
            edits.add(new GraphEdit.ReplaceNode(
                    node.name(), node.withAttributes(node.attributes().with(change.attribute(), change.value()))));
        }
        for (PlanStep.SizeChange size : step.sizes()) {
            Node node = graph.node(size.node());
            if (node.attributes().has("num_outputs")) {
                // Split takes its sizes from an input or from this attribute, never from both.
                edits.add(new GraphEdit.ReplaceNode(
                        node.name(), node.withAttributes(node.attributes().without("num_outputs"))));
            }
        }
        Map<Use, List<PlanStep.ConstantCut>> cuts = new LinkedHashMap<>();
        for (PlanStep.ConstantCut cut : step.cuts()) {
            cuts.computeIfAbsent(new Use(cut.node(), cut.input()), u -> new ArrayList<>())
                    .add(cut);
        }
        QuantizedCuts quantized = new QuantizedCuts(graph);
        Map<Use, Tensor> values = new LinkedHashMap<>();
        Map<List<Object>, Tensor> alike = new HashMap<>();
        cuts.forEach((use, ofUse) -> {
            List<Object> key = key(graph, use, ofUse);
            if (!quantized.take(use, ofUse, key)) {
                values.put(use, alike.computeIfAbsent(key, k -> cut(graph, use, ofUse)));
            }
        });
        values.putAll(quantized.values());
        for (PlanStep.SizeChange size : step.sizes()) {
            values.put(new Use(size.node(), size.input()), sizes(graph, size));
        }
        edits.addAll(quantized.edits());
        store(GraphRewriter.apply(graph, quantized.edits()), values, edits);
        step.sums().forEach(sum -> edits.addAll(ReducedChannels.edits(graph, sum)));
        return edits;
    }

    /** A key that is equal for uses with equal results; a grouped convolution reads axis 1 in its own way. */
    private static List<Object> key(Graph graph, Use use, List<PlanStep.ConstantCut> cuts) {
        Node node = graph.node(use.node());
        List<Object> key = new ArrayList<>();
        key.add(node.input(use.input()));
        key.add(WeightSlices.groups(node, use.input()));
        cuts.stream().map(c -> c.axis() + " " + c.keep()).sorted().forEach(key::add);
        return key;
    }

    private static Tensor sizes(Graph graph, PlanStep.SizeChange size) {
        Tensor values = Tensor.vector(size.values().stream().mapToLong(v -> v).toArray());
        return graph.constant(graph.node(size.node()).input(size.input()))
                .map(Tensor::shape)
                .filter(before -> before.elements() == values.shape().elements())
                .map(values::reshape)
                .orElse(values);
    }

    private static Tensor cut(Graph graph, Use use, List<PlanStep.ConstantCut> cuts) {
        Node node = graph.node(use.node());
        Tensor constant = graph.constant(node.input(use.input()))
                .orElseThrow(() -> new IllegalArgumentException("the plan cuts input " + use.input() + " of " + node
                        + " ('" + node.input(use.input()) + "'), which is no constant"));
        return WeightSlices.of(node, use.input(), constant, cuts);
    }

    /** Stores the values: under the constant's own name if all its uses have equal results, else under fresh names. */
    private static void store(Graph graph, Map<Use, Tensor> values, List<GraphEdit> edits) {
        Set<String> taken = new HashSet<>(graph.names());
        Map<String, List<Version>> stored = new HashMap<>();
        values.forEach((use, value) -> {
            String constant = graph.node(use.node()).input(use.input());
            List<Version> versions = stored.computeIfAbsent(constant, c -> new ArrayList<>());
            // compared and not hashed: most constants have one version, and a hash reads every byte of it
            String name = versions.stream()
                    .filter(version -> version.value().equals(value))
                    .map(Version::name)
                    .findFirst()
                    .orElse("");
            if (name.isEmpty()) {
                boolean own = versions.isEmpty() && allUsesChange(graph, constant, values);
                name = own ? constant : fresh(constant.isEmpty() ? use.node() + ".sizes" : constant, taken);
                versions.add(new Version(value, name));
                edits.add(new GraphEdit.PutConstant(name, value));
            }
            if (!name.equals(constant)) {
                edits.add(new GraphEdit.RewireInput(use.node(), use.input(), name));
            }
        });
    }

    private static boolean allUsesChange(Graph graph, String constant, Map<Use, Tensor> values) {
        return !constant.isEmpty()
                && !graph.isOutput(constant)
                && graph.uses(constant).stream()
                        .allMatch(u -> values.containsKey(new Use(u.node().name(), u.position())));
    }

    /** A name that is not taken, and is from now on. */
    static String fresh(String name, Set<String> taken) {
        int number = 2;
        while (!taken.add(name + "_" + number)) {
            number++;
        }
        return name + "_" + number;
    }
}
