package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Insertion of a BatchNormalization behind a Conv or ConvTranspose that changes nothing: with the statistics μ and σ² that it
 * is given, γ = √(σ² + ε) and β = μ. {@link BatchNormFolding} takes it out again.
 */
public final class BatchNormUnfolding {
    /** ε as a share of the mean variance, so that it is as small beside small values as beside large ones. */
    private static final double EPSILON = 1e-5;

    private static final String SUFFIX = "/statistics";

    private BatchNormUnfolding() {}

    /**
     * The edits that insert the normalisation of one node.
     *
     * @param node node with constant weights
     * @param mean mean of each of its output channels
     * @param variance variance of each
     */
    public static List<GraphEdit> behind(Graph graph, Node node, float[] mean, float[] variance) {
        ElementType type = graph.constant(node.input(1)).orElseThrow().type();
        float epsilon = epsilon(variance);
        float[] deviation = new float[variance.length];
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = (float) Math.sqrt((double) variance[c] + epsilon);
        }
        String name = FreshName.in(graph, node.name() + SUFFIX);
        List<float[]> values = List.of(deviation, mean, mean, variance);
        List<String> inputs = new ArrayList<>(List.of(FreshName.in(graph, name + "/raw")));
        List<GraphEdit> edits = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String input = FreshName.in(graph, name + "/" + i);
            inputs.add(input);
            edits.add(new GraphEdit.PutConstant(input, Tensor.reals(type, Shape.of(mean.length), values.get(i))));
        }
        Node norm = new Node(
                name,
                "",
                "BatchNormalization",
                inputs,
                List.of(node.output()),
                Attributes.NONE.with("epsilon", epsilon));
        edits.add(new GraphEdit.ReplaceNode(node.name(), List.of(node.withOutputs(List.of(inputs.get(0))), norm)));
        return edits;
    }

    /** The edits that take all such normalisations out again and leave what is before them as it is; not what they were for. */
    public static List<GraphEdit> removal(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Node> before = node.is("BatchNormalization")
                    ? graph.producer(node.input(0)).filter(p -> node.name().startsWith(p.name() + SUFFIX))
                    : Optional.empty();
            before.ifPresent(p -> {
                edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
                edits.add(new GraphEdit.ReplaceNode(p.name(), p.withOutputs(List.of(node.output()))));
            });
        }
        return edits;
    }

    private static float epsilon(float... variance) {
        double sum = 0;
        for (float v : variance) {
            sum += v;
        }
        return (float) Math.max(Float.MIN_NORMAL, EPSILON * sum / variance.length);
    }
}
