package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.tail.Answer;
import dev.coppice.models.network.tail.AxisLayout;
import dev.coppice.models.network.tail.OutputContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogitsTest {
    private static final ClassMatching SAME_ORDER = ClassMatching.of(TinyCards.logits("a", "b"), List.of("a", "b"));

    @Test
    void the_largest_channel_is_the_class() {
        float[] values = {1, 5, 2, 0, /* second channel */ 3, 4, 2, 1};

        Logits logits = new Logits(values, Shape.of(1, 2, 2, 2), 0);

        assertThat(classes(logits, OutputContent.LOGITS, 2, 2)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void negative_logits_have_a_largest_channel_too() {
        float[] values = {-7, -3, -5, -4};

        Logits logits = new Logits(values, Shape.of(1, 2, 1, 2), 0);

        assertThat(classes(logits, OutputContent.LOGITS, 2, 1)).containsExactly(1, 0);
    }

    @Test
    void a_single_logit_is_class_one_where_its_sigmoid_is_above_a_half() {
        float[] values = {-1, 0, 0.001f};

        Logits logits = new Logits(values, Shape.of(1, 1, 1, 3), 0);

        assertThat(classes(logits, OutputContent.LOGITS, 3, 1)).containsExactly(0, 0, 1);
    }

    @Test
    void each_image_of_a_batch_has_its_own_numbers() {
        float[] values = {1, 0, /* second image */ 0, 1};

        assertThat(classes(new Logits(values, Shape.of(2, 2, 1, 1), 1), OutputContent.LOGITS, 1, 1))
                .containsExactly(1);
    }

    @Test
    void smaller_logits_are_interpolated_between_half_pixel_centres() {
        // from 2 to 4 columns: 1, 0.75 · 1 + 0.25 · (−2), 0.25 · 1 + 0.75 · (−2), −2 = 1, 0.25, −1.25, −2
        float[] values = {1, -2};

        Logits logits = new Logits(values, Shape.of(1, 1, 1, 2), 0);

        assertThat(classes(logits, OutputContent.LOGITS, 4, 2)).containsExactly(1, 1, 0, 0, 1, 1, 0, 0);
    }

    @Test
    void larger_logits_are_sampled_at_the_labels_centres() {
        // from 4 to 2 rows: halves between rows 0 and 1, 2 and 3 = −1, 1.5
        float[] values = {1, -3, 4, -1};

        Logits logits = new Logits(values, Shape.of(1, 1, 4, 1), 0);

        assertThat(classes(logits, OutputContent.LOGITS, 1, 2)).containsExactly(0, 1);
    }

    @Test
    void finds_the_first_number_that_is_not_finite() {
        float[] values = {0, 1, 2, 3, 4, Float.NaN, Float.POSITIVE_INFINITY, 7};

        assertThat(new Logits(values, Shape.of(2, 1, 2, 2), 0).firstNonFinite()).isEqualTo(-1);
        assertThat(new Logits(values, Shape.of(2, 1, 2, 2), 1).firstNonFinite()).isEqualTo(1);
    }

    @Test
    void classes_have_the_datas_indices() {
        ClassMatching swapped = ClassMatching.of(TinyCards.logits("a", "b"), List.of("b", "a"));

        LabelMap map = new Logits(new float[] {1, 0}, Shape.of(1, 2, 1, 1), 0)
                .classes(answer(OutputContent.LOGITS), swapped, 1, 1);

        assertThat(map.at(0, 0)).isEqualTo(1);
    }

    @Test
    void a_probability_is_class_one_above_a_half() {
        float[] values = {0.4f, 0.5f, 0.501f};

        Logits probabilities = new Logits(values, Shape.of(1, 1, 1, 3), 0);

        assertThat(classes(probabilities, OutputContent.PROBABILITIES, 3, 1)).containsExactly(0, 0, 1);
    }

    @Test
    void smaller_class_indices_are_not_blended_but_repeated() {
        ClassMatching three = ClassMatching.of(TinyCards.logits("a", "b", "c"), List.of("a", "b", "c"));
        float[] values = {0, 2};

        LabelMap map = new Logits(values, Shape.of(1, 1, 1, 2), 0).classes(answer(OutputContent.CLASSES), three, 4, 1);

        assertThat(List.of(map.at(0, 0), map.at(1, 0), map.at(2, 0), map.at(3, 0)))
                .containsExactly(0, 0, 2, 2);
    }

    @Test
    void refuses_an_index_that_is_no_class() {
        Logits indices = new Logits(new float[] {2}, Shape.of(1, 1, 1, 1), 0);

        assertThatThrownBy(() -> classes(indices, OutputContent.CLASSES, 1, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has the class index 2, its card names 2 classes (0 to 1)");
    }

    private static Answer answer(OutputContent content) {
        double threshold = content == OutputContent.LOGITS ? 0 : 0.5;
        return new Answer(content, threshold, AxisLayout.of(Shape.of(1, 1, 1, 1)));
    }

    private static List<Integer> classes(Logits logits, OutputContent content, int width, int height) {
        LabelMap map = logits.classes(answer(content), SAME_ORDER, width, height);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < width * height; i++) {
            values.add(map.at(i % width, i / width));
        }
        return values;
    }
}
