package dev.coppice.models.shape.batch;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static dev.coppice.models.shape.batch.OpenBatchAssert.assertThatBatchOf;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisBatchTest {
    private static final Attributes SWAPPED = Attributes.NONE.with("perm", 1, 0, 2, 3);

    private static NetworkBuilder of(String op, Attributes attributes) {
        return NetworkBuilder.small().node(op, "y", attributes, IMAGE);
    }

    private static NetworkBuilder reduced(Attributes attributes, long... axes) {
        return NetworkBuilder.small().integers("axes", axes).node("ReduceMean", "y", attributes, IMAGE, "axes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "LogSoftmax", "Hardmax"})
    void a_softmax_may_run_along_any_axis_but_the_batch(String op) {
        assertThatBatchOf(of(op, Attributes.NONE.with("axis", 1))).opens().andGives(10, 3, 8, 8);
        assertThatBatchOf(of(op, Attributes.NONE)).opens().andGives(10, 3, 8, 8);
        assertThatBatchOf(of(op, Attributes.NONE.with("axis", -4)))
                .staysFixed("node 'y' (" + op + ") works along the batch");
    }

    @Test
    void a_sum_that_grows_runs_along_an_axis_that_is_constant() {
        NetworkBuilder rows = NetworkBuilder.small().constant("axis", Tensor.longs(Shape.SCALAR, 2));
        NetworkBuilder images = NetworkBuilder.small().constant("axis", Tensor.longs(Shape.SCALAR, 0));

        assertThatBatchOf(rows.node("CumSum", "y", IMAGE, "axis")).opens().andGives(10, 3, 8, 8);
        assertThatBatchOf(images.node("CumSum", "y", IMAGE, "axis"))
                .staysFixed("node 'y' (CumSum) works along the batch");
    }

    @Test
    void a_layer_is_normalised_from_an_axis_behind_the_batch() {
        Attributes channels = Attributes.NONE.with("axis", 1);
        Attributes all = Attributes.NONE.with("axis", 0);
        NetworkBuilder scaled = NetworkBuilder.small().constant("scale", counting(3, 8, 8));

        assertThatBatchOf(scaled.node("LayerNormalization", "y", channels, IMAGE, "scale"))
                .opens()
                .andGives(10, 3, 8, 8);
        assertThatBatchOf(NetworkBuilder.small()
                        .constant("scale", counting(2, 3, 8, 8))
                        .node("LayerNormalization", "y", all, IMAGE, "scale"))
                .staysFixed("node 'y' (LayerNormalization) works along the batch");
    }

    @Test
    void reductions_leave_the_batch_alone() {
        Attributes dropped = Attributes.NONE.with("keepdims", 0);

        assertThatBatchOf(reduced(Attributes.NONE, 1, 2)).opens().andGives(10, 1, 1, 8);
        assertThatBatchOf(reduced(dropped, 2, -1)).opens().andGives(10, 3);
        assertThatBatchOf(reduced(dropped, 2, -4)).staysFixed("node 'y' (ReduceMean) works along the batch");
    }

    @Test
    void a_reduction_of_no_axes_is_one_of_all_unless_it_says_that_it_is_none() {
        assertThatBatchOf(of("ReduceMax", Attributes.NONE)).staysFixed("node 'y' (ReduceMax) works along the batch");
        assertThatBatchOf(of("ReduceMax", Attributes.NONE.with("noop_with_empty_axes", 1)))
                .opens()
                .andGives(10, 3, 8, 8);
    }

    @Test
    void the_batch_moves_to_the_front_where_an_axis_before_it_is_reduced_away() {
        Attributes dropped = Attributes.NONE.with("keepdims", 0);
        NetworkBuilder swapped = NetworkBuilder.small().node("Transpose", "t", SWAPPED, IMAGE);

        assertThatBatchOf(swapped.integers("axes", 0).node("ReduceSum", "y", dropped, "t", "axes"))
                .opens()
                .andGives(10, 8, 8);
    }

    @Test
    void the_largest_of_an_axis_is_looked_for_in_each_image() {
        Attributes channels = Attributes.NONE.with("axis", 1).with("keepdims", 0);

        assertThatBatchOf(of("ArgMax", channels)).opens().andGives(10, 8, 8);
        assertThatBatchOf(of("ArgMin", Attributes.NONE)).staysFixed("node 'y' (ArgMin) works along the batch");
    }
}
