package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares of MACs and parameters, which are met. */
class CostShareTest {
    private record Case(String model, CostShare share, PruningScope scope, int round) {
        Network network() {
            if (model.equals("street")) {
                return Zoo.street();
            }
            Path file = Path.of(System.getProperty("coppice.shared", "../../shared"), "models", model + ".onnx");
            assumeThat(Files.exists(file)).as("shared model %s", file).isTrue();
            return OnnxReader.readNetwork(file);
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String model : List.of("street", "unet_camvid", "espnet_camvid", "wnet_drive")) {
            for (CostKind kind : CostKind.values()) {
                for (PruningScope scope : PruningScope.values()) {
                    for (double kept : new double[] {0.25, 0.5, 0.8}) {
                        cases.add(new Case(model, new CostShare(kind, kept), scope, kept == 0.5 ? 4 : 1));
                    }
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_share_is_met_within_a_hundredth_of_the_original(Case c) {
        Network original = c.network();

        CompressionPlan plan =
                new ChannelPruning(c.share, c.scope, new L1Norm(), new WidthMultiples(c.round)).plan(original);

        CostKind kind = c.share.kind();
        double share = kind.of(Cost.of(PlanRewriter.rewrite(original, plan))) / (double) kind.of(Cost.of(original));
        assertThat(share).isCloseTo(c.share.kept(), within(CostShare.TOLERANCE));
        Decision target = plan.decisions().get(plan.decisions().size() - 1);
        assertThat(target.pass()).isEqualTo("target");
        assertThat(target.changed()).isTrue();
    }

    private static final Network CHAIN = NetworkBuilder.small()
            .conv("a", IMAGE, 8)
            .conv("b", "a", 8)
            .conv("head", "b", 2)
            .to("head", 2);

    private static Decision target(double kept, LayerLimits limits, int round) {
        List<Decision> decisions = new ChannelPruning(
                        new CostShare(CostKind.MACS, kept), PruningScope.LAYER, new L1Norm(), new WidthMultiples(round))
                .withLimits(limits)
                .plan(CHAIN)
                .decisions();
        return decisions.get(decisions.size() - 1);
    }

    @Test
    void a_share_that_limits_put_out_of_reach_says_what_stands_in_the_way() {
        LayerLimits limits = LayerLimits.DEFAULT
                .withBounds(new PruningRatio(0), new PruningRatio(0.25))
                .ignoring("a");

        assertThat(target(0.3, limits, 1))
                .isEqualTo(Decision.declined(
                        "target",
                        "target",
                        "80.8 % of the original's MACs remain, 30.0 % asked for; no layer may lose more:"
                                + " of 3 layers 1 ignored, 1 at the ceiling of 0.25, 1 cannot be cut"));
    }

    @Test
    void a_layer_that_is_called_target_is_not_taken_for_it() {
        Network network = NetworkBuilder.small()
                .conv("target", IMAGE, 8)
                .conv("head", "target", 2)
                .to("head", 2);

        List<Decision> decisions = new ChannelPruning(
                        new CostShare(CostKind.MACS, 0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network)
                .decisions();

        assertThat(decisions)
                .extracting(decision -> decision.pass() + " " + decision.where())
                .containsExactly("channels target", "channels head", "target target");
    }

    @Test
    void a_share_between_two_steps_says_so() {
        assertThat(target(0.6, LayerLimits.DEFAULT, 4).reason())
                .isEqualTo("61.5 % of the original's MACs remain, 60.0 % asked for;"
                        + " in steps that rounding and groups allow no nearer cut was found");
    }

    @Test
    void a_floor_that_takes_too_much_is_named() {
        LayerLimits limits = LayerLimits.DEFAULT.withBounds(new PruningRatio(0.5), new PruningRatio(0.9));

        assertThat(target(0.9, limits, 1).reason())
                .endsWith("90.0 % asked for; it is below before any channel is cut but those that floors and pins ask"
                        + " for");
    }

    @Test
    void shares_are_of_the_original_and_a_step_goes_its_part_of_the_way() {
        Network original = Zoo.street();
        ChannelPruning pruning = new ChannelPruning(
                new CostShare(CostKind.MACS, 0.25), PruningScope.GLOBAL, new L1Norm(), ChannelWidths.ANY);
        double all = Cost.of(original).macs();

        Network half = PlanRewriter.rewrite(original, pruning.plan(original, new Iteration(original, 2)));
        Network quarter = PlanRewriter.rewrite(half, pruning.plan(half, new Iteration(original, 1)));

        assertThat(Cost.of(half).macs() / all).isCloseTo(0.5, within(CostShare.TOLERANCE));
        assertThat(Cost.of(quarter).macs() / all).isCloseTo(0.25, within(CostShare.TOLERANCE));
    }

    @Test
    void a_share_of_nothing_is_refused() {
        assertThatThrownBy(() -> new CostShare(CostKind.PARAMETERS, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Share 0.0 of the parameters is not in (0, 1]."
                        + " Give the share to keep, such as 0.5 or 50%.");
    }
}
