package dev.coppice.eval.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Node;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutoffAnalysisTest {
    private static final Network NETWORK = TinyStreets.network("road", "sky");
    private static final List<Grid> LADDER =
            Stream.of("1/8", "1/2", "1/4", "1/16").map(Grid::parse).toList();
    private static final double ROUNDING = 1e-12;

    @TempDir
    private Path folder;

    private int evaluations;

    /** Accuracies where a low-pass at 1/q costs q/1000 of mIoU and q/100 nats, and only the sky loses. */
    private final Evaluator evaluator = network -> {
        evaluations++;
        int q = network.graph().nodes().stream()
                .filter(Resample::isResample)
                .map(Resample::of)
                .mapToInt(r -> r.grid().share(0).q())
                .max()
                .orElse(0);
        Map<String, Double> classes = Map.of("sky", 0.8 - q / 500.0, "road", 0.8);
        return new Evaluation(
                Metric.MEAN_IOU, 0.8 - q / 1000.0, 0.9, classes, List.of(), Double.NaN, 4, 0.5 + q / 100.0);
    };

    @Test
    void the_cutoff_is_the_coarsest_grid_within_the_tolerance_found_by_halving() {
        CutoffResult result = analysis(0.5, "o").run(folder, Progress.SILENT, new Cancellation());

        assertThat(result.ladder()).extracting(Grid::toString).containsExactly("1/2", "1/4", "1/8", "1/16");
        CutoffFrequency output = result.frequencies().get(result.frequencies().size() - 1);
        assertThat(output.tensor()).isEqualTo("y");
        assertThat(output.cutoff()).contains(new Grid(1, 4));
        assertThat(output.points()).extracting(p -> p.grid().toString()).containsExactly("1/4", "1/8");
        CutoffPoint at = output.at(new Grid(1, 4)).orElseThrow();
        assertThat(at.drop()).isCloseTo(0.004, within(ROUNDING));
        assertThat(at.lossIncrease()).isCloseTo(0.04, within(ROUNDING));
        assertThat(at.discrepancy()).isCloseTo(0.08, within(ROUNDING));
        assertThat(output.beyond().orElseThrow().payers(0.005)).containsExactly("sky");
    }

    @Test
    void a_tolerance_of_loss_counts_too() {
        CutoffTolerance strict = new CutoffTolerance(1, 0.03);

        CutoffResult result = new CutoffAnalysis(
                        NETWORK, List.of(), LADDER, Resampling.DCT, strict, evaluator, Fingerprint.word("o"))
                .run(folder, Progress.SILENT, new Cancellation());

        assertThat(result.frequencies().get(0).cutoff()).contains(new Grid(1, 2));
    }

    @Test
    void goes_on_where_it_was_stopped() throws Exception {
        CutoffResult whole = analysis(0.5, "o").run(folder, Progress.SILENT, new Cancellation());
        byte[] file = Files.readAllBytes(folder.resolve(CutoffAnalysis.RESULTS));
        evaluations = 0;

        CutoffResult again = analysis(0.5, "o").run(folder, Progress.SILENT, new Cancellation());

        assertThat(evaluations).as("only the original").isEqualTo(1);
        assertThat(again).isEqualTo(whole);
        assertThat(Files.readAllBytes(folder.resolve(CutoffAnalysis.RESULTS))).isEqualTo(file);
        assertThatThrownBy(() -> analysis(0.5, "other").run(folder, Progress.SILENT, new Cancellation()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was measured with other settings");
    }

    @Test
    void every_number_of_the_page_is_in_the_json() {
        CutoffResult result = analysis(0.5, "o").run(folder, Progress.SILENT, new Cancellation());

        CutoffSection section = new CutoffSection(result, "4 images of tiny/val");
        section.draw(folder);

        ObjectNode json = section.json();
        assertThat(json.at("/tensors/0/cutoff").asText()).isEqualTo("1/4");
        assertThat(json.at("/tensors/0/points/1/drop").asDouble()).isCloseTo(0.008, within(ROUNDING));
        assertThat(json.at("/tensors/0/points/1/classDrops/sky").asDouble()).isCloseTo(0.016, within(ROUNDING));
        assertThat(String.join("\n", section.markdown()))
                .contains("| 1/4 | – | 0.40 | 0.80 | – | 0.0400 | 0.080 | sky 1.60 at 1/8 |");
        assertThat(folder.resolve(CutoffSection.PICTURE)).isNotEmptyFile();
    }

    @Test
    void unknown_tensors_are_all_named() {
        CutoffAnalysis analysis = new CutoffAnalysis(
                NETWORK,
                List.of("nothing", "none"),
                LADDER,
                Resampling.AREA,
                CutoffTolerance.ofPoints(1),
                evaluator,
                Fingerprint.word("o"));

        assertThatThrownBy(() -> analysis.run(folder, Progress.SILENT, new Cancellation()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no tensor 'nothing', 'none'");
    }

    private CutoffAnalysis analysis(double points, String options) {
        List<String> maps = NETWORK.graph().nodes().stream()
                .filter(n -> n.is("Relu"))
                .map(Node::output)
                .toList();
        return new CutoffAnalysis(
                NETWORK,
                maps,
                LADDER,
                Resampling.AREA,
                CutoffTolerance.ofPoints(points),
                evaluator,
                Fingerprint.word(options));
    }
}
