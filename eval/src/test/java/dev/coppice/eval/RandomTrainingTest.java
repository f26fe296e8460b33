package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.eval.engine.TrainedGraph;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of training: on random networks, the logits of a training step are those of ONNX Runtime, and its gradients are
 * difference quotients of ONNX Runtime.
 */
class RandomTrainingTest {
    /** The law of SameDiff and ONNX Runtime. */
    private static final double SAME = 1e-4;

    /** The rounding of a difference quotient in single precision. */
    private static final double SLOPE = 0.03;

    /** Seeds of networks with one input: only these can be trained. */
    static LongStream seeds() {
        return LongStream.iterate(1, seed -> seed + 1)
                .filter(seed ->
                        RandomNetwork.of(seed).network().graph().inputs().size() == 1)
                .limit(Integer.getInteger("coppice.training.seeds", 20));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_step_has_the_gradients_of_difference_quotients(long seed) {
        RandomNetwork random = RandomNetwork.of(seed);

        TrainedGraph step = TrainedGraph.of(random.network());

        assertThat(step.weights()).isPositive();
        assertThat(step.forward()).as("%s forward", random).isLessThan(SAME);
        assertThat(step.slope()).as("%s derivative", random).isCloseTo(1, within(SLOPE));
    }
}
