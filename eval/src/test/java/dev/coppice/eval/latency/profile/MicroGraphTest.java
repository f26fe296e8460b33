package dev.coppice.eval.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.runtime.OnnxRuntimeException;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MicroGraphTest {
    /** Whole parts of transformers hold tables of positions. Files of convolutions are far smaller. */
    private static final int LARGEST = 64_000;

    static Stream<Network> networks() {
        return SegmentationTest.networks();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_micro_network_loads_and_runs(Network network) {
        List<String> refused = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (MicroNetwork micro : TimedSegments.of(network).micros()) {
            if (seen.add(micro.key())) {
                assertThat(micro.onnx()).as(micro.what()).hasSizeLessThan(LARGEST);
                refusal(micro).ifPresent(refused::add);
            }
        }

        assertThat(refused).isEmpty();
    }

    private static Optional<String> refusal(MicroNetwork micro) {
        try (OnnxSession session = OnnxSession.open(OnnxSource.memory(micro.timed(), micro.what()), 1)) {
            Map<String, Tensor> outputs = session.run(micro.inputs(), micro.outputs());
            assertThat(outputs).as(micro.what()).hasSameSizeAs(micro.outputs());
            return Optional.empty();
        } catch (OnnxRuntimeException e) {
            return Optional.of(micro.what() + ": " + e.getMessage());
        }
    }

    @Test
    void networks_that_differ_in_weights_alone_have_the_same_keys() {
        assertThat(keys(new Toy(16, 24, 32, 64, 2))).isEqualTo(keys(Toy.USUAL));
    }

    @Test
    void networks_of_other_widths_share_the_keys_of_what_is_the_same_alone() {
        Set<String> common = keys(new Toy(16, 24, 32, 48, 1));
        common.retainAll(keys(Toy.USUAL));

        // a run, two convolutions, MaxPool, Concat, and boundaries of the three maps of 32 and 64 channels
        assertThat(common).hasSize(8);
    }

    @Test
    void networks_on_other_grids_have_other_keys() {
        Set<String> common = keys(new Toy(32, 24, 32, 64, 1));
        common.retainAll(keys(Toy.USUAL));

        assertThat(common).as("a run of one number").hasSize(1);
    }

    @Test
    void a_whole_network_is_never_taken_for_a_part_and_has_its_own_weights() {
        MicroNetwork one = LatencyModel.whole(Toy.USUAL.network());
        MicroNetwork other = LatencyModel.whole(new Toy(16, 24, 32, 64, 2).network());

        assertThat(one.key()).startsWith("whole-").isEqualTo(other.key());
        assertThat(one.onnx()).isEqualTo(other.onnx());
        assertThat(one.timed()).isNotEqualTo(other.timed());
        assertThat(refusal(one)).isEmpty();
    }

    @Test
    void a_bias_of_one_number_is_a_weight_too() {
        Set<String> keys = keys(new Toy(16, 24, 1, 1, 1));

        assertThat(keys(new Toy(16, 24, 1, 1, 2))).isEqualTo(keys);
    }

    private static Set<String> keys(Toy toy) {
        TimedSegments timed = TimedSegments.of(toy.network());
        Set<String> keys = new HashSet<>();
        timed.micros().forEach(micro -> keys.add(micro.key()));
        keys.add(timed.whole("").key());
        return keys;
    }

    /** A graph that no runtime runs, with an operator that does not exist. */
    static Graph unrunnable() {
        TensorInfo in = new TensorInfo("in", ElementType.FLOAT, List.of(Dimension.of(1)));
        TensorInfo out = new TensorInfo("out", ElementType.FLOAT, List.of(Dimension.of(1)));
        return new Graph(
                "odd", List.of(in), List.of(out), List.of(Node.of("Odd", "out", Attributes.NONE, "in")), Map.of());
    }
}
