package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.WeightAxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Folding of a map of channels into the Conv, ConvTranspose or Gemm before it: W′ = scale · W, b′ = scale · (b − mean) + shift.
 * Computed in double, rounded once.
 */
final class AffineFolding {
    /** The share of a channel's weights that rounding may take: what a number of 8 bits loses. Narrow types lose small weights. */
    private static final double LOSS = 1.0 / 256;

    private AffineFolding() {}

    /**
     * A node and what follows it.
     *
     * @param node a node that {@link #canTake} holds of
     * @param affine what the nodes behind it compute
     * @param behind these nodes, in order; nothing reads what is between them
     */
    record Place(Node node, ChannelAffine affine, List<Node> behind) {
        Place {
            behind = List.copyOf(behind);
        }

        private String output() {
            return behind.get(behind.size() - 1).output();
        }
    }

    /** Whether a node has constant weights, and one reader. */
    static boolean canTake(Graph graph, Node node) {
        return node.is("Conv", "ConvTranspose", "Gemm")
                && !graph.isOutput(node.output())
                && graph.uses(node.output()).size() == 1
                && graph.constant(node.input(1))
                        .filter(t -> t.type().isFloating() && t.type() != ElementType.DOUBLE)
                        .isPresent();
    }

    /** The number of channels that a node with constant weights makes. */
    static int channels(Graph graph, Node node) {
        Shape weights = graph.constant(node.input(1)).orElseThrow().shape();
        int groups = node.is("ConvTranspose") ? node.attributes().integer("group", 1) : 1;
        return groups * weights.size(WeightAxes.of(node, 1, weights.rank()).made());
    }

    /**
     * The edits that fold a map into nodes that share all they read but the first input. Weights and biases that others read as
     * well are folded into copies. Empty if the bias is not one constant per channel, or the type of the weights cannot hold them.
     *
     * @param places nodes with the same map behind each
     */
    static List<GraphEdit> into(Graph graph, List<Place> places) {
        Node node = places.get(0).node();
        ChannelAffine affine = places.get(0).affine();
        Tensor weights = graph.constant(node.input(1)).orElseThrow();
        Optional<float[]> bias = bias(graph, node, affine.channels());
        Optional<Tensor> scaled = affine.isShift() ? Optional.of(weights) : scaled(weights, node, affine.scale());
        if (bias.isEmpty() || scaled.isEmpty()) {
            return List.of();
        }
        Tensor shifted = Tensor.reals(weights.type(), Shape.of(affine.channels()), affine.of(bias.get()));
        if (!isFinite(shifted)) {
            return List.of();
        }
        String weightName = affine.isShift() ? node.input(1) : ownName(graph, node, 1, places.size());
        String biasName = ownName(graph, node, 2, places.size());
        List<GraphEdit> edits = new ArrayList<>();
        edits.add(new GraphEdit.PutConstant(weightName, scaled.get()));
        edits.add(new GraphEdit.PutConstant(biasName, shifted));
        for (Place place : places) {
            Node own = place.node();
            place.behind().forEach(gone -> edits.add(new GraphEdit.ReplaceNode(gone.name(), List.of())));
            edits.add(new GraphEdit.ReplaceNode(
                    own.name(),
                    own.withInput(1, weightName)
                            .withInput(2, biasName)
                            .withOutputs(List.of(place.output()))
                            .withAttributes(own.attributes().without("beta"))));
        }
        return List.copyOf(edits);
    }

    /** The bias with one value per channel; empty if it is computed or varies along another axis. */
    private static Optional<float[]> bias(Graph graph, Node node, int channels) {
        float[] bias = new float[channels];
        if (!node.hasInput(2)) {
            return Optional.of(bias);
        }
        Optional<Tensor> given = graph.constant(node.input(2));
        Shape shape = given.map(Tensor::shape).orElse(Shape.of(0));
        boolean perChannel = shape.rank() > 0 && shape.size(shape.rank() - 1) == shape.elements();
        if (shape.elements() != 1 && (shape.elements() != channels || !perChannel)) {
            return Optional.empty();
        }
        float[] values = given.orElseThrow().toFloats();
        float factor = node.is("Gemm") ? node.attributes().real("beta", 1) : 1;
        for (int i = 0; i < channels; i++) {
            bias[i] = factor * values[values.length == 1 ? 0 : i];
        }
        return Optional.of(bias);
    }

    /** The name of the constant at a position if only the given number of nodes reads it, otherwise a new name. */
    private static String ownName(Graph graph, Node node, int position, int readers) {
        String name = node.input(position);
        if (!name.isEmpty() && graph.uses(name).size() == readers && !graph.isOutput(name)) {
            return name;
        }
        return FreshName.in(graph, node.name() + (position == 1 ? ".weight" : ".bias"));
    }

    /** Weights with every output channel scaled; empty if their type holds too little of a channel. */
    private static Optional<Tensor> scaled(Tensor weights, Node node, double[] scale) {
        IntUnaryOperator channel = channels(weights.shape(), node, scale.length);
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * scale[channel.applyAsInt(i)]);
        }
        Tensor scaled = Tensor.reals(weights.type(), weights.shape(), values);
        double[] wanted = new double[scale.length];
        double[] lost = new double[scale.length];
        float[] held = scaled.toFloats();
        for (int i = 0; i < values.length; i++) {
            wanted[channel.applyAsInt(i)] += Math.pow(values[i], 2);
            lost[channel.applyAsInt(i)] += Math.pow((double) held[i] - values[i], 2);
        }
        boolean holds = IntStream.range(0, scale.length)
                .allMatch(c -> Double.isFinite(wanted[c]) && lost[c] <= LOSS * LOSS * wanted[c]);
        return holds ? Optional.of(scaled) : Optional.empty();
    }

    /** The output channel of each element of the weights. It depends on the operator's layout. */
    private static IntUnaryOperator channels(Shape weights, Node node, int channels) {
        boolean rows = WeightAxes.of(node, 1, weights.rank()).made() == 0;
        int inner = weights.product(rows ? 1 : 2, weights.rank());
        int perGroup = rows ? channels : weights.size(1);
        long all = weights.elements();
        int groups = channels / perGroup;
        return i -> (int) (i * (long) groups / all) * perGroup + i / inner % perGroup;
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.toFloats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
