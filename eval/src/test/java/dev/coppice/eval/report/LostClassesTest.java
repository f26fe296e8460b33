package dev.coppice.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostClassesTest {
    @Test
    void names_classes_whose_iou_falls_below_a_tenth() {
        assertThat(LostClasses.sentence(seen(0.854, 0.4, 0.9), seen(0, 0.039, 0.091)))
                .contains("2 classes are lost: pole (IoU 85.4 to 0.0 %), sign (IoU 40.0 to 3.9 %).");
        assertThat(LostClasses.sentence(seen(0.854, 0.4, 0.9), seen(0, 0.4, 0.9)))
                .contains("A class is lost: pole (IoU 85.4 to 0.0 %).");
    }

    @Test
    void says_nothing_where_none_is_lost_or_was_never_seen() {
        assertThat(LostClasses.sentence(seen(0.009, 0.4, 0.9), seen(0, 0.3, 0.95)))
                .isEmpty();
    }

    private static Evaluation seen(double pole, double sign, double road) {
        Map<String, Double> classes = new LinkedHashMap<>();
        classes.put("pole", pole);
        classes.put("sign", sign);
        classes.put("road", road);
        return new Evaluation(
                Metric.MEAN_IOU, (pole + sign + road) / 3, 0.9, classes, List.of(), Double.NaN, 1, Double.NaN);
    }
}
