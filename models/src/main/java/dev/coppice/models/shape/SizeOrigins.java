package dev.coppice.models.shape;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Origins of sizes: what each element of a tensor that shapes and constants alone give was made of. Who changes the size of
 * an axis learns here which numbers change by themselves, and which constants have to change with it.
 */
public final class SizeOrigins {
    /** The largest constant of which single elements are told apart. */
    private static final int LARGEST = 4096;

    /** The largest number of factors that are told apart; no tensor has as many axes. */
    static final int MOST_FACTORS = 16;

    /** An axis of a tensor, whose size a Shape node reads. */
    public record Axis(String tensor, int axis) {}

    /** An element of a constant, as an input of a node reads it. */
    public record Place(String node, int input, int element) {}

    /**
     * Origin of one number.
     *
     * @param axes the axes whose sizes it depends on
     * @param places the elements of constants that it was made of; large constants are left out
     * @param isMoved whether it is one size or one element of a constant, unchanged
     * @param factors the axes whose sizes it is the product of, with constants; empty if it is made otherwise
     */
    public record Origin(Set<Axis> axes, Set<Place> places, boolean isMoved, Optional<List<Axis>> factors) {
        private static final Origin NONE = new Origin(Set.of(), Set.of(), false, Optional.empty());

        private static Origin size(Axis axis) {
            return new Origin(Set.of(axis), Set.of(), true, Optional.of(List.of(axis)));
        }

        private static Origin product(List<Origin> parts) {
            Origin all = mixed(parts);
            List<Axis> factors = parts.stream()
                    .flatMap(part -> part.factors.orElse(List.of()).stream())
                    .toList();
            boolean known = parts.stream().allMatch(part -> part.factors.isPresent());
            return known && factors.size() <= MOST_FACTORS
                    ? new Origin(all.axes, all.places, false, Optional.of(factors))
                    : all;
        }

        private static Origin mixed(List<Origin> parts) {
            Set<Axis> axes = new LinkedHashSet<>();
            Set<Place> places = new LinkedHashSet<>();
            for (Origin part : parts) {
                axes.addAll(part.axes);
                places.addAll(part.places);
            }
            return new Origin(
                    Collections.unmodifiableSet(axes), Collections.unmodifiableSet(places), false, Optional.empty());
        }
    }

    /** Joins origins, those of the same parts once: they may have thousands of places each. */
    private static final class Joining {
        private final IdentityHashMap<Origin, Integer> numbers = new IdentityHashMap<>();
        private final Map<List<Integer>, Origin> joined = new HashMap<>();

        Origin of(List<Origin> parts, Function<List<Origin>, Origin> join) {
            List<Integer> key = parts.stream()
                    .map(part -> numbers.computeIfAbsent(part, p -> numbers.size()))
                    .toList();
            return joined.computeIfAbsent(key, k -> join.apply(parts));
        }
    }

    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, List<Origin>> origins = new HashMap<>();

    private SizeOrigins(Graph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    /** The origins of all sizes of a graph. */
    public static SizeOrigins of(Graph graph, Shapes shapes) {
        SizeOrigins all = new SizeOrigins(graph, shapes);
        for (Node node : graph.nodes()) {
            if (node.outputs().size() == 1) {
                shapes.value(node.output())
                        .ifPresent(value -> all.origins.put(node.output(), all.origins(node, value)));
            }
        }
        return all;
    }

    /** The origin of each element of a tensor that shapes and constants alone give; empty for any other tensor. */
    public Optional<List<Origin>> of(String tensor) {
        return Optional.ofNullable(origins.get(tensor));
    }

    private List<Origin> origins(Node node, Tensor value) {
        int count = Math.toIntExact(value.shape().elements());
        if (node.is("Shape", "Size")) {
            return sizes(node, count);
        }
        if (node.is("Identity") || isIntegerCast(node, value)) {
            return input(node, 0);
        }
        if (node.is("Equal")) {
            return equal(node, value.shape());
        }
        if (node.is("Where")) {
            return where(node, value.shape());
        }
        if (node.is(OperatorKind.MOVEMENT)) {
            return moved(node, count);
        }
        if (node.is(OperatorKind.ELEMENTWISE)) {
            return combined(node, value.shape());
        }
        return Collections.nCopies(count, whole(node));
    }

    private List<Origin> sizes(Node node, int count) {
        int rank = shapes.of(node.input(0)).rank();
        int start = node.attributes().integer("start", 0);
        int first = Math.max(0, Math.min(rank, start < 0 ? start + rank : start));
        List<Origin> axes = IntStream.range(0, node.is("Size") ? rank : count)
                .mapToObj(k -> new Axis(node.input(0), node.is("Size") ? k : first + k))
                .map(Origin::size)
                .toList();
        return node.is("Size") ? List.of(Origin.product(axes)) : axes;
    }

    private boolean isIntegerCast(Node node, Tensor value) {
        return node.is("Cast")
                && isInteger(value.type())
                && shapes.value(node.input(0)).filter(x -> isInteger(x.type())).isPresent();
    }

    private static boolean isInteger(ElementType type) {
        return type == ElementType.INT64 || type == ElementType.INT32;
    }

    /** The origins of an input's elements; those of a large constant are not told apart. */
    private List<Origin> input(Node node, int position) {
        List<Origin> known = origins.get(node.input(position));
        if (known != null) {
            return known;
        }
        int count = Math.toIntExact(shapes.of(node.input(position)).elements());
        if (isLarge(node, position)) {
            return Collections.nCopies(count, Origin.NONE);
        }
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Origin(Set.of(), Set.of(new Place(node.name(), position, i)), true, Optional.of(List.of())))
                .toList();
    }

