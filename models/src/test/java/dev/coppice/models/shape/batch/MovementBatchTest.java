package dev.coppice.models.shape.batch;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.counting;
import static dev.coppice.models.shape.batch.OpenBatchAssert.assertThatBatchOf;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovementBatchTest {
    private static final Attributes CHANNELS = Attributes.NONE.with("axis", 1);
    private static final Attributes IMAGES = Attributes.NONE.with("axis", 0);
    private static final Attributes SWAPPED = Attributes.NONE.with("perm", 1, 0, 2, 3);

    private static NetworkBuilder with(String name, long... values) {
        return NetworkBuilder.small().integers(name, values);
    }

    @Test
    void a_transpose_takes_the_batch_along() {
        NetworkBuilder twice =
                NetworkBuilder.small().node("Transpose", "t", SWAPPED, IMAGE).node("Transpose", "y", SWAPPED, "t");

        assertThatBatchOf(twice).opens().andGives(10, 3, 8, 8);
        assertThatBatchOf(NetworkBuilder.small().node("Transpose", "y", SWAPPED, IMAGE))
                .staysFixed("the output 'y' has no axis for it");
        assertThatBatchOf(NetworkBuilder.small().node("Transpose", "t", IMAGE).node("Transpose", "y", "t"))
                .opens()
                .andGives(10, 3, 8, 8);
    }

    @Test
    void tensors_are_joined_image_by_image() {
        NetworkBuilder swapped =
                with("two", 0, 1).node("Gather", "x", CHANNELS, IMAGE, "two").node("Transpose", "t", SWAPPED, "x");

        assertThatBatchOf(NetworkBuilder.small().node("Concat", "y", CHANNELS, IMAGE, IMAGE))
                .opens()
                .andGives(10, 6, 8, 8);
        assertThatBatchOf(NetworkBuilder.small().node("Concat", "y", IMAGES, IMAGE, IMAGE))
                .staysFixed("node 'y' (Concat) works along the batch");
        assertThatBatchOf(NetworkBuilder.small()
                        .constant("more", counting(2, 1, 8, 8))
                        .node("Concat", "y", CHANNELS, IMAGE, "more"))
                .staysFixed("node 'y' (Concat) holds values 2×1×8×8 along the batch");
        assertThatBatchOf(swapped.node("Concat", "y", Attributes.NONE.with("axis", 3), "t", "x"))
                .staysFixed("node 'y' (Concat) joins tensors whose batch stands in different axes");
    }

    @Test
    void each_image_is_split_and_not_the_batch() {
        List<String> parts = List.of("y", "rest");

        assertThatBatchOf(with("sizes", 1, 2).parts("Split", parts, CHANNELS, IMAGE, "sizes"))
                .opens()
                .andGives(10, 1, 8, 8);
        assertThatBatchOf(with("sizes", 1, 1).parts("Split", parts, IMAGES, IMAGE, "sizes"))
                .staysFixed("node 'y' (Split) works along the batch");
    }

    @Test
    void gathering_before_the_batch_moves_it() {
        NetworkBuilder swapped = NetworkBuilder.small()
                .constant("red", Tensor.longs(Shape.SCALAR, 0))
                .node("Transpose", "t", SWAPPED, IMAGE)
                .node("Gather", "y", IMAGES, "t", "red");

        assertThatBatchOf(swapped).opens().andGives(10, 8, 8);
        assertThatBatchOf(with("order", 2, 0).node("Gather", "y", CHANNELS, IMAGE, "order"))
                .opens()
                .andGives(10, 2, 8, 8);
        assertThatBatchOf(with("first", 0).node("Gather", "y", IMAGES, IMAGE, "first"))
                .staysFixed("node 'y' (Gather) works along the batch");
    }

    @Test
    void a_slice_takes_a_part_of_every_image() {
        assertThatBatchOf(with("from", 0, 2).integers("to", Long.MAX_VALUE, 6).node("Slice", "y", IMAGE, "from", "to"))
                .opens()
                .andGives(10, 1, 8, 8);
        assertThatBatchOf(with("from", 2)
                        .integers("to", 6)
                        .integers("axes", -1)
                        .integers("steps", 2)
                        .node("Slice", "y", IMAGE, "from", "to", "axes", "steps"))
                .opens()
                .andGives(10, 3, 8, 2);
        assertThatBatchOf(with("from", 0).integers("to", 1).node("Slice", "y", IMAGE, "from", "to"))
                .staysFixed("node 'y' (Slice) takes a part of the batch");
    }

    @Test
    void images_are_padded_and_the_batch_is_not() {
        assertThatBatchOf(with("pads", 0, 0, 1, 2, 0, 0, 3, 4).node("Pad", "y", IMAGE, "pads"))
                .opens()
                .andGives(10, 3, 12, 14);
        assertThatBatchOf(with("pads", 0, 1).integers("axes", 0).node("Pad", "y", IMAGE, "pads", "", "axes"))
                .staysFixed("node 'y' (Pad) pads the batch");
    }

    @Test
    void what_repeats_repeats_within_each_image() {
        assertThatBatchOf(with("repeats", 1, 2, 1, 3).node("Tile", "y", IMAGE, "repeats"))
                .opens()
                .andGives(10, 6, 8, 24);
        assertThatBatchOf(with("repeats", 2, 1, 1, 1).node("Tile", "y", IMAGE, "repeats"))
                .staysFixed("node 'y' (Tile) repeats the batch");
    }

    @Test
    void squeezing_keeps_the_axis_of_the_batch() {
        NetworkBuilder pooled = NetworkBuilder.small().node("GlobalAveragePool", "g", IMAGE);

        assertThatBatchOf(pooled.integers("axes", 2, -1).node("Squeeze", "y", "g", "axes"))
                .opens()
                .andGives(10, 3);
        assertThatBatchOf(
                        NetworkBuilder.small().node("GlobalMaxPool", "g", IMAGE).node("Squeeze", "y", "g"))
                .opens()
                .andGives(10, 3);
    }

    @Test
    void an_axis_before_the_batch_comes_and_goes() {
        NetworkBuilder there = with("axis", 0).node("Unsqueeze", "u", IMAGE, "axis");

        assertThatBatchOf(there.node("Squeeze", "y", "u", "axis")).opens().andGives(10, 3, 8, 8);
        assertThatBatchOf(with("axis", 0).node("Unsqueeze", "y", IMAGE, "axis"))
                .staysFixed("the output 'y' has no axis for it");
    }

    @Test
    void flattening_keeps_images_apart() {
        Attributes two = Attributes.NONE.with("axis", 2);

        assertThatBatchOf(NetworkBuilder.small().node("Flatten", "y", IMAGE))
                .opens()
                .andGives(10, 192);
        assertThatBatchOf(NetworkBuilder.small().node("Flatten", "y", two, IMAGE))
                .opens()
                .andGives(30, 64);
        assertThatBatchOf(NetworkBuilder.small()
                        .node("Transpose", "t", SWAPPED, IMAGE)
                        .node("Flatten", "y", two, "t"))
                .staysFixed("node 'y' (Flatten) mixes values of several images");
    }
}
