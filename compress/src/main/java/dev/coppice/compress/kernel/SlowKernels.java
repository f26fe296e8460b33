package dev.coppice.compress.kernel;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nodes for which ONNX Runtime has a slow kernel, and what else computes the same. */
public final class SlowKernels {
    /** The name of the pass in decisions. */
    public static final String PASS = "kernels";

    private static final Map<String, FastForm> FORMS = Stream.of(new PReluForm(), new MishForm(), new TanhForm())
            .collect(Collectors.toUnmodifiableMap(FastForm::op, Function.identity()));

    private static final Set<ElementType> OTHERS =
            Set.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.DOUBLE);

    private SlowKernels() {}

    /** The node in faster operators; empty if none are known, or the graph does not compute in single precision alone. */
    public static Optional<WrittenOut> writtenOut(Graph graph, Node node) {
        @Nullable FastForm form = node.domain().isEmpty() ? FORMS.get(node.op()) : null;
        return form == null || !isSingle(graph) ? Optional.empty() : form.of(graph, node);
    }

    /** The plan that writes out every node that it can; without steps and decisions where there is none. */
    public static CompressionPlan plan(Network network) {
        Graph graph = network.graph();
        List<PlanStep> steps = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (Node node : graph.nodes()) {
            writtenOut(graph, node).ifPresent(written -> {
                steps.add(new PlanStep.WriteOut(node.name()));
                decisions.add(Decision.changed(PASS, node.name(), node.op() + " written as " + written.formula()));
            });
        }
        return new CompressionPlan(graph.hash(), steps, decisions);
    }

    /** A plan to write out nodes, as one that leaves them where that saves nothing of a budget. */
    public static CompressionPlan declined(CompressionPlan all) {
        List<Decision> decisions = all.decisions().stream()
                .map(d -> Decision.declined(
                        PASS, d.where(), "not taken, as it saves nothing of the budget: " + d.reason()))
                .toList();
        return new CompressionPlan(all.network(), List.of(), decisions);
    }

    private static boolean isSingle(Graph graph) {
        return graph.constants().values().stream().noneMatch(c -> OTHERS.contains(c.type()))
                && graph.inputs().stream().noneMatch(i -> OTHERS.contains(i.type()));
    }
}
