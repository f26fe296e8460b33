package dev.coppice.samediff.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/** Test of every optimizer on given gradients of two weights, against its formula for one weight. */
class UpdatesTest {
    /** The rounding error of single precision at numbers around 1. */
    private static final float SINGLE = 2e-6f;

    private static final double RATE = 0.1;
    private static final double[] START = {1, -2};
    private static final double[][] GRADIENTS = {{3, -4}, {1, 0.5}, {-2, 6}};

    @Test
    void sgd_goes_down_the_gradient_by_the_rate() {
        assertThat(after(new Optimizer.Sgd(0, 0), 1)).containsExactly(1 - 0.3f, -2 + 0.4f);
    }

    @Test
    void weight_decay_shrinks_weights_apart_from_the_gradient() {
        // 1 − 0.1 · (3 + 0.5 · 1) and −2 − 0.1 · (−4 + 0.5 · −2)
        assertThat(after(new Optimizer.Sgd(0, 0.5), 1)).containsExactly(new float[] {0.65f, -1.5f}, within(SINGLE));
    }

    @Test
    void nesterov_looks_ahead_along_its_velocity() {
        double mu = 0.9;
        double[] expected = START.clone();
        for (int w = 0; w < expected.length; w++) {
            double velocity = 0;
            for (double[] gradient : GRADIENTS) {
                // Sutskever et al., ICML 2013, at the point looked ahead to: v ← μv − ηg, w ← w + μv − ηg
                velocity = mu * velocity - RATE * gradient[w];
                expected[w] += mu * velocity - RATE * gradient[w];
            }
        }

        assertThat(after(new Optimizer.Sgd(mu, 0), GRADIENTS.length)).containsExactly(floats(expected), within(SINGLE));
    }

    @Test
    void adam_divides_the_mean_by_the_root_of_the_variance() {
        assertThat(after(Optimizer.Adam.DEFAULT, GRADIENTS.length)).containsExactly(adam(0), within(SINGLE));
        // the first step is the rate itself, whatever the gradient
        assertThat(after(Optimizer.Adam.DEFAULT, 1)).containsExactly(new float[] {0.9f, -1.9f}, within(SINGLE));
    }

    @Test
    void adam_w_decays_weights_beside_that() {
        assertThat(after(new Optimizer.Adam(0.9, 0.999, 1e-8, 0.2), GRADIENTS.length))
                .containsExactly(adam(0.2), within(SINGLE));
    }

    /** Kingma and Ba, algorithm 1; Loshchilov and Hutter, algorithm 2, line 12. */
    private static float[] adam(double decay) {
        double[] weights = START.clone();
        for (int w = 0; w < weights.length; w++) {
            double mean = 0;
            double variance = 0;
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double gradient = GRADIENTS[t - 1][w];
                mean = 0.9 * mean + 0.1 * gradient;
                variance = 0.999 * variance + 0.001 * gradient * gradient;
                double corrected = mean / (1 - Math.pow(0.9, t));
                double root = Math.sqrt(variance / (1 - Math.pow(0.999, t)));
                weights[w] -= RATE * (corrected / (root + 1e-8) + decay * weights[w]);
            }
        }
        return floats(weights);
    }

    @Test
    void clipping_scales_a_long_gradient_down_to_the_largest_norm() {
        // (3, −4) has norm 5
        assertThat(after(new Optimizer.Clipped(new Optimizer.Sgd(0, 0), 1), 1))
                .containsExactly(new float[] {1 - 0.06f, -2 + 0.08f}, within(SINGLE));
    }

    @Test
    void clipping_leaves_short_gradients_and_weight_decay_alone() {
        assertThat(after(new Optimizer.Clipped(new Optimizer.Sgd(0, 0), 5.001), 1))
                .containsExactly(after(new Optimizer.Sgd(0, 0), 1));
        assertThat(after(new Optimizer.Clipped(new Optimizer.Sgd(0, 0.5), 1), 1))
                .containsExactly(new float[] {1 - 0.06f - 0.05f, -2 + 0.08f + 0.1f}, within(SINGLE));
    }

    @Test
    void averaging_moves_the_weights_as_before_and_follows_them() {
        Optimizer.Sgd plain = new Optimizer.Sgd(0, 0);
        float first = 1 - 0.3f;
        float second = first - 0.1f;
        float third = second + 0.2f;
        // the average keeps min(0.15, 1/10), min(0.15, 2/11), min(0.15, 3/12) of itself
        float average = 0.1f * 1 + 0.9f * first;
        average = 0.15f * average + 0.85f * second;
        average = 0.15f * average + 0.85f * third;

        try (Run run = new Run(new Optimizer.Averaged(plain, 0.15))) {
            assertThat(run.updates.averageOf(run.weights)).isSameAs(run.weights.values());
            run.steps(GRADIENTS.length);

            assertThat(run.weights.values().toFloatVector()).containsExactly(after(plain, GRADIENTS.length));
            assertThat(run.updates.averageOf(run.weights).getFloat(0)).isCloseTo(average, within(SINGLE));
        }
    }

    @Test
    void averaging_and_adam_keep_their_states_apart() {
        try (Run run = new Run(new Optimizer.Averaged(new Optimizer.Clipped(Optimizer.Adam.DEFAULT, 1e6), 0.99))) {
            run.steps(GRADIENTS.length);

            assertThat(run.weights.values().toFloatVector()).containsExactly(adam(0), within(SINGLE));
        }
    }

    @Test
    void refuses_constants_that_make_no_sense() {
        assertThatThrownBy(() -> new Optimizer.Clipped(Optimizer.Adam.DEFAULT, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Optimizer norm of clipping is 0.0, expected a finite number above 0.");
        assertThatThrownBy(() -> new Optimizer.Averaged(Optimizer.Adam.DEFAULT, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Optimizer averaging is 1.0, expected a number in [0, 1).");
    }

    private static float[] after(Optimizer optimizer, int steps) {
        try (Run run = new Run(optimizer)) {
            run.steps(steps);
            return run.weights.values().toFloatVector();
        }
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Two weights under an optimizer. */
    private static final class Run implements AutoCloseable {
        private final FlatWeights weights;
        private final Updates updates;

        Run(Optimizer optimizer) {
            SameDiff graph = SameDiff.create();
            graph.var("w", Nd4j.createFromArray(floats(START)));
            weights = FlatWeights.of(graph, List.of("w"));
            updates = new Updates(optimizer, START.length);
        }

        void steps(int count) {
            for (int t = 0; t < count; t++) {
                weights.gradients()
                        .assign(Nd4j.createFromArray(floats(GRADIENTS[t])).reshape(1, START.length));
                updates.step(weights, step -> RATE);
            }
        }

        @Override
        public void close() {
            updates.close();
            weights.close();
        }
    }
}
