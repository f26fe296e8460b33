package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ChannelsLastTest {
    private static final Result MAP = Result.of(DataType.FLOAT, 2, 3, 8, 8);
    private static final Result VECTOR = Result.of(DataType.FLOAT, 2, 3, 1, 1);

    /** Work that exists in one layout or in both. */
    private record Named(String kind, boolean both, boolean follows) implements Work {
        @Override
        public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
            throw new IllegalStateException("is never run");
        }

        @Override
        public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
            return both ? Optional.of(new MapForm(this, Set.of(0), Set.of(0), follows, List.of())) : Optional.empty();
        }
    }

    private static final Named CONV = new Named("conv", true, false);
    private static final Named RELU = new Named("relu", true, true);
    private static final Named OTHER = new Named("other", false, false);

    private static Step step(Work work, String from, String to, Result result) {
        return new Step(work, List.of(from), List.of(new Step.Value(to, result)));
    }

    private static List<String> kinds(List<Step> steps) {
        return steps.stream().map(s -> s.work().kind()).toList();
    }

    @Test
    void a_chain_is_copied_where_it_begins_and_where_it_ends() {
        List<Step> steps = ChannelsLast.of(
                List.of(
                        step(RELU, "x", "a", MAP),
                        step(CONV, "a", "b", MAP),
                        step(RELU, "b", "c", MAP),
                        step(CONV, "c", "d", MAP)),
                Map.of("x", MAP),
                List.of("d"));

        assertThat(kinds(steps)).containsExactly("relu", "channels_last", "conv", "relu", "conv", "channels_first");
        assertThat(steps.get(3).outputs().get(0).result().sizes()).containsExactly(2L, 8L, 8L, 3L);
        assertThat(steps.get(5).outputs().get(0)).isEqualTo(new Step.Value("d", MAP));
    }

    @Test
    void a_map_is_copied_once_for_all_who_read_it() {
        List<Step> all = new ArrayList<>(List.of(step(CONV, "x", "a", MAP)));
        all.add(step(OTHER, "a", "b", MAP));
        all.add(step(OTHER, "a", "c", MAP));
        all.add(step(CONV, "x", "d", MAP));

        assertThat(kinds(ChannelsLast.of(all, Map.of("x", MAP), List.of())))
                .containsExactly("channels_last", "conv", "channels_first", "other", "other", "conv");
    }

    @Test
    void maps_of_one_pixel_are_the_same_in_both_layouts() {
        List<Step> steps = ChannelsLast.of(
                List.of(step(CONV, "x", "a", VECTOR), step(OTHER, "a", "b", VECTOR)), Map.of("x", VECTOR), List.of());

        assertThat(kinds(steps)).containsExactly("reshape", "conv", "reshape", "other");
    }
}
