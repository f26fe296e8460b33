package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.WeightAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Folding of BatchNormalization into the Conv, ConvTranspose or Gemm before it, if the normalisation is its only reader. Any
 * other normalisation stays (ReLU → BatchNormalization → Conv).
 *
 * <p>With s = γ / √(σ² + ε) per output channel: W′ = s · W, b′ = s · (b − μ) + β. Computed in double, rounded once.
 */
public final class BatchNormFolding {
    private BatchNormFolding() {}

    /** The edits that fold every foldable BatchNormalization; empty if there is none. */
    public static List<GraphEdit> fold(Graph graph) {
        return fold(graph, node -> true);
    }

    /** As above, where both the normalisation and the node before it are wanted. */
    public static List<GraphEdit> fold(Graph graph, Predicate<Node> wanted) {
        List<GraphEdit> all = new ArrayList<>();
        Graph current = graph;
        List<GraphEdit> next = once(current, wanted);
        while (!next.isEmpty()) {
            all.addAll(next);
            current = GraphRewriter.apply(current, next);
            next = once(current, wanted);
        }
        return all;
    }

    /** The edits for the first foldable BatchNormalization. */
    private static List<GraphEdit> once(Graph graph, Predicate<Node> wanted) {
        return graph.nodes().stream()
                .filter(n -> n.is("BatchNormalization") && wanted.test(n))
                .filter(n -> graph.producer(n.input(0)).filter(wanted).isPresent())
                .map(n -> fold(graph, n))
                .filter(edits -> !edits.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<GraphEdit> fold(Graph graph, Node norm) {
        Optional<Node> before = graph.producer(norm.input(0)).filter(p -> canTake(graph, p));
        if (before.isEmpty() || !isFrozen(graph, norm)) {
            return List.of();
        }
        Node node = before.get();
        Affine affine = Affine.of(graph, norm);
        Tensor weights = graph.constants().get(node.input(1));
        Optional<float[]> bias = bias(graph, node, affine.scale().length);
        if (weights == null || bias.isEmpty()) {
            return List.of();
        }
        String weightName = ownName(graph, node, 1, "weight");
        String biasName = ownName(graph, node, 2, "bias");
        Node folded = node.withInput(1, weightName).withInput(2, biasName).withOutputs(List.of(norm.output()));
        if (node.is("Gemm")) {
            folded = folded.withAttributes(folded.attributes().without("beta"));
        }
        float[] shifted = affine.apply(bias.get());
        return List.of(
                new GraphEdit.PutConstant(weightName, scaled(weights, node, affine.scale())),
                new GraphEdit.PutConstant(biasName, Tensor.reals(weights.type(), Shape.of(shifted.length), shifted)),
                new GraphEdit.ReplaceNode(norm.name(), List.of()),
                new GraphEdit.ReplaceNode(node.name(), folded));
    }

    private static boolean canTake(Graph graph, Node node) {
        return node.is("Conv", "ConvTranspose", "Gemm")
                && !graph.isOutput(node.output())
                && graph.uses(node.output()).size() == 1
                && graph.constant(node.input(1))
                        .filter(t -> t.type().isFloating())
                        .isPresent();
    }

    /** Whether its parameters are constants, and it uses its statistics instead of computing them. */
    private static boolean isFrozen(Graph graph, Node norm) {
        return norm.attributes().integer("training_mode", 0) == 0
                && norm.outputs().stream().filter(o -> !o.isEmpty()).count() == 1
                && norm.inputs().stream().skip(1).allMatch(t -> graph.constant(t)
                        .isPresent());
    }

    /** The bias with one value per channel; empty if it is computed or varies along another axis. */
    private static Optional<float[]> bias(Graph graph, Node node, int channels) {
        float[] bias = new float[channels];
        if (!node.hasInput(2)) {
            return Optional.of(bias);
        }
        float[] given = graph.constant(node.input(2)).map(Tensor::toFloats).orElse(new float[0]);
        if (given.length != channels && given.length != 1) {
            return Optional.empty();
        }
        float factor = node.is("Gemm") ? node.attributes().real("beta", 1) : 1;
        for (int i = 0; i < channels; i++) {
            bias[i] = factor * given[given.length == 1 ? 0 : i];
        }
        return Optional.of(bias);
    }

    /** The name of the constant at a position if it has no other reader, otherwise a new name. */
    private static String ownName(Graph graph, Node node, int position, String role) {
        String name = node.input(position);
        if (!name.isEmpty() && graph.uses(name).size() == 1 && !graph.isOutput(name)) {
            return name;
        }
        String fresh = node.name() + "." + role;
        while (graph.names().contains(fresh)) {
            fresh += "_";
        }
        return fresh;
    }

    /** Weights with every output channel scaled. The channel of an element depends on the operator's layout. */
    private static Tensor scaled(Tensor weights, Node node, double[] scale) {
        Shape shape = weights.shape();
        float[] values = weights.toFloats();
        boolean rows = WeightAxes.of(node, 1, shape.rank()).made() == 0;
        int inner = rows ? shape.product(1, shape.rank()) : shape.product(2, shape.rank());
        int perGroup = rows ? scale.length : shape.size(1);
        int groups = scale.length / perGroup;
        for (int i = 0; i < values.length; i++) {
            int group = rows ? 0 : (int) ((long) i * groups / values.length);
            int channel = group * perGroup + i / inner % perGroup;
            values[i] = (float) (values[i] * scale[channel]);
        }
        return Tensor.reals(weights.type(), shape, values);
    }

    /** The transform y = scale · x + shift that equals a normalisation. */
    @SuppressWarnings("ArrayRecordComponent") // local
    private record Affine(double[] scale, float[] mean, float[] beta) {
        static Affine of(Graph graph, Node norm) {
            float[] gamma = values(graph, norm.input(1));
            float[] variance = values(graph, norm.input(4));
            double epsilon = norm.attributes().real("epsilon", 1e-5f);
            double[] scale = new double[gamma.length];
            Arrays.setAll(scale, i -> gamma[i] / Math.sqrt(variance[i] + epsilon));
            return new Affine(scale, values(graph, norm.input(3)), values(graph, norm.input(2)));
        }

        float[] apply(float[] bias) {
            float[] out = new float[bias.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) (scale[i] * ((double) bias[i] - mean[i]) + beta[i]);
            }
            return out;
        }

        private static float[] values(Graph graph, String constant) {
            return graph.constant(constant).orElseThrow().toFloats();
        }
    }
}
