package dev.coppice.models.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The way back to the order of axes that a file has at its ends: one Transpose for each input or output that differs. */
public final class FileOrder {
    private final Graph graph;
    private final Set<String> names;
    private final List<GraphEdit> edits = new ArrayList<>();

    private FileOrder(Graph graph) {
        this.graph = graph;
        this.names = new HashSet<>(graph.names());
    }

    /** The graph with inputs and outputs as the file declares them; the same object if all have the file's order. */
    public static Graph restore(Graph graph) {
        return new FileOrder(graph).restore();
    }

    private Graph restore() {
        for (TensorInfo input : graph.inputs()) {
            if (!input.stored().isSame()) {
                String inside = fresh(input.name());
                edits.add(new GraphEdit.RedirectUses(input.name(), inside));
                edits.add(new GraphEdit.AddNode(
                        transpose(inside, input.name(), input.stored().inverse())));
            }
        }
        for (TensorInfo output : graph.outputs()) {
            if (!output.stored().isSame()) {
                turned(output);
            }
        }
        if (edits.isEmpty()) {
            return graph;
        }
        edits.add(new GraphEdit.DeclareInputs(
                graph.inputs().stream().map(TensorInfo::inFile).toList()));
        edits.add(new GraphEdit.DeclareOutputs(
                graph.outputs().stream().map(TensorInfo::inFile).toList()));
        return GraphRewriter.apply(graph, edits);
    }

    private void turned(TensorInfo output) {
        String inside = fresh(output.name());
        Node producer = graph.producer(output.name())
                .orElseThrow(() -> new IllegalArgumentException(
                        "output " + output + " of graph '" + graph.name() + "' is computed by no node"));
        edits.add(new GraphEdit.RenameTensor(producer.name(), output.name(), inside));
        edits.add(new GraphEdit.AddNode(transpose(output.name(), inside, output.stored())));
    }

    private Node transpose(String to, String from, AxisOrder order) {
        int[] axes = order.axes().stream().mapToInt(i -> i).toArray();
        String name = names.add(to + "_layout") ? to + "_layout" : fresh(to);
        return new Node(name, "", "Transpose", List.of(from), List.of(to), Attributes.NONE.with("perm", axes));
    }

    private String fresh(String hint) {
        String name = hint + "_first";
        for (int i = 2; !names.add(name); i++) {
            name = hint + "_first_" + i;
        }
        return name;
    }
}
