package dev.coppice.models.dl4j;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.graph.fold.BatchNormFolding;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comparison of two graphs by what they compute: the same operators with the same attributes on the same inputs and equal
 * constants, whatever their names. Normalisations are folded in both.
 */
final class GraphMatch {
    private static final double ALIKE = 1e-5;

    /** What attributes of windows mean if they are left out. */
    private static final Map<String, Integer> IMPLIED =
            Map.of("strides", 1, "dilations", 1, "pads", 0, "count_include_pad", 0, "ceil_mode", 0, "group", 1);

    private final Graph left;
    private final Graph right;
    private final Map<String, String> partners = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private GraphMatch(Graph left, Graph right) {
        this.left = left;
        this.right = right;
    }

    /** The first difference, in words about the left one; empty if there is none. */
    static Optional<String> difference(Graph left, Graph right) {
        return new GraphMatch(folded(left), folded(right)).difference();
    }

    private static Graph folded(Graph graph) {
        return GraphRewriter.apply(graph, BatchNormFolding.fold(graph));
    }

    private Optional<String> difference() {
        if (left.outputs().size() != right.outputs().size()) {
            return Optional.of("it has " + left.outputs().size() + " outputs, expected "
                    + right.outputs().size());
        }
        for (int i = 0; i < left.outputs().size(); i++) {
            TensorInfo output = left.outputs().get(i);
            Optional<String> problem =
                    pair(output.name(), right.outputs().get(i).name());
            if (problem.isPresent()) {
                return problem;
            }
        }
        while (!open.isEmpty()) {
            Optional<String> problem = compare(open.removeFirst());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> pair(String left, String right) {
        String a = computed(this.left, left);
        String b = computed(this.right, right);
        String known = partners.putIfAbsent(a, b);
        if (known == null) {
            open.add(a);
            return Optional.empty();
        }
        return known.equals(b) ? Optional.empty() : Optional.of("tensor '" + a + "' takes the place of two others");
    }

    /** The tensor itself, or what pools of one pixel made it of. */
    private static String computed(Graph graph, String tensor) {
        Optional<Node> producer = graph.producer(tensor).filter(node -> node.is("MaxPool", "AveragePool"));
        boolean isIdle = producer.filter(node -> windowed(node).equals(Attributes.NONE.with("kernel_shape", 1, 1)))
                .isPresent();
        return isIdle ? computed(graph, producer.get().input(0)) : tensor;
    }

    private Optional<String> compare(String tensor) {
        String other = partners.getOrDefault(tensor, "");
        Optional<Node> one = left.producer(tensor).map(Node::trimmed);
        Optional<Node> two = right.producer(other).map(Node::trimmed);
        if (one.isEmpty() || two.isEmpty()) {
            boolean same = one.isEmpty()
                    && two.isEmpty()
                    && alike(left.constant(tensor), right.constant(other), tensor, other);
            return same ? Optional.empty() : Optional.of("tensor '" + tensor + "' is another one than '" + other + "'");
        }
        Node node = one.get();
        if (!node.outputs().equals(List.of(tensor)) || !applies(node, two.get())) {
            return Optional.of("node " + node + " has no counterpart there, where " + two.get() + " stands");
        }
        Optional<String> problem = Optional.empty();
        for (int i = 0; i < node.inputs().size() && problem.isEmpty(); i++) {
            problem = pair(node.input(i), two.get().input(i));
        }
        return problem;
    }

    /** Whether two nodes do the same to their inputs. All nodes of layers have one output. */
    private static boolean applies(Node one, Node two) {
        return one.op().equals(two.op())
                && one.domain().equals(two.domain())
                && windowed(one).equals(windowed(two))
                && one.inputs().size() == two.inputs().size();
    }

    /** The attributes of a node without those that say what is implied. */
    private static Attributes windowed(Node node) {
        Attributes attributes = node.attributes();
        for (Map.Entry<String, Integer> implied : IMPLIED.entrySet()) {
            int[] values = attributes.asMap().get(implied.getKey()) instanceof AttributeValue.Ints
                    ? attributes.integers(implied.getKey())
                    : new int[] {attributes.integer(implied.getKey(), implied.getValue())};
            if (Arrays.stream(values).allMatch(value -> value == implied.getValue())) {
                attributes = attributes.without(implied.getKey());
            }
        }
        return attributes;
    }

    private static boolean alike(Optional<Tensor> a, Optional<Tensor> b, String one, String two) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() && b.isEmpty() && one.equals(two);
        }
        if (a.get().equals(b.get())) {
            return true;
        }
        return a.get().shape().equals(b.get().shape())
                && near(a.get().toDoubles(), b.get().toDoubles());
    }

    private static boolean near(double[] a, double[] b) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
        }
        return difference <= ALIKE * largest;
    }
}
