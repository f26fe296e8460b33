package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.value.ValueRules;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Values that depend on no placeholder, of a graph that cannot compute them itself: each operator is lifted alone and its
 * nodes are folded. What cannot be folded has no value.
 */
final class FoldedConstants {
    /** The largest number of elements of all values together, 512 MiB of floats. What comes later has no value. */
    private static final long MOST = 1L << 27;

    private final UserGraph graph;
    private final Dependence dependence;
    private final Map<String, Tensor> values = new HashMap<>();
    private long elements;
    private boolean folded;

    FoldedConstants(UserGraph graph, Dependence dependence) {
        this.graph = graph;
        this.dependence = dependence;
    }

    /** The value of a variable that depends on no placeholder: held, computed by the graph's owner, or folded. */
    Optional<Tensor> value(String variable) {
        Optional<Tensor> held = graph.value(variable);
        if (held.isPresent()) {
            return held;
        }
        if (!folded) {
            folded = true;
            dependence.constants().forEach(this::fold);
        }
        return Optional.ofNullable(values.get(variable));
    }

    private static void evaluate(Node node, Map<String, Tensor> known) {
        Tensor split = node.is("Split") ? known.get(node.input(0)) : null;
        if (split == null) {
            ValueRules.evaluate(node, known).ifPresent(v -> known.put(node.output(), v));
            return;
        }
        int axis = Math.floorMod(
                node.attributes().integer("axis", 0), split.shape().rank());
        int parts = node.outputs().size();
        int size = split.shape().size(axis) / parts;
        for (int i = 0; i < parts; i++) {
            int[] own = IntStream.range(i * size, (i + 1) * size).toArray();
            known.put(node.outputs().get(i), split.select(axis, own));
        }
    }

    private void fold(UserOp op) {
        Optional<OpLift> lift = OpLifts.of(op.kind());
        if (lift.isEmpty() || elements >= MOST) {
            return;
        }
        LiftedTensors tensors = LiftedTensors.constant(graph, this);
        try {
            lift.get().lift(new LiftedOp(op, tensors));
            Map<String, Tensor> known = new HashMap<>(tensors.constants());
            for (Node node : tensors.nodes()) {
                evaluate(node, known);
            }
            for (String output : op.outputs()) {
                Tensor value = known.get(tensors.plain(output));
                if (value != null) {
                    values.put(output, value);
                    elements += value.shape().elements();
                }
            }
        } catch (UnliftableException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            return; // has no value
        }
    }
}
