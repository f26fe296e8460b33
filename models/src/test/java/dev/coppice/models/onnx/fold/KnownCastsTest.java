package dev.coppice.models.onnx.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.Node;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class KnownCastsTest {
    private static NetworkBuilder halves() {
        return NetworkBuilder.small()
                .node("Cast", "half", Attributes.NONE.with("to", ElementType.FLOAT16.code()), NetworkBuilder.IMAGE);
    }

    @Test
    void a_type_by_example_is_named() {
        Graph graph = KnownCasts.simplify(
                halves().node("CastLike", "y", NetworkBuilder.IMAGE, "half").graph("y"));

        assertThat(graph.nodes())
                .containsExactly(Node.of(
                        "Cast", "y", Attributes.NONE.with("to", ElementType.FLOAT16.code()), NetworkBuilder.IMAGE));
    }

    @Test
    void one_to_the_type_that_is_there_goes() {
        Graph graph = Folding.apply(
                NetworkBuilder.small()
                        .node("Relu", "r", NetworkBuilder.IMAGE)
                        .node("CastLike", "c", "r", NetworkBuilder.IMAGE)
                        .node("Abs", "y", "c")
                        .graph("y"),
                ImageHint.NONE);

        assertThat(graph.nodes()).extracting(Node::op).containsExactly("Relu", "Abs");
    }

    @Test
    void graphs_without_it_stay_the_same_object() {
        Graph graph = halves().graph("half");

        assertThat(KnownCasts.simplify(graph)).isSameAs(graph);
    }
}
