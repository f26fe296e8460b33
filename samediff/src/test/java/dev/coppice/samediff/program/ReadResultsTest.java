package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ReadResultsTest {
    private static final Result MAP = Result.of(DataType.FLOAT, 2, 8, 8, 3);

    /** Work that records which results are read. */
    private record Told(Set<Integer> read) implements Work {
        @Override
        public String kind() {
            return "told";
        }

        @Override
        public Work reading(Set<Integer> outputs) {
            return new Told(outputs);
        }

        @Override
        public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
            throw new IllegalStateException("is never run");
        }
    }

    private static Step step(String input, String... outputs) {
        return new Step(
                new Told(Set.of()),
                List.of(input),
                List.of(outputs).stream().map(o -> new Step.Value(o, MAP)).toList());
    }

    @Test
    void a_step_is_told_which_results_are_read_or_wanted() {
        List<Step> steps = ReadResults.of(List.of(step("x", "a", "b", "c"), step("b", "d")), List.of("c"));

        assertThat(steps.stream().map(Step::work)).containsExactly(new Told(Set.of(1, 2)), new Told(Set.of()));
    }

    @Test
    void only_steps_that_lead_to_a_wanted_result_are_needed() {
        List<Step> steps = List.of(step("x", "shape"), step("x", "a"), step("a", "b", "c"), step("shape", "d"));

        assertThat(ReadResults.needed(steps, List.of("c"))).containsExactly(steps.get(1), steps.get(2));
    }
}
