package dev.coppice.samediff.lowering;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Reasons why an operator that is trained elsewhere is not trained in this form. */
class ObjectionsTest {
    private static final Shape MAP = Shape.of(1, 2, 6, 6);
    private static final Attributes TWO =
            Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);

    private static List<String> objections(UnaryOperator<NetworkBuilder> nodes) {
        return GraphLowering.objections(
                nodes.apply(NetworkBuilder.initialised(MAP, 1)).to("y", 0), MAP);
    }

    @Test
    void a_border_of_a_computed_value() {
        assertThat(objections(b -> b.integers("amounts", 0, 0, 1, 1, 0, 0, 1, 1)
                        .node("ReduceMax", "most", Attributes.NONE.with("keepdims", 0), IMAGE)
                        .node("Pad", "y", IMAGE, "amounts", "most")))
                .containsExactly("'Pad' with a computed value (y)");
    }

    @Test
    void places_that_no_pool_gives() {
        long[] places = new long[18];
        Arrays.setAll(places, i -> i / 3 % 3 * 12 + i % 3 * 2);
        assertThat(objections(b -> b.node("AveragePool", "p", TWO, IMAGE)
                        .constant("places", Tensor.longs(Shape.of(1, 2, 3, 3), places))
                        .node("MaxUnpool", "y", TWO, "p", "places")))
                .containsExactly("'MaxUnpool' by indices of no MaxPool (y)");
    }

    @Test
    void windows_that_leave_gaps_or_overlap() {
        Attributes overlapping = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 1, 1);
        assertThat(objections(b -> b.parts("MaxPool", List.of("p", "places"), overlapping, IMAGE)
                        .node("MaxUnpool", "y", overlapping, "p", "places")))
                .containsExactly("'MaxUnpool' of windows that do not fill the map (y)");
    }

    @Test
    void blocks_that_are_not_those_of_the_picture() {
        assertThat(objections(b -> b.integers("to", 1, 8, 9)
                        .node("Reshape", "x", IMAGE, "to")
                        .integers("size", 4, 5)
                        .integers("block", 2, 2)
                        .node("Col2Im", "y", TWO, "x", "size", "block")))
                .containsExactly("'Col2Im' of another number of blocks (y)");
    }

    @Test
    void recurrent_layers_of_another_kind() {
        Attributes hidden = Attributes.NONE.with("hidden_size", 3);
        assertThat(recurrent(hidden.with("layout", 1))).containsExactly("'GRU' with the batch in front (y)");
        assertThat(recurrent(hidden.with("clip", 1f))).containsExactly("'GRU' with clipped or shared gates (y)");
        assertThat(recurrent(hidden.with("activations", new AttributeValue.Texts(List.of("Relu", "Tanh")))))
                .containsExactly("'GRU' with other activations than Sigmoid Tanh (y)");
        assertThat(recurrent(hidden)).isEmpty();
    }

    private static List<String> recurrent(Attributes attributes) {
        return objections(b -> b.integers("channels", 1)
                .node("ReduceMean", "rows", Attributes.NONE.with("keepdims", 0), IMAGE, "channels")
                .normal("w", 1, 1, 9, 6)
                .normal("r", 1, 1, 9, 3)
                .node("GRU", "y", attributes, "rows", "w", "r"));
    }
}
