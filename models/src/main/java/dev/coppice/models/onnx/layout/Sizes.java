package dev.coppice.models.onnx.layout;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The shapes of a file's tensors at two sizes of what it leaves open. What is equal in both is fixed.
 *
 * @param a shapes at one size
 * @param b shapes at another; at the same where the file takes no other
 */
record Sizes(Shapes a, Shapes b) {
    private static final int COLOURS = 3;

    /** Sizes of space to try: a network may ask for multiples, for squares, or for a size that many have. */
    private static final List<Pair> USUAL = List.of(
            new Pair(List.of(224, 288), List.of(256, 352)),
            new Pair(List.of(224, 224), List.of(256, 256)),
            new Pair(List.of(512, 640), List.of(768, 1024)),
            new Pair(List.of(512, 512), List.of(1024, 1024)),
            new Pair(List.of(224, 224), List.of(224, 224)));

    /** Two sizes of the space axes. */
    private record Pair(List<Integer> a, List<Integer> b) {}

    /**
     * The sizes of a graph, for a batch of one if it takes no other; empty if some shape cannot be told.
     *
     * @param space sizes of the space axes that the file takes, none if unknown
     */
    static Optional<Sizes> of(Graph graph, List<Integer> space) {
        if (graph.inputs().isEmpty()) {
            return Optional.empty();
        }
        TensorInfo image = InputShapes.image(graph.inputs());
        boolean open = image.dimensions().stream().skip(1).anyMatch(d -> !d.isFixed());
        List<Pair> pairs = new ArrayList<>(space.isEmpty() ? List.of() : around(space));
        pairs.addAll(USUAL);
        return pairs.stream()
                .limit(open ? pairs.size() : 1)
                .flatMap(pair -> at(graph, pair).stream())
                .findFirst();
    }

    /** A known size with others that networks which take it may take: some multiples, else none. */
    private static List<Pair> around(List<Integer> known) {
        return List.of(
                new Pair(known, known.stream().map(n -> 2 * n).toList()),
                new Pair(known, known.stream().map(n -> n + 32).toList()),
                new Pair(known, known));
    }

    private static Optional<Sizes> at(Graph graph, Pair pair) {
        return at(graph, pair, 2, 3).or(() -> at(graph, pair, 1, 1));
    }

    private static Optional<Sizes> at(Graph graph, Pair pair, int first, int second) {
        try {
            return Optional.of(new Sizes(at(graph, first, pair.a), at(graph, second, pair.b)));
        } catch (InvalidInputException | IllegalArgumentException e) {
            // Whoever needs the shapes reports this again, with a better message.
            return Optional.empty();
        }
    }

    private static Shapes at(Graph graph, int batch, List<Integer> space) {
        TensorInfo image = InputShapes.image(graph.inputs());
        Map<String, Integer> symbols = new HashMap<>();
        Map<String, Shape> shapes = new HashMap<>();
        shapes.put(image.name(), shape(image.dimensions(), image(image.dimensions(), batch, space), symbols));
        for (TensorInfo input : graph.inputs()) {
            int[] sizes = IntStream.range(0, input.dimensions().size())
                    .map(i -> i == 0 ? batch : space.get((i - 1) % space.size()))
                    .toArray();
            shapes.computeIfAbsent(input.name(), name -> shape(input.dimensions(), sizes, symbols));
        }
        return Shapes.infer(graph, shapes);
    }

    /** The sizes that an image's open axes take: those of space behind the channels if these are fixed, else before them. */
    private static int[] image(List<Dimension> axes, int batch, List<Integer> space) {
        int rank = axes.size();
        int before = rank > 2 && axes.get(1).isFixed() && !axes.get(rank - 1).isFixed() ? 2 : 1;
        return IntStream.range(0, rank)
                .map(i -> i == 0
                        ? batch
                        : i < before || i >= before + rank - 2 ? COLOURS : space.get((i - before) % space.size()))
                .toArray();
    }

    /** A shape with sizes for open axes; axes of one symbol have the size of the first. */
    private static Shape shape(List<Dimension> axes, int[] open, Map<String, Integer> symbols) {
        int[] sizes = new int[open.length];
        for (int i = 0; i < sizes.length; i++) {
            Dimension axis = axes.get(i);
            boolean isNamed = !axis.isFixed() && !axis.symbol().equals("?");
            Integer named = isNamed ? symbols.putIfAbsent(axis.symbol(), open[i]) : null;
            sizes[i] = axis.isFixed() ? axis.size() : named == null ? open[i] : named;
        }
        return Shape.of(sizes);
    }

    /** The shape at the first size. */
    Shape of(String tensor) {
        return a.of(tensor);
    }

    int rank(String tensor) {
        return a.of(tensor).rank();
    }

    boolean isFixed(String tensor, int axis) {
        return a.of(tensor).size(axis) == b.of(tensor).size(axis);
    }
}
