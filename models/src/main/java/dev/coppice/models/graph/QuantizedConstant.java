package dev.coppice.models.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Constant that is stored in few bits: the output of a DequantizeLinear all of whose inputs are constants. Its value is
 * (stored − zero point) · scale, with one scale for all, one for each index of an axis, or one for each block of an axis.
 */
public final class QuantizedConstant {
    /** The operator that gives the value of a quantised tensor. */
    public static final String OP = "DequantizeLinear";

    /** Its attribute for the number of neighbouring indices with one scale. */
    public static final String BLOCK = "block_size";

    /**
     * The attribute of nodes that quantise or dequantise and are written in the runtime's own domain, as they came: its kernels
     * for scales in half precision round otherwise than those of the standard. To all else it says nothing.
     */
    public static final String OWN = "of_runtime";

    private static final int SCALE = 1;
    private static final int ZERO = 2;

    private final Node node;
    private final Tensor stored;
    private final Tensor scale;
    private final Optional<Tensor> zero;

    private QuantizedConstant(Node node, Tensor stored, Tensor scale, Optional<Tensor> zero) {
        this.node = node;
        this.stored = stored;
        this.scale = scale;
        this.zero = zero;
    }

    /** The quantised constant of this name; empty if the tensor is something else. */
    public static Optional<QuantizedConstant> of(Graph graph, String tensor) {
        Optional<Node> node = graph.producer(tensor).filter(n -> n.is(OP));
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Optional<Tensor> stored = graph.constant(node.get().input(0));
        Optional<Tensor> scale = graph.constant(node.get().input(SCALE));
        Optional<Tensor> zero =
                node.get().hasInput(ZERO) ? graph.constant(node.get().input(ZERO)) : Optional.empty();
        boolean whole = stored.isPresent()
                && scale.isPresent()
                && zero.isPresent() == node.get().hasInput(ZERO);
        return whole
                ? Optional.of(new QuantizedConstant(node.get(), stored.get(), scale.get(), zero))
                        .filter(QuantizedConstant::isPlain)
                : Optional.empty();
    }

    /** The value of a constant, stored as it is or quantised; empty if the tensor is computed, an input or left out. */
    public static Optional<Tensor> value(Graph graph, String tensor) {
        return graph.constant(tensor).or(() -> of(graph, tensor).map(QuantizedConstant::values));
    }

    /** Whether a tensor is a constant, stored as it is or quantised. */
    public static boolean isConstant(Graph graph, String tensor) {
        return graph.constant(tensor).isPresent() || of(graph, tensor).isPresent();
    }

    /** Whether a graph has quantised constants. */
    public static boolean isIn(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> of(graph, node.output()).isPresent());
    }

    private boolean isPlain() {
        boolean fits =
                zero.map(z -> z.shape().elements() == scale.shape().elements()).orElse(true);
        return fits && scale.type().isFloating() && (isPerTensor() || block() > 0);
    }

    /** The node that gives the value. */
    public Node node() {
        return node;
    }

    public Shape shape() {
        return stored.shape();
    }

    /** Whether one scale holds for the whole tensor. */
    public boolean isPerTensor() {
        return scale.shape().elements() == 1;
    }

    /** The axis along which scales differ; -1 if there is one scale. */
    public int axis() {
        if (isPerTensor()) {
            return -1;
        }
        int axis = node.attributes().integer("axis", 1);
        return axis < 0 ? axis + shape().rank() : axis;
    }

    /** The number of neighbouring indices of {@link #axis} with one scale; 0 if scale and tensor do not fit. */
    public int block() {
        int axis = axis();
        Shape own = shape();
        if (isPerTensor() || axis < 0 || axis >= own.rank()) {
            return isPerTensor() ? 1 : 0;
        }
        if (scale.shape().rank() == 1 && own.size(axis) == scale.shape().size(0)) {
            return 1;
        }
        int block = node.attributes().integer(BLOCK, 0);
        boolean fits = block > 0
                && scale.shape().rank() == own.rank()
                && scale.shape().equals(own.with(axis, (own.size(axis) + block - 1) / block));
        return fits ? block : 0;
    }

    /** Whether scales differ along blocks of an axis, and on all other axes. */
    public boolean isBlocked() {
        return !isPerTensor() && scale.shape().rank() == shape().rank() && shape().rank() > 1;
    }

    /** The values in floating point, in the scales' type. */
    public Tensor values() {
        double[] steps = stored.toDoubles();
        float[] scales = scale.toFloats();
        double[] zeros = zero.map(Tensor::toDoubles).orElse(new double[scales.length]);
        float[] values = new float[steps.length];
        for (int i = 0; i < values.length; i++) {
            int at = parameter(i);
            values[i] = (float) (steps[i] - zeros[at]) * scales[at];
        }
        return Tensor.reals(scale.type(), shape(), values);
    }

    /** The place of the scale and zero point of an element, both in C order. */
    private int parameter(int element) {
        int axis = axis();
        if (axis < 0) {
            return 0;
        }
        int inner = shape().product(axis + 1, shape().rank());
        int size = shape().size(axis);
        int along = element / inner % size / block();
        int blocks = (size + block() - 1) / block();
        return isBlocked() ? (element / inner / size * blocks + along) * inner + element % inner : along;
    }

    /** The stored numbers with the zero point in place of some elements, which are then 0. */
    public Tensor zeroed(IntPredicate gone) {
        int bytes = stored.type().bytes();
        ByteBuffer changed = ByteBuffer.allocate(stored.bytes().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        changed.put(stored.bytes());
        for (int i = 0; i < stored.shape().elements(); i++) {
            if (gone.test(i)) {
                byte[] none = new byte[bytes];
                int at = parameter(i);
                zero.ifPresent(z -> z.bytes().get(at * bytes, none));
                changed.put(i * bytes, none);
            }
        }
        return Tensor.of(stored.type(), stored.shape(), changed.flip());
    }

    /**
     * The inputs of the node after a cut: stored numbers, scale and, if there is one, zero point.
     *
     * @param cut the cut of a tensor of the shape of the stored numbers, whatever its type
     * @param kept the indices that stay, by axis; an axis of which all stay may be left out
     */
    public List<Tensor> inputs(UnaryOperator<Tensor> cut, Map<Integer, int[]> kept) {
        List<Tensor> inputs = new ArrayList<>(List.of(cut.apply(stored), alike(scale, kept)));
        zero.ifPresent(z -> inputs.add(alike(z, kept)));
        return inputs;
    }

    /** The scale or zero point after a cut; of blocks, those with an index that stays. */
    private Tensor alike(Tensor parameter, Map<Integer, int[]> kept) {
        Tensor result = parameter;
        int axis = axis();
        int block = block();
        for (Map.Entry<Integer, int[]> one : kept.entrySet()) {
            if (!isPerTensor() && one.getKey() == axis) {
                int[] along = Arrays.stream(one.getValue())
                        .map(i -> i / block)
                        .distinct()
                        .toArray();
                result = result.select(isBlocked() ? axis : 0, along);
            } else if (isBlocked()) {
                result = result.select(one.getKey(), one.getValue());
            }
        }
        return result;
    }
}
