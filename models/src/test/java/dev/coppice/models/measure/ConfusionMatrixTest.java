package dev.coppice.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    /** The rounding error of sums of a few doubles. */
    private static final double EXACT = 1e-12;

    @Test
    void counts_a_prediction_outside_the_classes_as_wrong() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(0, 0);
        matrix.add(0, 7);
        matrix.add(1, 0);
        matrix.add(1, 1);

        assertThat(matrix.iou(0)).isCloseTo(1.0 / 3, within(EXACT));
        assertThat(matrix.iou(1)).isCloseTo(1.0 / 2, within(EXACT));
        assertThat(matrix.accuracy()).isCloseTo(0.5, within(EXACT));
        assertThat(matrix.dice(1)).isCloseTo(2.0 / 3, within(EXACT));
    }

    @Test
    void leaves_an_absent_class_out_of_the_mean_and_names_it() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        matrix.add(0, 0);
        matrix.add(0, 2);
        matrix.add(1, 1);

        Evaluation evaluation = Evaluation.of(matrix, List.of("sky", "road", "pole"), 1);

        assertThat(evaluation.accuracy()).isCloseTo(0.75, within(EXACT));
        assertThat(evaluation.absent()).containsExactly("pole");
        assertThat(evaluation.perClass()).containsOnlyKeys("sky", "road");
        assertThat(evaluation.dice()).isNaN();
    }
}
