package dev.coppice.samediff.lowering;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class SizeFoldingTest {
    @Test
    void what_the_size_decides_becomes_a_constant_and_weights_stay_what_they_are() {
        // y = x · √width, times a slope that is reshaped on the way
        Network network = NetworkBuilder.initialised(Shape.of(2, 4, 6, 9), 1)
                .node("Shape", "shape", IMAGE)
                .constant("last", Tensor.longs(Shape.SCALAR, 3))
                .node("Gather", "width", "shape", "last")
                .node("Cast", "number", Attributes.NONE.with("to", 1), "width")
                .node("Sqrt", "root", "number")
                .node("Mul", "scaled", IMAGE, "root")
                .normal("slope", 1, 4)
                .integers("axes", 1, 2)
                .node("Unsqueeze", "slopes", "slope", "axes")
                .node("Mul", "y", "scaled", "slopes")
                .to("y", 0);

        Graph folded = SizeFolding.fold(network.graph(), network.shapes(2));

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Mul", "Unsqueeze", "Mul");
        assertThat(folded.constant("root").orElseThrow().toFloats()).containsExactly(3f);
        assertThat(folded.constant("slopes")).isEmpty();
    }

    /** Rows 0 to 4999 of a column, as exporters count them: more than a graph keeps values of with its shapes. */
    @Test
    void positions_become_constants_however_many_there_are() {
        Network network = NetworkBuilder.initialised(Shape.of(1, 1, 5000, 1), 1)
                .node("Shape", "shape", IMAGE)
                .constant("height", Tensor.longs(Shape.SCALAR, 2))
                .node("Gather", "rows", "shape", "height")
                .constant("from", Tensor.longs(Shape.SCALAR, 0))
                .constant("step", Tensor.longs(Shape.SCALAR, 1))
                .node("Range", "count", "from", "rows", "step")
                .integers("axis", 1)
                .node("Unsqueeze", "positions", "count", "axis")
                .node("Transpose", "turned", Attributes.NONE.with("perm", 2, 1, 0, 3), IMAGE)
                .node("GatherND", "y", "turned", "positions")
                .to("y", 0);

        Graph folded = SizeFolding.fold(network.graph(), network.shapes(1));

        long[] positions = folded.constant("positions").orElseThrow().toLongs();
        assertThat(positions).hasSize(5000).startsWith(0, 1, 2).endsWith(4998, 4999);
    }

    /** A class token, for every picture of a batch. */
    @Test
    void a_weight_that_is_repeated_as_the_size_asks_stays_a_weight() {
        Network network = NetworkBuilder.initialised(Shape.of(2, 4, 6, 9), 1)
                .node("Shape", "shape", IMAGE)
                .normal("token", 1, 1, 4, 1, 1)
                .node("Expand", "tokens", "token", "shape")
                .node("Mul", "y", IMAGE, "tokens")
                .to("y", 0);

        Graph folded = SizeFolding.fold(network.graph(), network.shapes(2));

        assertThat(folded.nodes()).extracting(Node::op).containsExactly("Expand", "Mul");
        assertThat(folded.constant("shape").orElseThrow().toLongs()).containsExactly(2, 4, 6, 9);
    }
}
