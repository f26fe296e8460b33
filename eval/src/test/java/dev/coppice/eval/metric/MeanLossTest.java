package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.LabelMap;
import org.junit.jupiter.api.Test;

class MeanLossTest {
    private static final double EXACT = 1e-12;

    @Test
    void is_the_mean_of_minus_log_softmax_at_the_labels() {
        // two pixels, the second ignored; three classes
        float[] logits = {1, 9, 2, 9, 4, 9};
        LabelMap labels = LabelMap.of(2, 1, new byte[] {1, (byte) 255});

        MeanLoss loss = MeanLoss.ofClasses(logits, labels, 255);

        double expected = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(4)) - 2;
        assertThat(loss.mean()).isCloseTo(expected, within(EXACT));
        assertThat(loss.pixels()).isEqualTo(1);
    }

    @Test
    void huge_logits_do_not_overflow() {
        MeanLoss loss = MeanLoss.ofClasses(new float[] {1000, -1000}, LabelMap.of(1, 1, new byte[] {1}), -1);

        assertThat(loss.mean()).isEqualTo(2000);
    }

    @Test
    void one_logit_is_for_class_one() {
        MeanLoss loss = MeanLoss.ofBinary(new float[] {2, 2}, LabelMap.of(2, 1, new byte[] {1, 0}), -1);

        double expected = (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 2;
        assertThat(loss.mean()).isCloseTo(expected, within(EXACT));
    }

    @Test
    void without_pixels_there_is_none() {
        assertThat(MeanLoss.NONE.mean()).isNaN();
    }
}
