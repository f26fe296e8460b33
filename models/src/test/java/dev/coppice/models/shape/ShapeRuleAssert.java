package dev.coppice.models.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import dev.coppice.models.shape.rule.ShapeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Assertions about the output shapes of a rule: {@code assertThatRule(new PadShape()).on("Pad").input(…)}, one call per
 * input, then the expected result or error.
 */
public final class ShapeRuleAssert {
    private final ShapeRule rule;
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private Node node;
    private int outputs = 1;
    private Shape image = Shape.of(1, 3, 8, 8);

    private ShapeRuleAssert(ShapeRule rule, Node node) {
        this.rule = rule;
        this.node = node;
    }

    /** Starts an assertion about a rule. */
    public static Subject assertThatRule(ShapeRule rule) {
        return new Subject(rule);
    }

    /** A rule without a node. */
    public record Subject(ShapeRule rule) {
        /** A node of ONNX; fails if another rule handles its operator. */
        public ShapeRuleAssert on(String op, Attributes attributes) {
            return on(Node.of(op, "y", attributes));
        }

        /** As above, without attributes. */
        public ShapeRuleAssert on(String op) {
            return on(op, Attributes.NONE);
        }

        /** A node whose inputs follow. */
        public ShapeRuleAssert on(Node node) {
            assertThat(ShapeRules.of(node).map(Object::getClass))
                    .as("rule in charge of %s", node)
                    .isEqualTo(Optional.of(rule.getClass()));
            return new ShapeRuleAssert(rule, node);
        }
    }

    /** The next input, computed, with this shape. */
    public ShapeRuleAssert input(int... sizes) {
        return next(Shape.of(sizes));
    }

    /** The next input, a constant list of integers. */
    public ShapeRuleAssert integers(long... values) {
        return constant(Tensor.vector(values));
    }

    /** The next input, a single constant integer. */
    public ShapeRuleAssert index(long value) {
        return constant(Tensor.longs(Shape.SCALAR, value));
    }

    /** The next input, a constant list of numbers. */
    public ShapeRuleAssert floats(float... values) {
        return constant(Tensor.floats(Shape.of(values.length), values));
    }

    /** The next input is left out. */
    public ShapeRuleAssert left() {
        inputs.add("");
        return this;
    }

    /** Sets the number of outputs. */
    public ShapeRuleAssert outputs(int count) {
        outputs = count;
        return this;
    }

    /** Sets the shape of the network's image. */
    public ShapeRuleAssert image(int... sizes) {
        image = Shape.of(sizes);
        return this;
    }

    /** Asserts the sizes of the first output. */
    public void gives(int... sizes) {
        assertThat(inferred().get(0)).isEqualTo(Shape.of(sizes));
    }

    /** Asserts the shapes of all outputs. */
    public void givesAll(Shape... expected) {
        assertThat(inferred()).containsExactly(expected);
    }

    /** Asserts that the inputs do not fit, for this reason. */
    public void refuses(String message) {
        assertThatThrownBy(this::inferred)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private ShapeRuleAssert constant(Tensor value) {
        constants.put(name(), value);
        return next(value.shape());
    }

    private ShapeRuleAssert next(Shape shape) {
        shapes.put(name(), shape);
        inputs.add(name());
        return this;
    }

    private String name() {
        return "x" + inputs.size();
    }

    private List<Shape> inferred() {
        node = node.withInputs(inputs)
                .withOutputs(IntStream.range(0, outputs).mapToObj(i -> "y" + i).toList());
        return rule.infer(new ShapeContext(node, name -> Optional.ofNullable(constants.get(name)), image, shapes));
    }
}
