package dev.coppice.models.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.ElementwiseNode;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Test of the elementwise contract of shapes: data inputs broadcast, and other inputs do not matter. */
class ElementwiseShapesTest {
    private static final Shape FIRST = Shape.of(2, 1, 5);
    private static final Shape OTHERS = Shape.of(4, 1);

    static Collection<OperatorSchema> operators() {
        return ElementwiseNode.operators();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void inputs_broadcast(OperatorSchema operator) {
        Node node = ElementwiseNode.of(operator);
        Map<String, Shape> known = new HashMap<>();
        Shape expected = FIRST;
        for (int i = 0; i < node.inputs().size(); i++) {
            known.put(node.input(i), i == 0 ? FIRST : OTHERS);
            expected = i > 0 && operator.isBroadcast(i) ? Shape.of(2, 4, 5) : expected;
        }

        List<Shape> shapes = ShapeRules.of(node)
                .orElseThrow()
                .infer(new ShapeContext(node, tensor -> Optional.empty(), FIRST, known));

        assertThat(shapes).containsExactly(expected);
    }
}
