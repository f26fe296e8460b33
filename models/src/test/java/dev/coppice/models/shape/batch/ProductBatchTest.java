package dev.coppice.models.shape.batch;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static dev.coppice.models.shape.batch.OpenBatchAssert.assertThatBatchOf;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class ProductBatchTest {
    private static final Attributes TURNED_LEFT = Attributes.NONE.with("transA", 1);

    private static NetworkBuilder with(String name, int... sizes) {
        return NetworkBuilder.small().constant(name, counting(sizes));
    }

    private static NetworkBuilder flat() {
        return NetworkBuilder.small().node("Flatten", "flat", IMAGE);
    }

    @Test
    void each_image_is_multiplied_by_the_same_matrix() {
        assertThatBatchOf(with("w", 8, 5).node("MatMul", "y", IMAGE, "w"))
                .opens()
                .andGives(10, 3, 8, 5);
        assertThatBatchOf(with("w", 1, 3, 4, 8).node("MatMul", "y", "w", IMAGE))
                .opens()
                .andGives(10, 3, 4, 8);
        assertThatBatchOf(with("w", 2, 1, 8, 5).node("MatMul", "y", IMAGE, "w"))
                .staysFixed("node 'y' (MatMul) holds matrices 2×1×8×5 along the batch");
    }

    @Test
    void two_maps_of_an_image_are_multiplied() {
        assertThatBatchOf(NetworkBuilder.small().node("MatMul", "y", IMAGE, IMAGE))
                .opens()
                .andGives(10, 3, 8, 8);
        assertThatBatchOf(flat().node("Transpose", "t", "flat").node("MatMul", "y", "flat", "t"))
                .staysFixed("node 'y' (MatMul) multiplies values of different images");
    }

    @Test
    void rows_are_images_and_no_sum_runs_over_them() {
        assertThatBatchOf(flat().constant("w", counting(192, 5)).node("MatMul", "y", "flat", "w"))
                .opens()
                .andGives(10, 5);
        assertThatBatchOf(flat().constant("w", counting(4, 2)).node("MatMul", "y", "w", "flat"))
                .staysFixed("node 'y' (MatMul) multiplies values of different images");
    }

    @Test
    void stacks_of_images_must_stand_in_one_axis() {
        Attributes swapped = Attributes.NONE.with("perm", 1, 0, 2, 3);
        NetworkBuilder pooled = NetworkBuilder.small()
                .node("GlobalAveragePool", "g", IMAGE)
                .node("Transpose", "t", swapped, IMAGE)
                .integers("axes", 1)
                .node("ReduceMean", "mean", IMAGE, "axes")
                .node("Transpose", "u", swapped, "mean");

        assertThatBatchOf(pooled.node("MatMul", "y", "mean", "u"))
                .staysFixed("node 'y' (MatMul) joins tensors whose batch stands in different axes");
    }

    @Test
    void a_linear_layer_keeps_images_in_rows_or_columns() {
        NetworkBuilder biased = flat().constant("w", counting(192, 5)).constant("b", counting(5));

        assertThatBatchOf(biased.node("Gemm", "y", "flat", "w", "b")).opens().andGives(10, 5);
        assertThatBatchOf(flat().node("Transpose", "t", "flat")
                        .constant("w", counting(5, 192))
                        .node("Gemm", "columns", "w", "t")
                        .node("Transpose", "y", "columns"))
                .opens()
                .andGives(10, 5);
        assertThatBatchOf(flat().node("Transpose", "t", "flat")
                        .constant("w", counting(192, 5))
                        .node("Gemm", "y", TURNED_LEFT, "t", "w"))
                .opens()
                .andGives(10, 5);
    }

    @Test
    void a_linear_layer_that_sums_over_images_stays_fixed() {
        assertThatBatchOf(flat().constant("w", counting(2, 5)).node("Gemm", "y", TURNED_LEFT, "flat", "w"))
                .staysFixed("node 'y' (Gemm) sums over the batch");
        assertThatBatchOf(flat().node("Gemm", "y", TURNED_LEFT, "flat", "flat"))
                .staysFixed("node 'y' (Gemm) multiplies values of different images");
    }

    @Test
    void a_bias_is_the_same_for_all_images() {
        NetworkBuilder own = flat().constant("w", counting(192, 5)).constant("b", counting(2, 5));
        NetworkBuilder shared = flat().constant("w", counting(192, 192)).node("Gemm", "y", "flat", "w", "flat");

        assertThatBatchOf(shared).opens().andGives(10, 192);
        assertThatBatchOf(own.node("Gemm", "y", "flat", "w", "b"))
                .staysFixed("node 'y' (Gemm) adds values 2×5 along the batch");
    }

    private static Attributes equation(String equation) {
        return Attributes.NONE.with("equation", equation);
    }

    @Test
    void a_sum_of_products_keeps_the_axis_of_the_batch() {
        assertThatBatchOf(with("w", 3, 5).node("Einsum", "y", equation("nchw,ck->nkhw"), IMAGE, "w"))
                .opens()
                .andGives(10, 5, 8, 8);
        assertThatBatchOf(NetworkBuilder.small().node("Einsum", "y", equation("nchw,ndhw->ncd"), IMAGE, IMAGE))
                .opens()
                .andGives(10, 3, 3);
        assertThatBatchOf(with("w", 1, 3).node("Einsum", "y", equation("nchw,nc->nhw"), IMAGE, "w"))
                .opens()
                .andGives(10, 8, 8);
    }

    @Test
    void a_sum_of_products_over_images_stays_fixed() {
        assertThatBatchOf(NetworkBuilder.small().node("Einsum", "y", equation("nchw->chw"), IMAGE))
                .staysFixed("node 'y' (Einsum) sums over the batch");
        assertThatBatchOf(NetworkBuilder.small().node("Einsum", "y", equation("nchw,mchw->nm"), IMAGE, IMAGE))
                .staysFixed("node 'y' (Einsum) multiplies values of different images");
        assertThatBatchOf(with("w", 2, 3).node("Einsum", "y", equation("nchw,nc->nhw"), IMAGE, "w"))
                .staysFixed("node 'y' (Einsum) holds values 2×3 along the batch");
    }
}
