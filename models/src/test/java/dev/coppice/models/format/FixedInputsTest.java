package dev.coppice.models.format;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.batch.OpenBatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedInputsTest {
    private static final Dimension THREE = Dimension.of(3);

    /** What is computed from it alone is computed while reading. */
    @Test
    void an_input_of_known_sizes_is_a_constant_of_its_type() {
        Graph graph = NetworkBuilder.small()
                .input(new TensorInfo("b", ElementType.FLOAT16, List.of(Dimension.of(1))))
                .conv("a", IMAGE, 2)
                .node("Cast", "single", Attributes.NONE.with("to", 1), "b")
                .node("Mul", "y", "a", "single")
                .to("y")
                .graph();

        Graph fixed = FixedInputs.of(graph, "small", IMAGE, Map.of("b", 0.1));

        assertThat(fixed.inputs()).extracting(TensorInfo::name).containsExactly(IMAGE);
        assertThat(fixed.nodes()).extracting(Node::op).containsExactly("Conv", "Mul");
        // 0.1 in half precision
        assertThat(fixed.constant("single")).contains(Tensor.floats(Shape.of(1), 0.099975586f));
    }

    /** The batch and the sizes of the pictures, by their names or places. */
    @ParameterizedTest
    @CsvSource({"1, 8, 8", "3, 16, 24"})
    void open_sizes_are_those_of_the_pictures(int batch, int height, int width) {
        Graph graph = NetworkBuilder.random(8, 8, 1)
                .input(new TensorInfo(
                        "b",
                        ElementType.FLOAT,
                        List.of(Dimension.open("other"), THREE, Dimension.open("?"), Dimension.open("?"))))
                .input(new TensorInfo("free", ElementType.FLOAT, List.of(Dimension.open("?"), Dimension.open("k"))))
                .concat("both", IMAGE, "b")
                .conv("a", "both", 2)
                .node("Relu", "r", "free")
                .node("ReduceMean", "m", "r")
                .node("Mul", "y", "a", "m")
                .to("y")
                .graph();

        Graph fixed = FixedInputs.of(graph, "small", IMAGE, Map.of("b", 0.5, "free", 2.0));

        assertThat(fixed.inputs()).extracting(TensorInfo::name).containsExactly(IMAGE);
        Shapes shapes = Shapes.infer(fixed, Map.of(IMAGE, Shape.of(batch, 3, height, width)));
        assertThat(shapes.of("b")).isEqualTo(Shape.of(batch, 3, height, width));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(batch, 2, height, width));
        assertThat(fixed.constants().values()).contains(Tensor.scalar(0.5f));
    }

    /** Where pictures and one input come in any number, and another input is for one picture. */
    @Test
    void a_map_for_one_picture_is_joined_to_maps_for_any_number() {
        Dimension eight = Dimension.of(8);
        Network network = NetworkBuilder.random(8, 8, 1)
                .input(new TensorInfo("b", ElementType.FLOAT, List.of(Dimension.open("N"), THREE, eight, eight)))
                .input(new TensorInfo("c", ElementType.FLOAT, List.of(Dimension.of(1), THREE, eight, eight)))
                .node("Relu", "r", "b")
                .concat("both", IMAGE, "r", "c")
                .conv("y", "both", 2)
                .to("y");

        Network fixed = network.with(FixedInputs.of(network.graph(), "small", IMAGE, Map.of("b", 0.5, "c", 2.0)));

        assertThat(fixed.batchObstacle(3)).isEmpty();
        assertThat(fixed.shapes(Shape.of(3, 3, 8, 8)).of("both")).isEqualTo(Shape.of(3, 9, 8, 8));
    }

    /** An input that the file fixes to one picture, joined to the maps of as many as there are. */
    @Test
    void a_map_for_one_picture_is_joined_to_each() {
        Graph graph = NetworkBuilder.random(8, 8, 1)
                .input(new TensorInfo(
                        "b",
                        ElementType.FLOAT,
                        List.of(Dimension.of(1), Dimension.of(1), Dimension.of(8), Dimension.of(8))))
                .concat("both", IMAGE, "b")
                .conv("y", "both", 2)
                .to("y")
                .graph();

        Graph fixed = FixedInputs.of(graph, "small", IMAGE, Map.of("b", 0.5));

        OpenBatch.Result opened = OpenBatch.of(fixed, IMAGE, Shape.of(1, 3, 8, 8), "y");
        assertThat(opened.obstacle()).isEmpty();
        Shapes shapes = Shapes.infer(opened.graph(), Map.of(IMAGE, Shape.of(3, 3, 8, 8)));
        assertThat(shapes.of("both")).isEqualTo(Shape.of(3, 4, 8, 8));
        assertThat(shapes.of("y")).isEqualTo(Shape.of(3, 2, 8, 8));
    }
}
