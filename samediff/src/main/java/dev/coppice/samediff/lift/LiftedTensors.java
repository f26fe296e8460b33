package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The growing graph during lifting. It holds a variable's tensor in its own order, and N×H×W×C maps also as N×C×H×W. A
 * Transpose makes the missing one when it is first needed. Tensors are named as their variables. If Coppice named a variable
 * in an earlier lowering, the tensor takes the name of the user's variable that shows it.
 */
final class LiftedTensors {
    static final int[] TO_NCHW = {0, 3, 1, 2};
    static final int[] TO_NHWC = {0, 2, 3, 1};

    private final SameDiff sd;
    private final Set<String> computed;
    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> turned = new HashMap<>();
    private final Map<String, INDArray> values = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> turnedVariables = new HashSet<>();
    private final Set<String> vectors = new HashSet<>();
    private final Map<String, String> shown;
    private final TensorInfo input;
    private final Shape nominal;

    /**
     * Starts with the graph's input under its own name.
     *
     * @param input the image placeholder
     * @param nominal its shape in the graph at some size
     * @param computed variables that depend on a placeholder
     * @param shown the user's variable by inner variable of an earlier lowering
     */
    LiftedTensors(SameDiff sd, TensorInfo input, Shape nominal, Set<String> computed, Map<String, String> shown) {
        this.sd = sd;
        this.input = input;
        this.nominal = nominal;
        names.add(input.name());
        this.computed = Set.copyOf(computed);
        this.shown = Map.copyOf(shown);
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Tensor> constants() {
        return constants;
    }

    /** The names of constants that are vectors in SameDiff, whatever their shape here. */
    Set<String> vectors() {
        return vectors;
    }

    /** The names of N×C×H×W tensors whose variables are N×H×W×C. */
    Set<String> channelsLast() {
        return turnedVariables.stream().filter(v -> v.equals(turned.get(v))).collect(Collectors.toSet());
    }

    /** The number of axes of a computed variable. */
    int rank(String variable) {
        String tensor = plain(variable);
        Graph sofar = new Graph("lifted", List.of(input), List.of(), nodes, constants);
        return Shapes.infer(sofar, Map.of(input.name(), nominal)).of(tensor).rank();
    }

    /** Sets the tensor of a variable, as N×C×H×W if the variable is N×H×W×C. */
    void define(String variable, boolean nhwc, String tensor) {
        (nhwc ? turned : plain).put(variable, tensor);
        if (nhwc) {
            turnedVariables.add(variable);
        }
    }

    /** Makes a variable's tensor a graph output under the variable's name; another tensor of that name is renamed. */
    void output(String variable, boolean nhwc, String tensor) {
        if (tensor.equals(variable)) {
            return;
        }
        if (!names.add(variable)) {
            String aside = unique(variable + ".nchw");
            nodes.replaceAll(n -> new Node(
                    n.name().equals(variable) ? aside : n.name(),
                    n.domain(),
                    n.op(),
                    renamed(n.inputs(), variable, aside),
                    renamed(n.outputs(), variable, aside),
                    n.attributes()));
            plain.replaceAll((v, t) -> t.equals(variable) ? aside : t);
            turned.replaceAll((v, t) -> t.equals(variable) ? aside : t);
        }
        nodes.add(Node.of("Identity", variable, Attributes.NONE, tensor));
        define(variable, nhwc, variable);
    }

    private static List<String> renamed(List<String> tensors, String from, String to) {
        return tensors.stream().map(t -> t.equals(from) ? to : t).toList();
    }

    /** Whether the variable is an N×H×W×C map, lifted as N×C×H×W. */
    boolean isTurned(String variable) {
        return turnedVariables.contains(variable);
    }

    /** The tensor of a variable in its own order. */
    String plain(String variable) {
        String known = plain.get(variable);
        if (known == null) {
            String map = turned.get(variable);
            known = map == null
                    ? put(variable, constant(variable))
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
                    ? put(variable, nchw(value.get()))
                    : emit(variable + ".nchw", "Transpose", Attributes.NONE.with("perm", TO_NCHW), plain(variable));
            turned.put(variable, known);
        }
        return known;
    }

    /** A constant that broadcasts against N×H×W×C, reordered to broadcast against N×C×H×W. */
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

    /** Adds a variable's value in a given shape, under its name or a similar one. A reshaped weight keeps the weight's name. */
    String put(String variable, INDArray value) {
        String weight = weight(variable);
        String own = put(weight, tensor(value));
        if (constant(weight).rank() == 1) {
            vectors.add(own);
        }
        return own;
    }

    private String weight(String variable) {
        DifferentialFunction op = sd.getVariableOutputOp(variable);
        return op != null && op.opName().equals("reshape") ? weight(op.arg(0).name()) : variable;
    }

    /** Adds a constant under this name or a similar one; equal values under the same name are shared. */
    String put(String name, Tensor value) {
        Tensor present = constants.get(name);
        if (present != null && present.equals(value)) {
            return name;
        }
        String own = unique(name);
        constants.put(own, value);
        return own;
    }

    /** Adds a node named after its output, under this name or a similar one. */
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
        String base = shown.getOrDefault(name, name);
        String own = base;
        for (int i = 1; !names.add(own); i++) {
            own = base + "_" + i;
        }
        return own;
    }
}
