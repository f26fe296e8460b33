package dev.coppice.eval.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.VoidPixels;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisFlowTest {
    private final AnalysisFlow flow = new AnalysisFlow(Progress.SILENT, new Cancellation());

    @TempDir
    private Path folder;

    @Test
    void one_call_finds_and_writes_every_section() {
        Analysis analysis = flow.run(request());

        assertThat(analysis.sections()).extracting(AnalysisSection::id).containsExactly("output", "tensors", "cutoffs");
        assertThat(analysis.images()).isEqualTo(4);
        assertThat(folder.resolve("analysis.json")).isNotEmptyFile();
    }

    @Test
    void tensors_and_cutoffs_are_left_out_if_asked_for() {
        Analysis analysis = flow.run(request()
                .withImages("val", 2, 1)
                .withTensors(new TensorChoice(List.of(), List.of()))
                .withCutoffs(Optional.empty()));

        assertThat(analysis.sections()).extracting(AnalysisSection::id).containsExactly("output");
        assertThat(analysis.images()).isEqualTo(2);
    }

    @Test
    void results_are_replaced_only_if_asked_for() {
        flow.run(request());

        assertThatThrownBy(() -> flow.run(request()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Use overwriting to replace them, or name another output.");
        assertThat(flow.run(request().overwriting()).sections()).hasSize(3);
    }

    @Test
    void a_grid_has_one_fraction_for_height_and_width() {
        assertThatThrownBy(() -> new AnalysisRequest.Spectra(
                        SpectralBasis.DCT, BandShape.SQUARE, VoidPixels.EXACT, List.of(new Grid(1, 2, 1, 4))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The grids are [1/2x1/4], expected one fraction for height and width each.");
    }

    private AnalysisRequest request() {
        return AnalysisRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder);
    }
}
