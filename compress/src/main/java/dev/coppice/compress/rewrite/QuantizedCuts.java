package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.CutChannelsRewrite.Use;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts of quantised constants: the stored numbers are sliced, and scales and zero points where they lie along a cut axis.
 * Readers with equal results share one DequantizeLinear; where they differ, it is copied.
 */
final class QuantizedCuts {
    private final Graph graph;
    private final Set<String> taken;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final Map<Use, Tensor> values = new LinkedHashMap<>();
    private final Map<List<Object>, String> versions = new HashMap<>();

    QuantizedCuts(Graph graph) {
        this.graph = graph;
        this.taken = new HashSet<>(graph.names());
    }

    /** Takes the cuts of a use of a quantised constant; false if the constant is not quantised. */
    boolean take(Use use, List<PlanStep.ConstantCut> cuts, List<Object> key) {
        Node reader = graph.node(use.node());
        String name = reader.input(use.input());
        Optional<QuantizedConstant> constant = QuantizedConstant.of(graph, name);
        if (constant.isEmpty()) {
            return false;
        }
        String version = versions.computeIfAbsent(key, k -> version(reader, use.input(), constant.get(), cuts));
        if (!version.equals(name)) {
            edits.add(new GraphEdit.RewireInput(use.node(), use.input(), version));
        }
        return true;
    }

    /** The changes of the graph that the values need: copies of nodes. */
    List<GraphEdit> edits() {
        return edits;
    }

    /** The inputs of the nodes that give quantised constants, after the cuts; those that stay are left out. */
    Map<Use, Tensor> values() {
        return values;
    }

    private String version(Node reader, int input, QuantizedConstant constant, List<PlanStep.ConstantCut> cuts) {
        Node source = constant.node();
        Node own = isOwn(source, reader, input) ? source : copy(source);
        Map<Integer, int[]> kept = new HashMap<>();
        cuts.forEach(
                cut -> kept.put(cut.axis(), cut.keep().stream().mapToInt(i -> i).toArray()));
        List<Tensor> inputs = constant.inputs(stored -> WeightSlices.of(reader, input, stored, cuts), kept);
        for (int i = 0; i < inputs.size(); i++) {
            if (!graph.constant(source.input(i)).equals(Optional.of(inputs.get(i)))) {
                values.put(new Use(own.name(), i), inputs.get(i));
            }
        }
        return own.output();
    }

    /** Whether no other node reads what a node gives. */
    private boolean isOwn(Node source, Node reader, int input) {
        return !graph.isOutput(source.output())
                && graph.uses(source.output()).equals(List.of(new Graph.Use(reader, input)));
    }

    private Node copy(Node source) {
        String name = CutChannelsRewrite.fresh(source.output(), taken);
        Node copy = new Node(name, source.domain(), source.op(), source.inputs(), List.of(name), source.attributes());
        edits.add(new GraphEdit.AddNode(copy));
        return copy;
    }
}
