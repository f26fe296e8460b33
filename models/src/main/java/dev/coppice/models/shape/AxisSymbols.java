package dev.coppice.models.shape;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.SizeOrigins.Axis;
import dev.coppice.models.shape.SizeOrigins.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Symbols for the sizes of a graph whose inputs leave some open. An axis has a symbol of its own, or that of an axis which
 * always has its size, or none because no open size changes it. What is not known to be fixed or the same has its own.
 */
public final class AxisSymbols {
    private static final Axis FIXED = new Axis("", 0);

    private final Graph graph;
    private final Shapes shapes;
    private final SizeOrigins origins;
    private final Map<String, Axis[]> symbols = new HashMap<>();
    private final Map<Axis, List<Axis>> products = new HashMap<>();

    private AxisSymbols(Graph graph, Shapes shapes, SizeOrigins origins) {
        this.graph = graph;
        this.shapes = shapes;
        this.origins = origins;
    }

    /** The symbols of all tensors; {@code shapes} are those at any size that the graph takes. */
    public static AxisSymbols of(Graph graph, Shapes shapes, SizeOrigins origins) {
        AxisSymbols all = new AxisSymbols(graph, shapes, origins);
        for (TensorInfo input : graph.inputs()) {
            Axis[] axes = all.fresh(input.name());
            Arrays.setAll(axes, k -> input.dimensions().get(k).isFixed() ? FIXED : axes[k]);
            all.symbols.put(input.name(), axes);
        }
        for (Node node : graph.nodes()) {
            for (int i = 0; i < node.outputs().size(); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                    all.symbols.put(node.outputs().get(i), all.output(node, i));
                }
            }
        }
        return all;
    }

    /** Whether no open size changes the size of an axis. */
    public boolean isFixed(String tensor, int axis) {
        return of(tensor)[axis].equals(FIXED);
    }

    /** Whether no open size changes a number. */
    public boolean isFixed(Origin origin) {
        return origin.axes().stream().allMatch(axis -> isFixed(axis.tensor(), axis.axis()));
    }

    /** Whether two axes have the same size, whatever the open ones are. */
    public boolean isSame(String a, int i, String b, int j) {
        return of(a)[i].equals(of(b)[j]) && shapes.of(a).size(i) == shapes.of(b).size(j);
    }

    private Axis[] of(String tensor) {
        return symbols.computeIfAbsent(tensor, t -> fixed(shapes.of(t).rank()));
    }

    private static Axis[] fixed(int rank) {
        Axis[] axes = new Axis[rank];
        Arrays.fill(axes, FIXED);
        return axes;
    }

    private Axis[] fresh(String tensor) {
        Axis[] axes = new Axis[shapes.of(tensor).rank()];
        Arrays.setAll(axes, k -> new Axis(tensor, k));
        return axes;
    }

    private Axis[] output(Node node, int position) {
        String out = node.outputs().get(position);
        if (node.is("Shape") || isAllFixed(node)) {
            return fixed(shapes.of(out).rank());
        }
        Axis[] own = fresh(out);
        if (node.is(OperatorKind.ELEMENTWISE)) {
            return broadcast(node, own);
        }
        if (node.is(OperatorKind.NORMALISATION, OperatorKind.SOFTMAX)
                || node.is("QuantizeLinear", QuantizedConstant.OP)) {
            return of(node.input(0)).length == own.length ? of(node.input(0)).clone() : own;
        }
        if (node.is("MatMul", "Gemm")) {
            return product(node, own);
        }
        if (node.is(OperatorKind.MOVEMENT)) {
            return moved(node, own);
        }
        return map(node, own);
    }

    private boolean isAllFixed(Node node) {
        return IntStream.range(0, node.inputs().size())
                .filter(node::hasInput)
                .allMatch(i -> Arrays.stream(of(node.input(i))).allMatch(FIXED::equals)
                        && origins.of(node.input(i)).orElse(List.of()).stream().allMatch(this::isFixed));
    }

    private Axis[] broadcast(Node node, Axis... own) {
        Axis[] out = own.clone();
        for (int k = 0; k < own.length; k++) {
            int axis = k;
            List<Axis> met = new ArrayList<>();
            IntStream.range(0, node.inputs().size())
                    .filter(node::isBroadcast)
                    .filter(node::hasInput)
                    .forEach(i -> {
                        int at = axis - own.length + shapes.of(node.input(i)).rank();
                        boolean one = at < 0
                                || (of(node.input(i))[at].equals(FIXED)
                                        && shapes.of(node.input(i)).size(at) == 1);
                        if (!one) {
                            met.add(of(node.input(i))[at]);
                        }
                    });
            Set<Axis> distinct = new LinkedHashSet<>(met);
            boolean known = distinct.size() == 1 || distinct.contains(FIXED);
            out[k] = met.isEmpty() || distinct.contains(FIXED) ? FIXED : known ? met.get(0) : own[k];
        }
        return out;
    }

    private Axis[] product(Node node, Axis... own) {
        Axis[] a = of(node.input(0));
        Axis[] b = of(node.input(1));
        if (Math.min(a.length, b.length) < 2) {
            return own;
        }
        Axis[] out = own.clone();
        out[own.length - 2] = a[a.length - (isTransposed(node, "transA") ? 1 : 2)];
        out[own.length - 1] = b[b.length - (isTransposed(node, "transB") ? 2 : 1)];
        for (int k = 0; k < own.length - 2; k++) {
            boolean same = a.length == b.length && a[k].equals(b[k]);
            out[k] = same || b.length == 2 ? a[k] : own[k];
        }
        return out;
    }

    private static boolean isTransposed(Node node, String side) {
        return node.is("Gemm") && node.attributes().integer(side, 0) == 1;
    }

    /** Symbols after an operator over maps: batch, channels, and axes that stay fixed where they were. */
    private Axis[] map(Node node, Axis... own) {
        if (node.is(OperatorKind.REDUCTION)) {
            return reduced(node, own);
        }
        boolean convolves = node.is("Conv", "ConvTranspose");
        boolean known = convolves || node.is("Resize") || node.is(OperatorKind.POOLING, OperatorKind.GLOBAL_POOLING);
        Axis[] x = known ? of(node.input(0)) : new Axis[0];
        if (x.length != own.length || x.length < 2) {
            return own;
        }
        Axis[] out = own.clone();
        for (int k = 2; k < own.length; k++) {
            out[k] = isFixedBehind(node, x[k]) ? FIXED : own[k];
        }
        out[0] = x[0];
        out[1] = convolves ? made(node, own[1]) : x[1];
        return out;
    }

    /** Whether no open size changes a height or width behind an operator over maps, whose map has this symbol there. */
    private boolean isFixedBehind(Node node, Axis before) {
        boolean settings = !node.is("Resize")
                || (!node.hasInput(3) && graph.constant(node.input(2)).isPresent());
        return node.is(OperatorKind.GLOBAL_POOLING) || (settings && before.equals(FIXED));
    }

    private Axis made(Node convolution, Axis own) {
        return QuantizedConstant.isConstant(graph, convolution.input(1)) ? FIXED : own;
    }

    private Axis[] reduced(Node node, Axis... own) {
        Axis[] x = of(node.input(0));
        Optional<Tensor> axes = graph.constant(node.input(1));
        boolean keeps = node.attributes().integer("keepdims", 1) == 1;
        if (axes.isEmpty() || axes.get().shape().elements() == 0) {
            return keeps && !node.hasInput(1) ? fixed(own.length) : own;
        }
        Set<Long> gone = new LinkedHashSet<>();
        Arrays.stream(axes.get().toLongs()).forEach(a -> gone.add(a < 0 ? a + x.length : a));
        List<Axis> out = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            if (!gone.contains((long) k)) {
                out.add(x[k]);
            } else if (keeps) {
                out.add(FIXED);
            }
        }
        return out.toArray(Axis[]::new);
    }

    private Axis[] moved(Node node, Axis... own) {
        MovedSymbols.Elements elements = new MovedSymbols.Elements() {
            @Override
            public Optional<Axis> of(Node reader, int position, int element) {
                return element(reader, position, element);
            }

            @Override
            public Optional<List<Axis>> factors(Node reader, int position, int element) {
                return AxisSymbols.this.factors(reader, position, element);
            }
        };
        return new MovedSymbols(node, shapes, this::of, elements, products).of(own);
    }

    /** The symbols whose product one of the integers at an input is, with constants; empty where it is another number. */
    private Optional<List<Axis>> factors(Node node, int position, int element) {
        return origins.of(node.input(position))
                .flatMap(all -> all.get(element).factors())
                .map(axes -> axes.stream()
                        .map(axis -> of(axis.tensor())[axis.axis()])
                        .toList());
    }

    /** The symbol of one of the integers at an input; empty where it is a number of its own. */
    private Optional<Axis> element(Node node, int position, int element) {
        if (!node.hasInput(position)) {
            return Optional.empty();
        }
        Optional<List<Origin>> known = origins.of(node.input(position));
        if (known.isEmpty()) {
            return graph.constant(node.input(position)).map(constant -> FIXED);
        }
        Origin origin = known.get().get(element);
        if (isFixed(origin)) {
            return Optional.of(FIXED);
        }
        boolean isSize = origin.isMoved() && origin.axes().size() == 1;
        return isSize
                ? origin.axes().stream().findFirst().map(axis -> of(axis.tensor())[axis.axis()])
                : Optional.empty();
    }

    static boolean isFixed(Axis symbol) {
        return symbol.equals(FIXED);
    }

    static Axis fixed() {
        return FIXED;
    }

    static boolean isOne(Axis symbol, Shape shape, int axis) {
        return symbol.equals(FIXED) && shape.size(axis) == 1;
    }
}
