package dev.coppice.models.onnx.fold;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.AxisSymbols;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.SizeOrigins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known of the sizes of a graph whose inputs leave more than the batch open.
 *
 * @param shapes shapes at one size that the graph takes
 * @param origins what its computed sizes are made of
 * @param symbols which of its sizes are fixed or the same
 */
record OpenShapes(Shapes shapes, SizeOrigins origins, AxisSymbols symbols) implements KnownSizes {
    /** Heights and widths to try: a network may ask for multiples, or for squares. */
    private static final List<int[]> SIZES =
            List.of(new int[] {256, 320}, new int[] {224, 224}, new int[] {512, 512}, new int[] {64, 64});

    /** What is known of a graph; empty if its sizes are fixed, or shapes are unknown. */
    static Optional<OpenShapes> of(Graph graph) {
        boolean sized = graph.inputs().stream()
                .allMatch(i -> i.dimensions().stream().skip(1).allMatch(Dimension::isFixed));
        return sized
                ? Optional.empty()
                : SIZES.stream().flatMap(size -> at(graph, size).stream()).findFirst();
    }

    private static Optional<OpenShapes> at(Graph graph, int... size) {
        Map<String, Shape> inputs = new HashMap<>();
        for (TensorInfo input : graph.inputs()) {
            List<Dimension> axes = input.dimensions();
            int[] sizes = IntStream.range(0, axes.size())
                    .map(k -> axes.get(k).isFixed() ? axes.get(k).size() : k == 0 ? 1 : size[k % 2])
                    .toArray();
            inputs.put(input.name(), Shape.of(sizes));
        }
        try {
            Shapes shapes = Shapes.infer(graph, inputs);
            SizeOrigins origins = SizeOrigins.of(graph, shapes);
            return Optional.of(new OpenShapes(shapes, origins, AxisSymbols.of(graph, shapes, origins)));
        } catch (InvalidInputException e) {
            // Whoever needs the shapes reports this again, with a better message.
            return Optional.empty();
        }
    }

    /** Whether a tensor is a size, or several, that no open size changes. */
    boolean isConstant(String tensor) {
        int rank = shapes.of(tensor).rank();
        return origins.of(tensor)
                        .filter(all -> all.stream().allMatch(symbols::isFixed))
                        .isPresent()
                && IntStream.range(0, rank).allMatch(k -> symbols.isFixed(tensor, k));
    }

    @Override
    public Shape shape(String tensor) {
        return shapes.of(tensor);
    }

    @Override
    public boolean isFixed(String tensor, int axis) {
        return symbols.isFixed(tensor, axis);
    }

    @Override
    public boolean isSame(String a, int i, String b, int j) {
        return symbols.isSame(a, i, b, j);
    }
}
