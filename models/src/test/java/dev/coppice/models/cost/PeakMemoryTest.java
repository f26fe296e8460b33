package dev.coppice.models.cost;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the largest sum of maps that are alive together, counted by hand in channels of 8×8 at 4 bytes. */
class PeakMemoryTest {
    private static final int CHANNEL = 8 * 8 * Float.BYTES;

    private static double bytes(Network network) {
        return PeakMemory.of(network).bytes();
    }

    @Test
    void a_map_is_alive_until_its_last_reader() {
        Network chain = NetworkBuilder.small()
                .node("Relu", "a", IMAGE)
                .node("Relu", "b", "a")
                .node("Relu", "c", "b")
                .to("c");
        Network joined = NetworkBuilder.small()
                .node("Relu", "a", IMAGE)
                .node("Relu", "b", "a")
                .node("Relu", "c", "b")
                .node("Add", "d", "a", "c")
                .to("d");

        assertThat(bytes(chain)).isEqualTo((3 + 3) * CHANNEL);
        assertThat(bytes(joined)).isEqualTo((3 + 3 + 3) * CHANNEL);
    }

    @Test
    void weights_are_alive_throughout() {
        Network network = NetworkBuilder.small()
                .conv("wide", IMAGE, 16)
                .conv("narrow", "wide", 2, 1)
                .to("narrow");

        // the image and the wide map, or the wide map and the narrow one
        double maps = (16 + 3) * CHANNEL;
        double weights = (16 * 3 * 9 + 2 * 16) * Float.BYTES;
        assertThat(bytes(network)).isEqualTo(maps + weights);
    }

    @Test
    void a_constant_counts_as_it_is_stored() {
        Network network = NetworkBuilder.small()
                .constant("same", Tensor.floats(Shape.of(1, 3, 8, 8), new float[192]))
                .node("Add", "y", IMAGE, "same")
                .to("y");

        assertThat(bytes(network)).isEqualTo((3 + 3) * CHANNEL + Float.BYTES);
    }

    @Test
    void an_output_stays_alive_and_parts_that_nobody_reads_count_too() {
        Network network = NetworkBuilder.small()
                .conv("c", IMAGE, 4, 1)
                .parts(
                        "Split",
                        List.of("a", "b"),
                        Attributes.NONE.with("axis", 1).with("num_outputs", 2),
                        "c")
                .node("Relu", "y", "a")
                .to("y");

        // c and its two parts
        assertThat(bytes(network)).isEqualTo((4 + 2 + 2) * CHANNEL + 4 * 3 * Float.BYTES);
    }

    @Test
    void a_tensor_that_a_node_reads_twice_is_freed_once() {
        Network network = NetworkBuilder.small()
                .node("Mul", "a", IMAGE, IMAGE)
                .node("Add", "b", "a", "a")
                .node("Relu", "y", "b")
                .to("y");

        assertThat(bytes(network)).isEqualTo((3 + 3) * CHANNEL);
    }

    @Test
    void absurd_sizes_are_counted_too() {
        Network network =
                NetworkBuilder.random(8, 8, 1).node("Relu", "y", IMAGE).to("y");
        int size = 1 << 30;

        double bytes = PeakMemory.of(network.graph(), network.shapes(Shape.of(1, 3, size, size)))
                .bytes();

        assertThat(bytes).isEqualTo(2 * 3.0 * size * size * Float.BYTES);
    }
}
