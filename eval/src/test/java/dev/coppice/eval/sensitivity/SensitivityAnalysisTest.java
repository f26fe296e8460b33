package dev.coppice.eval.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityAnalysisTest {
    private static final Network NETWORK = TinyStreets.network("road", "sky");
    private static final List<PruningRatio> RATIOS =
            List.of(new PruningRatio(0.05), new PruningRatio(0.5), new PruningRatio(0.75));
    private static final Evaluator MEASURED = new OnnxEvaluator(TinyStreets.usual(), "val");

    @TempDir
    private Path folder;

    private final Cancellation cancellation = new Cancellation();

    @Test
    void every_layer_is_measured_alone_at_every_ratio() {
        List<String> lines = new ArrayList<>();

        SensitivityResult result = analysis(MEASURED, "l1").run(folder, told(lines), cancellation);

        assertThat(result.original().accuracy()).isEqualTo(1);
        assertThat(result.layers()).extracting(SensitivityResult.Layer::name).containsExactly("hidden");
        List<SensitivityRow> points = result.layers().get(0).points();
        assertThat(points).extracting(SensitivityRow::kept).containsExactly(8, 4, 2);
        assertThat(points).extracting(SensitivityRow::macsShare).containsExactly(1.0, 0.5, 0.25);
        assertThat(points.get(0).drop()).as("nothing was cut").isZero();
        assertThat(points).allSatisfy(p -> assertThat(p.drop()).isEqualTo(1 - p.accuracy()));
        assertThat(result.untouchable())
                .extracting(row -> row.layer() + ": " + row.reason())
                .containsExactly("y: reaches output 'y' unchanged by any contraction");
        assertThat(lines)
                .hasSize(3)
                .startsWith("original: mIoU 1.0000")
                .anyMatch(line -> line.startsWith("1 of 2  hidden of 8 channels: mIoU 1.0000 at 0.05, "))
                .endsWith("2 of 2  y kept: reaches output 'y' unchanged by any contraction");
    }

    @Test
    void goes_on_where_it_was_stopped_to_the_very_same_files() throws Exception {
        Path unbroken = Files.createDirectory(folder.resolve("unbroken"));
        Path stopped = Files.createDirectory(folder.resolve("stopped"));
        SensitivityResult whole = analysis(MEASURED, "l1").run(unbroken, Progress.SILENT, cancellation);
        SensitivityFiles.write(unbroken, whole, "val");
        // the original and half of the ratios, then Ctrl-C
        SensitivityAnalysis interrupted = analysis(stoppingAt(2), "l1");

        assertThatThrownBy(() -> interrupted.run(stopped, Progress.SILENT, cancellation))
                .isInstanceOf(CancelledException.class)
                .hasMessage("Interrupted at layer 'hidden', 1 of 2. The same command goes on from '"
                        + stopped.resolve("sensitivity.csv") + "'.");
        assertThat(Files.readAllLines(stopped.resolve("sensitivity.csv"))).hasSize(3);
        int[] evaluations = new int[1];
        SensitivityResult resumed =
                analysis(counting(evaluations), "l1").run(stopped, Progress.SILENT, new Cancellation());
        SensitivityFiles.write(stopped, resumed, "val");

        assertThat(evaluations[0])
                .as("the original and the one ratio that lacked")
                .isEqualTo(2);
        assertThat(resumed).isEqualTo(whole);
        for (String name : List.of("sensitivity.csv", "sensitivity.html", "sensitivity.md", "sensitivity.png")) {
            assertThat(stopped.resolve(name)).hasSameBinaryContentAs(unbroken.resolve(name));
        }
    }

    @Test
    void a_line_that_was_cut_short_is_measured_again() throws Exception {
        analysis(MEASURED, "l1").run(folder, Progress.SILENT, cancellation);
        Path file = folder.resolve("sensitivity.csv");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 5));

        analysis(MEASURED, "l1").run(folder, Progress.SILENT, cancellation);

        assertThat(file).hasContent(whole);
    }

    @Test
    void a_file_of_other_options_is_left_alone() throws Exception {
        analysis(MEASURED, "l1").run(folder, Progress.SILENT, cancellation);
        String before = Files.readString(folder.resolve("sensitivity.csv"));

        assertThatThrownBy(() -> analysis(MEASURED, "l2").run(folder, Progress.SILENT, cancellation))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "was measured with other settings:  was l1, now l2. Name another output, or use overwriting");
        assertThat(folder.resolve("sensitivity.csv")).hasContent(before);
    }

    @Test
    void a_network_with_nothing_to_lose_is_refused() {
        for (double nothing : new double[] {0, Double.NaN}) {
            Evaluator poor = network ->
                    new Evaluation(Metric.MEAN_IOU, nothing, 0, Map.of(), List.of(), Double.NaN, 4, Double.NaN);

            assertThatThrownBy(() -> analysis(poor, "l1").run(folder, Progress.SILENT, cancellation))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("Network 'tiny' has an accuracy (mIoU) of " + nothing
                            + " on these 4 images before anything is cut,"
                            + " expected above 0: there is nothing to lose. Check the card's mean, std, order and classes,"
                            + " or take other or more images.");
        }
    }

    @Test
    void a_cut_network_that_cannot_be_measured_is_a_line_with_the_reason() {
        Evaluator picky = network -> {
            if (!network.equals(NETWORK)) {
                throw new InvalidInputException("gives no finite number");
            }
            return MEASURED.evaluate(network);
        };

        SensitivityResult result = analysis(picky, "l1").run(folder, Progress.SILENT, cancellation);
        SensitivityFiles.write(folder, result, "val");

        assertThat(result.layers().get(0).points())
                .extracting(SensitivityRow::reason)
                .containsExactly("", "gives no finite number", "gives no finite number");
        assertThat(result.isComplete()).isFalse();
        assertThat(folder.resolve("sensitivity.md")).content().contains("| gives no finite number |");
        assertThat(folder.resolve("sensitivity.png")).isNotEmptyFile();
    }

    @Test
    void what_could_not_be_measured_is_tried_again_and_then_counts() {
        Evaluator picky = network -> {
            if (!network.equals(NETWORK)) {
                throw new InvalidInputException("gives no finite number");
            }
            return MEASURED.evaluate(network);
        };
        analysis(picky, "l1").run(folder, Progress.SILENT, cancellation);
        int[] evaluations = new int[1];

        SensitivityResult again = analysis(counting(evaluations), "l1").run(folder, Progress.SILENT, cancellation);
        SensitivityResult known = analysis(counting(evaluations), "l1").run(folder, Progress.SILENT, cancellation);

        assertThat(again.isComplete()).isTrue();
        assertThat(known).isEqualTo(again);
        assertThat(evaluations[0])
                .as("the original twice and once the two ratios that had failed")
                .isEqualTo(4);
    }

    @Test
    void a_bar_in_a_name_does_not_end_a_cell() {
        SensitivityRow row = new SensitivityRow("a|b", 0.5, 8, 4, 0.5, 0.9, 0.1, "");
        SensitivityRow kept =
                new SensitivityRow("c|d", Double.NaN, 8, 8, Double.NaN, Double.NaN, Double.NaN, "ignored by 'c|d'");
        Evaluation original = new Evaluation(Metric.MEAN_IOU, 1, 1, Map.of(), List.of(), Double.NaN, 4, Double.NaN);

        SensitivityFiles.write(folder, new SensitivityResult("n", original, 100, List.of(row, kept)), "val");

        assertThat(folder.resolve("sensitivity.md"))
                .content()
                .contains("| a\\|b | 8 |", "| c\\|d | ignored by 'c\\|d' |");
    }

    private static SensitivityAnalysis analysis(Evaluator evaluator, String options) {
        LayerCuts cuts = LayerCuts.of(
                NETWORK,
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));
        return new SensitivityAnalysis(NETWORK, cuts, RATIOS, evaluator, Fingerprint.word(options));
    }

    /** An evaluator that measures a number of networks and is then interrupted. */
    private static Evaluator stoppingAt(int count) {
        int[] done = new int[1];
        return network -> {
            if (done[0]++ == count) {
                throw new CancelledException();
            }
            return MEASURED.evaluate(network);
        };
    }

    private static Evaluator counting(int[] evaluations) {
        return network -> {
            evaluations[0]++;
            return MEASURED.evaluate(network);
        };
    }

    private static Progress told(List<String> lines) {
        return new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {}

            @Override
            public void message(String line) {
                lines.add(line);
            }
        };
    }
}