    private boolean isLarge(Node node, int position) {
        return graph.constant(node.input(position))
                .filter(constant -> constant.shape().elements() > LARGEST)
                .isPresent();
    }

    private Origin whole(Node node) {
        List<Origin> all = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            if (node.hasInput(i) && !isLarge(node, i)) {
                all.addAll(new LinkedHashSet<>(input(node, i)));
            }
        }
        return Origin.mixed(all);
    }

    /** Origins after a movement of elements, found by moving their numbers. */
    private List<Origin> moved(Node node, int count) {
        List<Origin> table = new ArrayList<>();
        Map<String, Tensor> numbers = new HashMap<>();
        int data = node.is("Concat") ? node.inputs().size() : 1;
        if (IntStream.range(0, data).anyMatch(i -> isLarge(node, i))) {
            return Collections.nCopies(count, whole(node));
        }
        for (int i = data; i < node.inputs().size(); i++) {
            boolean depends =
                    node.hasInput(i) && !Origin.mixed(input(node, i)).axes.isEmpty();
            if (depends || node.inputs().subList(0, data).contains(node.input(i))) {
                return Collections.nCopies(count, whole(node));
            }
            String setting = node.input(i);
            shapes.value(setting).ifPresent(value -> numbers.put(setting, value));
        }
        for (int i = 0; i < data; i++) {
            List<Origin> own = input(node, i);
            int first = table.size();
            table.addAll(own);
            numbers.put(
                    node.input(i),
                    Tensor.longs(
                            shapes.of(node.input(i)),
                            LongStream.range(first, first + own.size()).toArray()));
        }
        return ValueRules.evaluate(node, numbers)
                .map(out -> Arrays.stream(out.toLongs())
                        .mapToObj(i -> table.get((int) i))
                        .toList())
                .orElseGet(() -> Collections.nCopies(count, whole(node)));
    }

    private List<Origin> combined(Node node, Shape shape) {
        List<List<Origin>> parts = IntStream.range(0, node.inputs().size())
                .filter(node::hasInput)
                .mapToObj(i -> broadcast(node, i, shape))
                .toList();
        Joining joining = new Joining();
        Function<List<Origin>, Origin> join = node.is("Mul") ? Origin::product : Origin::mixed;
        return IntStream.range(0, Math.toIntExact(shape.elements()))
                .mapToObj(
                        e -> joining.of(parts.stream().map(part -> part.get(e)).toList(), join))
                .toList();
    }

    /** A size is never equal to a negative constant, which exporters write for "as it is". */
    private List<Origin> equal(Node node, Shape shape) {
        List<Origin> a = broadcast(node, 0, shape);
        List<Origin> b = broadcast(node, 1, shape);
        long[] x = values(node, 0, shape);
        long[] y = values(node, 1, shape);
        Joining joining = new Joining();
        return IntStream.range(0, a.size())
                .mapToObj(e ->
                        isSizeBeside(a.get(e), b.get(e), x[e], y[e]) || isSizeBeside(b.get(e), a.get(e), y[e], x[e])
                                ? Origin.NONE
                                : joining.of(List.of(a.get(e), b.get(e)), Origin::mixed))
                .toList();
    }

    private static boolean isSizeBeside(Origin size, Origin other, long value, long constant) {
        return size.isMoved && value >= 0 && other.axes.isEmpty() && constant < 0;
    }

    private List<Origin> where(Node node, Shape shape) {
        List<Origin> condition = broadcast(node, 0, shape);
        List<Origin> a = broadcast(node, 1, shape);
        List<Origin> b = broadcast(node, 2, shape);
        long[] holds = values(node, 0, shape);
        Joining joining = new Joining();
        return IntStream.range(0, a.size())
                .mapToObj(e -> condition.get(e).equals(Origin.NONE)
                        ? (holds[e] != 0 ? a : b).get(e)
                        : joining.of(List.of(condition.get(e), a.get(e), b.get(e)), Origin::mixed))
                .toList();
    }

    private List<Origin> broadcast(Node node, int position, Shape shape) {
        List<Origin> own = input(node, position);
        long[] numbers = LongStream.range(0, own.size()).toArray();
        return Arrays.stream(expand(Tensor.longs(shapes.of(node.input(position)), numbers), shape))
                .mapToObj(i -> own.get((int) i))
                .toList();
    }

    private long[] values(Node node, int position, Shape shape) {
        Tensor value = shapes.value(node.input(position)).orElseThrow();
        long[] numbers = value.type().isFloating() ? new long[0] : value.toLongs();
        return numbers.length == 0
                ? new long[Math.toIntExact(shape.elements())]
                : expand(Tensor.longs(value.shape(), numbers), shape);
    }

    private static long[] expand(Tensor tensor, Shape shape) {
        long[] target = Arrays.stream(shape.sizes()).asLongStream().toArray();
        Node expand = Node.of("Expand", "y", Attributes.NONE, "x", "shape");
        return ValueRules.evaluate(expand, Map.of("x", tensor, "shape", Tensor.vector(target)))
                .orElseThrow()
                .toLongs();
    }
}
