package dev.coppice.eval.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyConditionsTest {
    @Test
    void names_processor_runtime_threads_and_noise() {
        assertThat(conditions(0.02, 0.04, 2).sentence())
                .isEqualTo("Latency: ONNX Runtime 1.29.0 on AMD EPYC, batch 1, one thread and 2 threads (all physical"
                        + " cores); each network alone in its session, in turns; between rounds the original varied by"
                        + " 2 % and 4 %.");
    }

    @Test
    void noise_is_said_in_words_where_it_is_large() {
        assertThat(conditions(0.38, 0.04, 2).disturbance())
                .contains("Another process disturbed the latency measurement: the original varied by 38 % on one"
                        + " thread. Measure again on a quiet machine.");
        assertThat(conditions(0.02, 0.5, 2).disturbance().orElseThrow())
                .contains("varied by 50 % on 2 threads (all physical cores)");
        assertThat(conditions(0.02, 0.1, 2).disturbance()).isEmpty();
    }

    private static LatencyConditions conditions(double oneThread, double allCores, int cores) {
        return new LatencyConditions("AMD EPYC", "ONNX Runtime 1.29.0", 1, cores, oneThread, allCores);
    }
}
