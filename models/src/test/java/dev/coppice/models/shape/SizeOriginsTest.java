package dev.coppice.models.shape;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.SizeOrigins.Origin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SizeOriginsTest {
    private static final Attributes NONE = Attributes.NONE;

    /** The shape of the image, and a tensor of indices. */
    private static NetworkBuilder shape() {
        return NetworkBuilder.random(8, 12, 0).node("Shape", "s", IMAGE);
    }

    /** Each element of y as the axes and elements of constants that it is made of; unchanged ones in brackets. */
    private static List<String> origins(NetworkBuilder network) {
        Graph graph = network.graph("y");
        Shapes shapes = Shapes.infer(graph, Map.of(IMAGE, Shape.of(2, 3, 8, 12)));
        return SizeOrigins.of(graph, shapes).of("y").orElse(List.of()).stream()
                .map(SizeOriginsTest::words)
                .toList();
    }

    private static String words(Origin origin) {
        String parts = Stream.concat(
                        origin.axes().stream().map(axis -> axis.tensor() + "." + axis.axis()),
                        origin.places().stream()
                                .map(place -> place.node() + "/" + place.input() + "/" + place.element()))
                .sorted()
                .collect(Collectors.joining(" "));
        return origin.isMoved() ? "[" + parts + "]" : parts;
    }

    @Test
    void a_shape_reads_an_axis_for_each_element() {
        assertThat(origins(NetworkBuilder.random(8, 12, 0).node("Shape", "y", NONE.with("start", -2), IMAGE)))
                .containsExactly("[image.2]", "[image.3]");
        assertThat(origins(NetworkBuilder.random(8, 12, 0).node("Size", "y", IMAGE)))
                .containsExactly("image.0 image.1 image.2 image.3");
    }

    @Test
    void moved_sizes_stay_what_they_are() {
        assertThat(origins(shape().integers("i", 3, 0).node("Gather", "y", "s", "i")))
                .containsExactly("[image.3]", "[image.0]");
        assertThat(origins(shape().integers("more", -1, 7).node("Concat", "y", NONE.with("axis", 0), "s", "more")))
                .containsExactly("[image.0]", "[image.1]", "[image.2]", "[image.3]", "[y/1/0]", "[y/1/1]");
        assertThat(origins(shape().node("Identity", "y", "s")))
                .containsExactly("[image.0]", "[image.1]", "[image.2]", "[image.3]");
    }

    @Test
    void a_cast_between_integers_changes_no_size() {
        Attributes toInt = NONE.with("to", ElementType.INT32.code());
        Attributes toFloat = NONE.with("to", ElementType.FLOAT.code());

        assertThat(origins(shape().node("Cast", "y", toInt, "s")))
                .containsExactly("[image.0]", "[image.1]", "[image.2]", "[image.3]");
        assertThat(origins(shape().node("Cast", "y", toFloat, "s")))
                .containsExactly("image.0", "image.1", "image.2", "image.3");
    }

    @Test
    void a_computed_number_is_made_of_its_parts() {
        assertThat(origins(shape().integers("two", 2).node("Div", "y", "s", "two")))
                .containsExactly("image.0 y/1/0", "image.1 y/1/0", "image.2 y/1/0", "image.3 y/1/0");
        assertThat(origins(shape().node("ReduceProd", "y", NONE.with("keepdims", 0), "s")))
                .containsExactly("image.0 image.1 image.2 image.3");
    }

    @Test
    void indices_that_depend_on_sizes_mix_everything() {
        assertThat(origins(
                        shape().integers("i", 1).node("Gather", "c", "s", "i").node("Gather", "y", "s", "c")))
                .containsExactly("image.0 image.1 image.2 image.3");
    }

    @Test
    void a_size_is_no_negative_constant() {
        NetworkBuilder asked = shape().integers("minus", -1).node("Equal", "open", "s", "minus");

        assertThat(origins(asked.integers("other", 5, 6, 7, 8).node("Where", "y", "open", "other", "s")))
                .containsExactly("[image.0]", "[image.1]", "[image.2]", "[image.3]");
        assertThat(origins(shape().integers("minus", -1).node("Equal", "y", "minus", "s")))
                .containsExactly("", "", "", "");
    }

    @Test
    void a_choice_by_a_size_depends_on_it() {
        NetworkBuilder asked = shape().integers("eight", 8).node("Equal", "is", "s", "eight");

        assertThat(origins(asked.integers("one", 1).node("Where", "y", "is", "one", "s")))
                .containsExactly(
                        "image.0 is/1/0 y/1/0", "image.1 is/1/0 y/1/0", "image.2 is/1/0 y/1/0", "image.3 is/1/0 y/1/0");
    }

    @Test
    void elements_of_a_large_constant_are_not_told_apart() {
        NetworkBuilder large = NetworkBuilder.random(8, 12, 0)
                .constant("c", Tensor.vector(new long[5000]))
                .integers("i", 3, 4);

        assertThat(origins(large.node("Gather", "y", "c", "i"))).containsExactly("y/1/0 y/1/1", "y/1/0 y/1/1");
    }

    @Test
    void what_the_image_computes_has_no_origin() {
        assertThat(origins(NetworkBuilder.random(8, 12, 0).node("Relu", "y", IMAGE)))
                .isEmpty();
    }

    /** Masks of windows have thousands of elements that were made of all elements of a constant. */
    @Test
    void elements_of_the_same_parts_share_their_origin() {
        Graph graph = shape().integers("more", 4, 5)
                .integers("axis", 0)
                .node("CumSum", "sums", "more", "axis")
                .node("Add", "y", "sums", "sums")
                .graph("y");
        Shapes shapes = Shapes.infer(graph, Map.of(IMAGE, Shape.of(2, 3, 8, 12)));

        List<Origin> origins = SizeOrigins.of(graph, shapes).of("y").orElseThrow();

        assertThat(origins).hasSize(2).allMatch(origin -> origin.places().size() == 3);
        assertThat(origins.get(1)).isSameAs(origins.get(0));
    }
}
