package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shape rule of Einsum: the size of each label of the output. */
public final class EinsumShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        List<Shape> inputs =
                IntStream.range(0, c.node().inputs().size()).mapToObj(c::input).toList();
        EinsumEquation equation = EinsumEquation.of(c.node(), inputs);
        Map<Character, Integer> sizes = equation.sizes(inputs);
        return List.of(Shape.of(equation.output()
                .chars()
                .map(label -> Optional.ofNullable(sizes.get((char) label))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the output has the label '" + (char) label + "', which no input has")))
                .toArray()));
    }
}
