package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.eval.budget.FileBytes;
import dev.coppice.eval.budget.PlannedCut;
import dev.coppice.eval.budget.TinyPlanner;
import dev.coppice.eval.report.FrontierDot;
import dev.coppice.eval.report.Planned;
import dev.coppice.eval.report.Prediction;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetFlowTest {
    private final Network network = TinyStreets.network("road", "sky");
    private final List<String> said = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {
            said.add(line);
        }

        @Override
        public void stage(Stage stage) {
            said.add(stage.name());
        }
    };

    @TempDir
    private Path out;

    private PlannedCut cut(String budget) {
        return TinyPlanner.onPictures().cut(network, Optional.empty(), Budget.parse(budget));
    }

    private CompressionResult run(String budget) {
        CompressionRequest request = CompressionRequest.of(network, TinyStreets.usual(), out)
                .with(cut(budget))
                .withEpochs(0);
        return new CompressionFlow(progress, new Cancellation()).run(request);
    }

    @Test
    void predicted_stands_beside_measured_in_the_report() throws Exception {
        CompressionResult result = run("macs=50%");

        Planned planned = result.report().planned().orElseThrow();
        assertThat(planned.predictions())
                .extracting(Prediction::unit)
                .containsExactly(Prediction.Unit.MACS, Prediction.Unit.SHARE, Prediction.Unit.DROP);
        Prediction macs = planned.predictions().get(0);
        assertThat(macs.measured()).isEqualTo(macs.predicted()).isEqualTo((double)
                result.report().retrained().cost().macs());
        assertThat(planned.predictions().get(1).measured()).isCloseTo(0.5, within(1e-9));
        assertThat(planned.dots())
                .filteredOn(FrontierDot::chosen)
                .singleElement()
                .satisfies(dot -> assertThat(dot.share()).isCloseTo(0.5, within(1e-9)));
        JsonNode json = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(json.at("/planned/budget").asText()).isEqualTo("macs=50%");
        assertThat(json.at("/planned/predictions/0/unit").asText()).isEqualTo("macs");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("Budget macs=50%: 1 layer to 50 % of its channels; predicted ")
                .contains("| planned | predicted | measured |")
                .contains("| share of the original's macs | 50.0 % | 50.0 % |")
                .contains("| * | ");
    }

    @Test
    void a_budget_of_bytes_counts_what_the_file_holds_of_card_and_plan() throws Exception {
        Network street = Zoo.street();
        PlannedCut cut = TinyPlanner.onWeights().cut(street, Optional.empty(), Budget.parse("bytes=3%"));
        RewriteRequest request = new RewriteRequest(
                OnnxSource.of(street), street, List.of(cut), 1, ModelMetadata.NONE, OnnxForm.USUAL, Optional.empty());
        Path small = out.resolve("small.onnx");

        RewriteResult result = RewriteFlow.run(request, small, false);

        Prediction bytes = result.planned().orElseThrow().predictions().get(0);
        assertThat(bytes.measured()).isEqualTo((double) Files.size(small));
        assertThat(bytes.predicted()).as("with card and plan").isCloseTo(bytes.measured(), withinPercentage(1));
        double share = bytes.measured() / OnnxWriter.bytes(street).length;
        assertThat(share).isBetween(0.93 * 0.03, 0.03);
    }

    @Test
    void a_budget_of_bytes_is_a_share_of_the_very_file_and_counts_what_that_says_of_itself() throws Exception {
        Network street = Zoo.street();
        ModelMetadata said = new ModelMetadata("said ".repeat(8000), "", "", 0, new TreeMap<>());
        Path file = Files.write(
                out.resolve("street.onnx"),
                OnnxWriter.bytes(street.graph(), WriteOptions.of(street).withMetadata(said)));
        OnnxSource source = OnnxSource.file(file);
        PlannedCut cut = TinyPlanner.onWeights(network -> new FileBytes(source, said, 7, OnnxForm.USUAL))
                .cut(street, Optional.empty(), Budget.parse("bytes=3%"));
        Path small = out.resolve("small.onnx");

        RewriteResult result = RewriteFlow.run(
                new RewriteRequest(source, street, List.of(cut), 7, said, OnnxForm.USUAL, Optional.empty()),
                small,
                false);

        double share = (double) Files.size(small) / Files.size(file);
        assertThat(share).isBetween(0.93 * 0.03, 0.03);
        assertThat(result.planned().orElseThrow().predictions().get(1).measured())
                .isCloseTo(share, within(1e-9));
        CompressionPlan plan = result.plan();
        assertThat(cut.cut().meter().orElseThrow().measured(result.network(), plan))
                .isEqualTo((double) Files.size(small));
        assertThat(cut.outcome(street, Iteration.only(street)).measured().orElseThrow())
                .as("but for the digits of what was measured")
                .isCloseTo((double) Files.size(small), within(4.0));
    }

    @Test
    void the_whole_frontier_is_shown_and_written_before_the_network_is() {
        run("macs=50%");

        assertThat(out.toFile().list()).contains("frontier.csv", "frontier.png", "model.onnx");
        int chosen = said.indexOf("writing the model");
        assertThat(said.subList(0, chosen))
                .anySatisfy(line -> assertThat(line).contains("drop before training"))
                .anySatisfy(line -> assertThat(line).startsWith("*  "))
                .anySatisfy(line -> assertThat(line).startsWith("Chosen: 1 layer to 50 % of its channels"));
    }

    @Test
    void a_budget_that_cannot_be_met_or_is_above_the_original_writes_nothing() {
        assertThatThrownBy(() -> run("macs=0.1%"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be met for network 'tiny': it goes down to ");
        assertThatThrownBy(() -> run("macs=150%"))
                .isInstanceOf(NothingToCutException.class)
                .hasMessageContaining("so nothing was written:\n  - target: nothing is cut: the budget of ")
                .hasMessageNotContaining("channels:");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_frontier_of_an_earlier_run_is_no_result_of_one_without() throws Exception {
        Files.writeString(out.resolve("frontier.csv"), "old");
        Checkpointing replacing = Checkpointing.NONE.overwriting();

        new CompressionFlow(progress, new Cancellation(), replacing)
                .baseline(
                        CompressionRequest.of(network, TinyStreets.usual(), out).withEpochs(0));

        assertThat(out.resolve("frontier.csv")).doesNotExist();
    }

    @Test
    void a_run_is_known_by_what_decides_it() {
        assertThat(cut("macs=50%").fingerprint()).isEqualTo(cut("macs=50%").fingerprint());
        assertThat(cut("macs=50%").fingerprint().text())
                .startsWith("BudgetedCut[budget=macs=50%, channels=ChannelPruning[")
                .contains("tiny-streets/train")
                .isNotEqualTo(cut("macs=25%").fingerprint().text());
    }
}
