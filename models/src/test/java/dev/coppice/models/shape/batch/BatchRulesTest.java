package dev.coppice.models.shape.batch;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static dev.coppice.models.shape.batch.OpenBatchAssert.assertThatBatchOf;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import org.junit.jupiter.api.Test;

class BatchRulesTest {
    @Test
    void maps_are_worked_on_each_alone() {
        NetworkBuilder maps = NetworkBuilder.small()
                .conv("c", IMAGE, 4)
                .pool("p", "c")
                .transposed("t", "p", 6, 2)
                .resize("y", "t", 2);

        assertThatBatchOf(maps).opens().andGives(10, 6, 16, 16);
    }

    @Test
    void maps_whose_first_axis_is_not_the_batch_stay_fixed() {
        NetworkBuilder channels = NetworkBuilder.small()
                .constant("w", counting(4, 2, 3, 3))
                .node("Transpose", "t", Attributes.NONE.with("perm", 1, 0, 2, 3), IMAGE)
                .node("Conv", "y", "t", "w");

        assertThatBatchOf(channels).staysFixed("node 'y' (Conv) works on maps whose first axis is not the batch");
    }

    @Test
    void weights_that_are_computed_from_images_stay_fixed() {
        assertThatBatchOf(NetworkBuilder.small()
                        .constant("x", counting(1, 3, 8, 8))
                        .node("Conv", "y", "x", IMAGE))
                .staysFixed("node 'y' (Conv) takes parameters that differ from image to image");
    }

    @Test
    void values_that_meet_images_are_the_same_for_all() {
        assertThatBatchOf(
                        NetworkBuilder.small().constant("k", counting(3, 1, 1)).node("Mul", "y", IMAGE, "k"))
                .opens()
                .andGives(10, 3, 8, 8);
        assertThatBatchOf(NetworkBuilder.small()
                        .constant("k", counting(2, 1, 1, 1))
                        .node("Mul", "y", IMAGE, "k"))
                .staysFixed("node 'y' (Mul) holds values 2×1×1×1 along the batch");
    }

    @Test
    void settings_that_differ_from_image_to_image_stay_fixed() {
        NetworkBuilder bounded =
                NetworkBuilder.small().node("GlobalAveragePool", "g", IMAGE).node("Clip", "y", IMAGE, "g");

        assertThatBatchOf(bounded).staysFixed("node 'y' (Clip) takes parameters that differ from image to image");
    }

    @Test
    void an_operator_without_a_rule_stays_fixed_and_so_does_what_reads_it() {
        NetworkBuilder unknown = NetworkBuilder.small()
                .node("MeanVarianceNormalization", "m", IMAGE)
                .node("Relu", "y", "m");

        assertThatBatchOf(unknown)
                .staysFixed("node 'm' (MeanVarianceNormalization) is not known to work on each image alone");
    }
}
