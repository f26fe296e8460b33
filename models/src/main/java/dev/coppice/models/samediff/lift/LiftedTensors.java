package dev.coppice.models.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph that grows while lifting: a variable's tensor in its own order, and for N×H×W×C maps one as N×C×H×W. Whichever is
 * missing is made by a Transpose when it is first asked for.
 */
final class LiftedTensors {
    private static final int[] TO_NCHW = {0, 3, 1, 2};
    private static final int[] TO_NHWC = {0, 2, 3, 1};

    private final SameDiff sd;
    private final Set<String> computed;
    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> turned = new HashMap<>();
    private final Map<String, INDArray> values = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * Nothing yet.
     *
     * @param computed variables that depend on a placeholder
     */
    LiftedTensors(SameDiff sd, Set<String> computed) {
        this.sd = sd;
        this.computed = Set.copyOf(computed);
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Tensor> constants() {
        return constants;
    }

    /** Declares the graph input, under its own name. */
    void input(String variable, boolean nhwc) {
        names.add(variable);
        (nhwc ? turned : plain).put(variable, variable);
    }

    /** Takes a tensor for a variable. */
    void define(String variable, boolean nhwc, String tensor) {
        (nhwc ? turned : plain).put(variable, tensor);
    }

    boolean isTurned(String variable) {
        return turned.containsKey(variable) && !plain.containsKey(variable);
    }

    /** The tensor of a variable in its own order. */
    String plain(String variable) {
        String known = plain.get(variable);
        if (known == null) {
            String map = turned.get(variable);
            known = map == null
                    ? put(variable, tensor(constant(variable)))
                    : emit(variable + ".nhwc", "Transpose", Attributes.NONE.with("perm", TO_NHWC), map);
            plain.put(variable, known);
        }
        return known;
    }

    /** The tensor of an N×H×W×C variable as N×C×H×W. */
    String turned(String variable) {
        String known = turned.get(variable);
        if (known == null) {
            Optional<INDArray> value = value(variable);
            known = value.isPresent()
                    ? put(variable, tensor(nchw(value.get())))
                    : emit(variable + ".nchw", "Transpose", Attributes.NONE.with("perm", TO_NCHW), plain(variable));
            turned.put(variable, known);
        }
        return known;
    }

    /** A constant that broadcasts against N×H×W×C, so that it broadcasts against N×C×H×W. */
    private static INDArray nchw(INDArray value) {
        long[] sizes = {1, 1, 1, 1};
        System.arraycopy(value.shape(), 0, sizes, 4 - value.rank(), value.rank());
        return value.length() == 1 ? value : value.dup('c').reshape(sizes).permute(TO_NCHW);
    }

    /** The value of a variable that depends on no placeholder. */
    Optional<INDArray> value(String variable) {
        if (computed.contains(variable)) {
            return Optional.empty();
        }
        return Optional.of(values.computeIfAbsent(variable, v -> {
            SDVariable known = sd.getVariable(v);
            INDArray stored =
                    known.isConstant() || known.getVariableType().name().equals("VARIABLE") ? known.getArr() : null;
            return stored == null ? sd.outputSingle(Map.of(), v) : stored;
        }));
    }

    private INDArray constant(String variable) {
        return value(variable)
                .orElseThrow(() -> new UnliftableException("that reads '" + variable + "', which was not lifted"));
    }

    /** A float or integer array in C order. */
    static Tensor tensor(INDArray array) {
        Shape shape =
                Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
        INDArray ordered = array.dup('c');
        return array.dataType().isFPType()
                ? Tensor.floats(shape, ordered.data().asFloat())
                : Tensor.longs(shape, ordered.data().asLong());
    }

    /** Adds a constant, under this name or one like it; the same value under the same name is shared. */
    String put(String name, Tensor value) {
        Tensor present = constants.get(name);
        if (present != null && present.equals(value)) {
            return name;
        }
        String own = unique(name);
        constants.put(own, value);
        return own;
    }

    /** Adds a node that is named like its output, under this name or one like it. */
    String emit(String name, String op, Attributes attributes, String... inputs) {
        String own = unique(name);
        nodes.add(Node.of(op, own, attributes, inputs));
        return own;
    }

    /** Adds a node with several outputs. */
    void emit(Node node) {
        node.outputs().forEach(names::add);
        nodes.add(node);
    }

    String unique(String name) {
        String own = name;
        for (int i = 1; !names.add(own); i++) {
            own = name + "_" + i;
        }
        return own;
    }
}
