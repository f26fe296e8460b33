package dev.coppice.models.shape;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenSizesTest {
    private static final Shape OWN = Shape.of(1, 3, 15, 23);
    private static final Shape CROP = Shape.of(2, 3, 8, 13);
    private static final Attributes LINEAR = Attributes.NONE.with("mode", "linear");

    private static Shape at(Shape images, Graph graph, String tensor) {
        return Shapes.infer(graph, Map.of(IMAGE, images)).of(tensor);
    }

    /** Two levels of odd sizes, joined. */
    private static NetworkBuilder levels() {
        return NetworkBuilder.over(15, 23)
                .conv("fine", IMAGE, 4)
                .pool("pooled", "fine")
                .conv("coarse", "pooled", 4);
    }

    private static NetworkBuilder joined(NetworkBuilder levels) {
        return levels.concat("both", "fine", "up").conv("head", "both", 2);
    }

    @Test
    void a_map_resized_to_the_size_of_another_follows_it() {
        Graph graph = joined(
                        levels().integers("size", 1, 4, 15, 23).node("Resize", "up", LINEAR, "coarse", "", "", "size"))
                .graph("head");

        Graph opened = OpenSizes.of(graph, IMAGE, OWN);

        assertThat(at(OWN, opened, "head")).isEqualTo(Shape.of(1, 2, 15, 23));
        assertThat(at(CROP, opened, "coarse")).isEqualTo(Shape.of(2, 4, 4, 6));
        assertThat(at(CROP, opened, "head")).isEqualTo(Shape.of(2, 2, 8, 13));
        assertThat(OpenSizes.of(opened, IMAGE, OWN)).isSameAs(opened);
    }

    @Test
    void scales_that_were_made_of_two_sizes_follow_and_others_stay() {
        Tensor uneven = Tensor.floats(Shape.of(4), 1, 1, 15.1f / 7, 23.1f / 11);
        Graph graph = joined(levels().constant("scales", uneven).node("Resize", "up", LINEAR, "coarse", "", "scales"))
                .resize("twice", "head", 2)
                .graph("twice");

        Graph opened = OpenSizes.of(graph, IMAGE, OWN);

        assertThat(at(CROP, opened, "head")).isEqualTo(Shape.of(2, 2, 8, 13));
        assertThat(at(CROP, opened, "twice")).isEqualTo(Shape.of(2, 2, 16, 26));
        assertThat(opened.node("twice")).isEqualTo(graph.node("twice"));
    }

    @Test
    void a_size_that_no_map_before_it_has_stays() {
        Graph graph = levels().integers("size", 5, 6)
                .node("Resize", "fixed", LINEAR.with("axes", 2, 3), "coarse", "", "", "size")
                .graph("fixed");

        assertThat(OpenSizes.of(graph, IMAGE, OWN)).isSameAs(graph);
    }

    @Test
    void a_pool_over_the_whole_map_is_a_global_one() {
        Graph graph = levels().node("AveragePool", "all", Attributes.NONE.with("kernel_shape", 7, 11), "coarse")
                .node("MaxPool", "part", Attributes.NONE.with("kernel_shape", 7, 5), "coarse")
                .concat("both", "all", "all")
                .graph("both");

        Graph opened = OpenSizes.of(graph, IMAGE, OWN);

        assertThat(opened.node("all")).isEqualTo(Node.of("GlobalAveragePool", "all", Attributes.NONE, "coarse"));
        assertThat(at(CROP, opened, "both")).isEqualTo(Shape.of(2, 8, 1, 1));
    }

    @Test
    void volumes_follow_along_three_axes() {
        Shape own = Shape.of(1, 3, 7, 9, 5);
        Graph graph = NetworkBuilder.over(7, 9, 5)
                .conv("fine", IMAGE, 4)
                .pool("coarse", "fine")
                .integers("size", 1, 4, 7, 9, 5)
                .node("Resize", "up", LINEAR, "coarse", "", "", "size")
                .node("Add", "sum", "fine", "up")
                .graph("sum");

        Shape crop = Shape.of(1, 3, 4, 6, 8);
        assertThat(at(crop, OpenSizes.of(graph, IMAGE, own), "sum")).isEqualTo(Shape.of(1, 4, 4, 6, 8));
    }

    @Test
    void a_network_takes_images_of_another_size() {
        Network network = joined(
                        levels().integers("size", 1, 4, 15, 23).node("Resize", "up", LINEAR, "coarse", "", "", "size"))
                .to("head");

        assertThat(network.shapes(CROP).of("head")).isEqualTo(Shape.of(2, 2, 8, 13));
        assertThat(network.forShape(OWN)).isSameAs(network);
    }
}
