package dev.coppice.eval.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.eval.compression.Scoring;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityFlowTest {
    private final SensitivityFlow flow = new SensitivityFlow(Progress.SILENT, new Cancellation());

    @TempDir
    private Path folder;

    @Test
    void one_call_measures_and_writes() {
        SensitivityResult result = flow.run(request());

        assertThat(result.ratios()).containsExactly(0.25, 0.5, 0.75);
        assertThat(result.isComplete()).isTrue();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("sensitivity.csv", "sensitivity.html", "sensitivity.md", "sensitivity.png");
    }

    @Test
    void other_settings_are_not_gone_on_with_but_begun_anew_if_asked_for() {
        flow.run(request());
        SensitivityRequest other = request()
                .withCuts(new SensitivityRequest.Cuts(
                        List.of(new PruningRatio(0.5), new PruningRatio(0.5)),
                        Scoring.USUAL.withCriterion("l2"),
                        new WidthMultiples(1),
                        List.of()));

        assertThatThrownBy(() -> flow.run(other)).isInstanceOf(OtherSettingsException.class);
        assertThat(flow.run(other.overwriting()).ratios()).containsExactly(0.5);
    }

    @Test
    void no_images_are_refused() {
        assertThatThrownBy(() -> request().withImages("val", 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The number of images is 0, expected at least 1.");
    }

    private SensitivityRequest request() {
        return SensitivityRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder);
    }
}
