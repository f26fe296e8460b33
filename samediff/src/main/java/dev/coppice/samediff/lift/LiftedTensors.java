package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The growing graph during lifting. It holds a variable's tensor in its own order, and N×H×W×C maps also as N×C×H×W. A
 * Transpose makes the missing one when it is first needed. Tensors are named as their variables. If Coppice named a variable
 * in an earlier lowering, the tensor takes the name of the user's variable that shows it.
 */
final class LiftedTensors {
    static final int[] TO_NCHW = {0, 3, 1, 2};
    static final int[] TO_NHWC = {0, 2, 3, 1};

    /** The axis of an N×C×H×W tensor by axis of the N×H×W×C variable. */
    static final int[] NCHW_AXIS = {0, 2, 3, 1};

    private final UserGraph graph;
    private final FoldedConstants folded;
    private final Set<String> computed;
    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> turned = new HashMap<>();
    private final Map<String, Tensor> values = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> turnedVariables = new HashSet<>();
    private final Set<String> vectors = new HashSet<>();
    private final Map<String, String> shown;
    private final Optional<Image> image;

    /**
     * The image placeholder.
     *
     * @param input the graph's input
     * @param nominal its shape in the graph at some size
     */
    record Image(TensorInfo input, Shape nominal) {}

    /**
     * Starts with the graph's input under its own name.
     *
     * @param image the image placeholder; absent where nothing reads one
     * @param computed variables that depend on a placeholder
     * @param shown the user's variable by inner variable of an earlier lowering
     */
    LiftedTensors(
            UserGraph graph,
            FoldedConstants folded,
            Optional<Image> image,
            Set<String> computed,
            Map<String, String> shown) {
        this.graph = graph;
        this.folded = folded;
        this.image = image;
        image.ifPresent(i -> names.add(i.input().name()));
        this.computed = Set.copyOf(computed);
        this.shown = Map.copyOf(shown);
    }

    /** Starts without an input, for operators that depend on no placeholder. */
    static LiftedTensors constant(UserGraph graph, FoldedConstants folded) {
        return new LiftedTensors(graph, folded, Optional.empty(), Set.of(), Map.of());
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

    /** The sizes of a variable's axes, in its own order; sizes that the image leaves open are nominal. */
    Shape shape(String variable) {
        if (!computed.contains(variable)) {
            return constant(variable).shape();
        }
        Image read = image.orElseThrow(() -> new UnliftableException("of an unknown number of axes"));
        boolean nhwc = turned.containsKey(variable);
        String tensor = nhwc ? turned.get(variable) : plain.get(variable);
        if (tensor == null) {
            throw new UnliftableException("that reads '" + variable + "', which was not lifted");
        }
        TensorInfo input = read.input();
        Graph sofar = new Graph("lifted", List.of(input), List.of(), nodes, constants);
        Shape shape = Shapes.infer(sofar, Map.of(input.name(), read.nominal())).of(tensor);
        return nhwc ? AxisOrder.of(TO_NHWC).of(shape) : shape;
    }

    /** Whether the sizes of a variable's axes are known but for the first one, the batch. */
    boolean isSized(String variable) {
        return !computed.contains(variable)
                || image.filter(i -> i.input().dimensions().stream().skip(1).allMatch(Dimension::isFixed))
                        .isPresent();
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
                    ? weight(variable, constant(variable))
                    : emit(variable + ".nhwc", "Transpose", Attributes.NONE.with("perm", TO_NHWC), map);
            plain.put(variable, known);
        }
        return known;
    }

    /** The tensor of an N×H×W×C variable as N×C×H×W. */
    String turned(String variable) {
        String known = turned.get(variable);
        if (known == null) {
            Optional<Tensor> value = value(variable);
            known = value.isPresent()
                    ? weight(variable, nchw(value.get()))
                    : emit(variable + ".nchw", "Transpose", Attributes.NONE.with("perm", TO_NCHW), map(variable));
            turned.put(variable, known);
        }
        return known;
    }

    /** A computed variable with four axes, those in front of size 1 where it has fewer. */
    private String map(String variable) {
        int missing = TO_NCHW.length - shape(variable).rank();
        if (missing <= 0) {
            return plain(variable);
        }
        String axes = put(
                variable + ".axes", Tensor.vector(LongStream.range(0, missing).toArray()));
        return emit(variable + ".map", "Unsqueeze", Attributes.NONE, plain(variable), axes);
    }

    /** A constant that broadcasts against N×H×W×C, reordered to broadcast against N×C×H×W. */
    private static Tensor nchw(Tensor value) {
        int[] sizes = {1, 1, 1, 1};
        int rank = value.shape().rank();
        System.arraycopy(value.shape().sizes(), 0, sizes, 4 - rank, rank);
        return value.shape().elements() == 1 ? value : AxisOrder.of(TO_NCHW).of(value.reshape(Shape.of(sizes)));
    }

    /** The value of a variable that depends on no placeholder. */
    Optional<Tensor> value(String variable) {
        if (computed.contains(variable)) {
            return Optional.empty();
        }
        return Optional.of(values.computeIfAbsent(variable, v -> folded.value(v)
                .orElseThrow(() -> new UnliftableException("that reads '" + v
                        + "', computed from constants as Coppice cannot (put its value there: sd.constant)"))));
    }

    private Tensor constant(String variable) {
        return value(variable)
                .orElseThrow(() -> new UnliftableException("that reads '" + variable + "', which was not lifted"));
    }

    /** Adds a variable's value in a given shape, under its name or a similar one. A reshaped weight keeps the weight's name. */
    String weight(String variable, Tensor value) {
        String weight = variable;
        Optional<UserOp> op = graph.producer(weight);
        while (op.isPresent() && op.get().kind().equals("reshape")) {
            weight = op.get().inputs().get(0);
            op = graph.producer(weight);
        }
        String own = put(weight, value);
        if (constant(weight).shape().rank() == 1) {
            vectors.add(own);
        }
        return own;
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
