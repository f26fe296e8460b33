package dev.coppice.export.form;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.SinceVersions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph as it is written at another opset than the one that graphs have. */
public final class OpsetForm {
    /** The oldest opset that is written. */
    public static final int OLDEST = 13;

    /** The newest opset that is written: the newest that the bundled ONNX Runtime takes. */
    public static final int NEWEST = 26;

    private static final String ONE = "";

    private OpsetForm() {}

    /**
     * The graph with the operators of an opset; the same object if that is the opset of graphs.
     *
     * @param graph graph with operators of the standard, and carried ones
     * @param image the network's input size
     * @throws InvalidInputException if the opset cannot express it; lists every operator, with the oldest opset that can
     */
    public static Graph of(Graph graph, Optional<Shape> image, int opset) {
        if (opset == SinceVersions.CANONICAL && !graph.carried().imports().containsKey(ONE)) {
            return graph;
        }
        OpsetTarget target = new OpsetTarget(opset, graph, image);
        List<GraphEdit> edits = new ArrayList<>();
        Map<String, List<Node>> refused = new LinkedHashMap<>();
        int needed = opset;
        for (Node node : graph.nodes()) {
            try {
                List<Node> written = written(node, graph, target);
                if (!written.equals(List.of(node))) {
                    edits.add(new GraphEdit.ReplaceNode(node.name(), written));
                }
            } catch (NewerOpsetException e) {
                needed = Math.max(needed, e.opset());
                refused.computeIfAbsent(node.op() + " " + e.getMessage(), why -> new ArrayList<>())
                        .add(node);
            }
        }
        if (!refused.isEmpty()) {
            throw refusal(graph, opset, needed, refused);
        }
        List<GraphEdit> all = new ArrayList<>();
        target.added().forEach((name, value) -> all.add(new GraphEdit.PutConstant(name, value)));
        all.addAll(edits);
        return GraphRewriter.apply(graph, all);
    }

    private static List<Node> written(Node node, Graph graph, OpsetTarget target) {
        if (!node.domain().isEmpty()) {
            return List.of(node);
        }
        Optional<OperatorSchema> row = node.schema();
        int carried = graph.carried().imports().getOrDefault(ONE, SinceVersions.CANONICAL);
        if (row.isEmpty()) {
            if (carried != target.opset()) {
                throw new NewerOpsetException(carried, "is carried as the file has it, at opset " + carried);
            }
            return List.of(node);
        }
        Node plain = Additions.without(node, target);
        List<Node> written =
                OpsetRules.of(row.get()).map(rule -> rule.apply(plain, target)).orElse(List.of(plain));
        if (written.size() == 1 && written.get(0).op().equals(node.op())) {
            row.get().since().whyAbsent(target.opset()).ifPresent(why -> {
                int first = row.get().since().revisions().get(0).opset();
                throw new NewerOpsetException(first, "exists from opset " + first + " on");
            });
        }
        return written;
    }

    private static InvalidInputException refusal(Graph graph, int opset, int needed, Map<String, List<Node>> refused) {
        List<String> problems = new ArrayList<>();
        refused.forEach((why, nodes) -> problems.add(why + ": '" + nodes.get(0).name() + "'"
                + (nodes.size() > 1 ? " and " + (nodes.size() - 1) + " more" : "")));
        return new InvalidInputException(
                "Network '" + graph.name() + "' cannot be written at opset " + opset
                        + (needed > opset ? "; the oldest that can express it is " + needed : "") + ":",
                problems);
    }
}
