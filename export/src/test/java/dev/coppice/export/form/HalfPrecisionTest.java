package dev.coppice.export.form;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.ParityCheck;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    private static final Attributes TO_HALF = Attributes.NONE.with("to", ElementType.FLOAT16.code());
    private static final Attributes TO_SINGLE = Attributes.NONE.with("to", ElementType.FLOAT.code());
    private static final Tensor ONE = Tensor.halves(Shape.of(1), new float[] {1});

    @Test
    void computes_between_casts() {
        Graph graph = NetworkBuilder.small()
                .node("Cast", "x", TO_HALF, IMAGE)
                .node("Relu", "r", "x")
                .node("Cast", "y", TO_SINGLE, "r")
                .to("y")
                .graph();

        assertThat(HalfPrecision.in(graph)).isTrue();
    }

    @Test
    void computes_with_such_constants() {
        Graph graph = NetworkBuilder.small()
                .constant("w", ONE)
                .node("Mul", "y", IMAGE, "w")
                .to("y")
                .graph();

        assertThat(HalfPrecision.in(graph)).isTrue();
    }

    @Test
    void weights_that_are_stored_in_it_are_computed_with_in_single_precision() {
        Graph graph = NetworkBuilder.small()
                .constant("w", ONE)
                .node("Cast", "single", TO_SINGLE, "w")
                .node("Mul", "y", IMAGE, "single")
                .to("y")
                .graph();

        assertThat(HalfPrecision.in(graph)).isFalse();
    }

    /** Eight roundings of numbers of 11 bits. */
    @Test
    void allows_more_roundings_where_it_computes() {
        ParityCheck check = new ParityCheck(input -> Map.of(), List.of(ONE));
        Graph single = NetworkBuilder.small().node("Relu", "y", IMAGE).to("y").graph();
        Graph half =
                NetworkBuilder.small().node("Cast", "y", TO_HALF, IMAGE).to("y").graph();

        assertThat(check.fitting(single)).isEqualTo(check);
        assertThat(check.fitting(half).tolerance()).isEqualTo(0x1p-8);
        assertThat(check.fitting(half).precision()).isEqualTo(ElementType.FLOAT16);
    }
}
