package dev.coppice.compress.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Table of criteria without pictures; module eval tests criteria on pictures with the engine. */
class CriteriaTest {
    /** A source without pictures, which runs nothing. */
    private static final GradientSource NOTHING = new GradientSource() {
        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("Nothing");
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public void values(Network network, List<String> tensors, Consumer<Map<String, float[]>> picture) {}

        @Override
        public void constantGradients(Network network, Set<String> constants, Consumer<Map<String, float[]>> picture) {}

        @Override
        public void tensorGradients(
                Network network, List<String> tensors, Consumer<Map<String, TensorGradient>> picture) {}
    };

    @Test
    void a_gate_of_one_pixel_is_scored_by_its_activation() {
        Signal gate = new Signal("gate", Shape.of(1, 3, 1, 1), 1);

        assertThat(new SpectralEnergy(NOTHING, 0.25).scores(gate, new float[] {1, -2, 0}))
                .containsExactly(1, 2, 0);
    }

    @Test
    void a_criterion_on_data_asks_for_them() {
        assertThatThrownBy(() -> Criteria.named("taylor"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Criterion 'taylor' measures on pictures. Give data, or a criterion of the"
                        + " weights alone: l1, l2, bn-scale, fpgm, lamp, random.");
    }
}
