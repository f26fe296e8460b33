package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.samediff.kernel.OneDnn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MomentSumsTest {
    private static final Result MAP = Result.of(DataType.FLOAT, 2, 8, 8, 3);
    private static final ChannelMomentGradient SQUARED = new ChannelMomentGradient("reduce_sqnorm_bp", true, false);
    private static final ChannelMomentGradient MEAN = new ChannelMomentGradient("reduce_mean_bp", false, true);

    private record Add(String kind) implements Work {
        @Override
        public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
            throw new IllegalStateException("is never run");
        }
    }

    private static final Add ADD = new Add("add");

    @BeforeEach
    void there_is_a_build() {
        assumeThat(OneDnn.isAvailable()).isTrue();
    }

    private static Step step(Work work, String from, String to, Result result) {
        return new Step(work, List.of(from.split(" ")), List.of(new Step.Value(to, result)));
    }

    private static List<String> kinds(List<Step> steps) {
        return steps.stream().map(s -> s.work().kind()).toList();
    }

    private static List<Step> batchNorm() {
        return new ArrayList<>(List.of(
                step(SQUARED, "x q", "a", MAP),
                step(ADD, "g a", "b", MAP),
                step(MEAN, "x m", "c", MAP),
                step(ADD, "c b", "d", MAP)));
    }

    @Test
    void gradients_of_moments_are_added_in_one_go() {
        List<Step> steps = MomentSums.of(batchNorm(), List.of("d"));

        assertThat(kinds(steps)).containsExactly("moments_bp");
        assertThat(steps.get(0).inputs()).containsExactly("g", "x", "q", "x", "m");
        assertThat(((MomentGradientSum) steps.get(0).work()).moments()).containsExactly(SQUARED, MEAN);
    }

    @Test
    void moments_of_one_map_are_taken_in_one_go() {
        Result vector = Result.of(DataType.FLOAT, 3);
        ChannelMoment mean = new ChannelMoment("reduce_mean", false, true);
        ChannelMoment squares = new ChannelMoment("reduce_sqnorm", true, false);
        List<Step> steps = MomentSums.of(
                List.of(
                        step(mean, "x", "m", vector),
                        step(mean, "y", "n", vector),
                        step(squares, "x", "q", vector),
                        step(ADD, "m q", "v", vector)),
                List.of("v", "n"));

        assertThat(kinds(steps)).containsExactly("moments", "moments", "add");
        assertThat(steps.get(0).outputs()).extracting(Step.Value::name).containsExactly("m", "q");
        assertThat(((ChannelMoments) steps.get(0).work()).moments()).containsExactly(mean, squares);
    }

    @Test
    void what_somebody_else_reads_or_wants_stays() {
        List<Step> read = batchNorm();
        read.add(step(ADD, "b d", "e", MAP));

        assertThat(kinds(MomentSums.of(read, List.of("e"))))
                .containsExactly("moments_bp", "reduce_mean_bp", "add", "add");
        assertThat(kinds(MomentSums.of(batchNorm(), List.of("a", "d"))))
                .containsExactly("reduce_sqnorm_bp", "add", "reduce_mean_bp", "add");
    }
}
