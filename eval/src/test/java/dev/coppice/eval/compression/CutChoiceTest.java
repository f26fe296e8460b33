package dev.coppice.eval.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.LearnedLimit;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.eval.budget.FileBytes;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.budget.PlannedCut;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.latency.profile.KnownTimes;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutChoiceTest {
    private static final Network NETWORK = TinyStreets.network("road", "sky");
    private static final Grid HALF = new Grid(1, 2);
    private static final Budget QUARTER = new Budget(BudgetKind.MACS, new Budget.Share(0.25));
    private static final PassChoice TO_THE_LETTER = PassChoice.USUAL.withChannels(ChannelChoice.USUAL.withMultiple(1));
    private static final PassInputs WEIGHTS = PassInputs.ofWeights(Optional.empty(), 1, SearchWatch.none());

    @Test
    void grids_are_cut_first_and_channels_on_their_result_by_the_usual_means() {
        CutChoice cut = CutChoice.channels(new PruningRatio(0.5))
                .withGrid(new GridLimit(HALF))
                .with(TO_THE_LETTER);

        assertThat(cut.passes(NETWORK, WEIGHTS))
                .containsExactly(
                        new GridTruncation(HALF, new Region.Decoder(), Resampling.AREA),
                        pruning(new PruningRatio(0.5), PruningScope.LAYER));
    }

    @Test
    void a_share_of_a_cost_is_dealt_out_by_cost_unless_a_scope_is_given() {
        CostShare half = new CostShare(CostKind.MACS, 0.5);

        assertThat(CutChoice.channels(half).with(TO_THE_LETTER).passes(NETWORK, WEIGHTS))
                .containsExactly(pruning(half, PruningScope.COST));
        assertThat(CutChoice.channels(half)
                        .with(PassChoice.USUAL.withChannels(
                                TO_THE_LETTER.channels().withScope(PruningScope.GLOBAL)))
                        .passes(NETWORK, WEIGHTS))
                .containsExactly(pruning(half, PruningScope.GLOBAL));
    }

    @Test
    void a_budget_is_met_by_a_planner() {
        assertThat(CutChoice.to(QUARTER).with(TO_THE_LETTER).passes(NETWORK, WEIGHTS))
                .singleElement()
                .isInstanceOfSatisfying(
                        PlannedCut.class, pass -> assertThat(pass.budget()).isEqualTo(QUARTER));
    }

    @Test
    void bytes_are_those_of_the_file_that_a_request_names(@TempDir Path folder) throws IOException {
        ModelMetadata said = new ModelMetadata("said ".repeat(100), "", "", 0, new TreeMap<>());
        Path file = Files.write(
                folder.resolve("model.onnx"),
                OnnxWriter.bytes(NETWORK.graph(), WriteOptions.of(NETWORK).withMetadata(said)));
        CompressionRequest request = CompressionRequest.of(NETWORK, TinyStreets.usual(), folder.resolve("out"))
                .withFile(file)
                .withSeed(12345);

        FileBytes bytes =
                PassInputs.of(request, 1, SearchWatch.none(), KeptFigures.NONE).bytes(NETWORK);

        assertThat(bytes.original().size()).isEqualTo(Files.size(file));
        assertThat(bytes.source().documentation()).isEqualTo(said.documentation());
        assertThat(bytes.seed()).isEqualTo(12345);
        assertThat(FileBytes.of(NETWORK).original().size()).isEqualTo(OnnxWriter.bytes(NETWORK).length);
    }

    @Test
    void a_profile_that_is_read_for_its_times_is_not_read_again_for_its_widths() {
        PlannedMachine machine = new PlannedMachine(1, Optional.of(Path.of("nowhere.json")));
        LatencySource read = new LatencySource(
                new ProfiledMachine("Toy", "Runtime 1", 1), (KnownTimes) network -> 1, Optional.empty());

        assertThat(machine.widths(Optional.of(read), WEIGHTS).get()).isNotNull();
        assertThatThrownBy(() -> machine.widths(Optional.empty(), WEIGHTS).get())
                .hasMessageContaining("nowhere.json");
    }

    @Test
    void patterns_are_looked_at_with_what_else_needs_no_data() {
        ChannelChoice ignoring = ChannelChoice.USUAL.withLimits(LayerLimits.DEFAULT.ignoring("nothing"));
        CutChoice cut = CutChoice.channels(new PruningRatio(0.5)).with(PassChoice.USUAL.withChannels(ignoring));

        assertThatThrownBy(() -> cut.check(NETWORK)).hasMessageContaining("Pattern 'nothing' fits no layer.");
    }

    @Test
    void the_machine_is_not_measured_where_a_multiple_is_given() {
        PassInputs unmeasured = new PassInputs(
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                FileBytes::of,
                () -> {
                    throw new AssertionError("measured");
                },
                KeptFigures.NONE,
                SearchWatch.none());

        assertThat(CutChoice.channels(new PruningRatio(0.5)).with(TO_THE_LETTER).passes(NETWORK, unmeasured))
                .hasSize(1);
    }

    @Test
    void a_target_has_the_regions_that_make_sense_for_it() {
        GridChoice usual = GridChoice.USUAL;
        Region decoder = new Region.Decoder();
        Region all = new Region.All();

        assertThat(usual.alternatives(new GridLimit(HALF))).containsExactly(List.of(decoder));
        assertThat(usual.alternatives(new TruncationDrop(1))).containsExactly(List.of(decoder, all));
        assertThat(usual.withRegions(List.of(decoder, all)).alternatives(new LearnedLimit()))
                .containsExactly(List.of(decoder), List.of(all));
        assertThat(usual.candidates()).hasSize(6);
    }

    @Test
    void what_says_twice_how_much_is_cut_is_refused() {
        assertThatThrownBy(() -> new CutChoice(
                        Optional.of(new PruningRatio(0.5)),
                        Optional.empty(),
                        Optional.of(QUARTER),
                        Optional.empty(),
                        false,
                        PassChoice.USUAL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Give one of them.");
        assertThatThrownBy(() -> CutChoice.losing(MaxDrop.USUAL).withGrid(new GridLimit(HALF)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Give one or the other.");
        assertThatThrownBy(() -> CutChoice.to(QUARTER).withGrid(new LearnedLimit()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Give a grid such as 1/2, or none.");
    }

    @Test
    void a_grid_that_is_chosen_by_its_drop_needs_data() {
        CutChoice cut = CutChoice.grid(new TruncationDrop(1));

        assertThatThrownBy(() -> cut.passes(NETWORK, WEIGHTS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there are no data here");
    }

    @Test
    void settings_are_looked_at_when_they_are_made() {
        assertThatThrownBy(() -> Scoring.USUAL.withCriterion("l3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Criterion 'l3' is unknown.");
        assertThatThrownBy(() -> GridChoice.USUAL.withGrids(List.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GridChoice.USUAL.withImages(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new PlannedMachine(0, Optional.empty())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GridChoice.USUAL.withPenalty(-1)).isInstanceOf(InvalidInputException.class);
    }

    private static ChannelPruning pruning(PruningTarget target, PruningScope scope) {
        return new ChannelPruning(target, scope, Importance.of(new L1Norm()), new WidthMultiples(1));
    }
}
