package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrainResultTest {
    private static RetrainResult ended(Ending ending, String detail) {
        Evaluation evaluation =
                new Evaluation(Metric.MEAN_IOU, 0.5, 0.5, Map.of(), List.of(), Double.NaN, 1, Double.NaN);
        CurvePoint point = new CurvePoint(1, 2, 0.1, evaluation, 1);
        return new RetrainResult(TinyTask.network(1), point, List.of(point), 2, ending, detail);
    }

    @Test
    void a_run_that_ended_well_does_not_hide_one_before_that_did_not() {
        RetrainResult diverged = ended(Ending.DIVERGED, "at step 1");

        RetrainResult whole = ended(Ending.COMPLETED, "").after(diverged).after(ended(Ending.COMPLETED, ""));

        assertThat(whole.ending()).isEqualTo(Ending.DIVERGED);
        assertThat(whole.detail()).isEqualTo("at step 1");
        assertThat(whole.steps()).isEqualTo(6);
        assertThat(ended(Ending.OUT_OF_TIME, "late")
                        .after(ended(Ending.COMPLETED, ""))
                        .detail())
                .isEqualTo("late");
    }
}
