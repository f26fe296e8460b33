package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerLimitsTest {
    @Test
    void patterns_are_checked_without_a_plan() {
        Network network =
                NetworkBuilder.small().conv("a", IMAGE, 8).conv("head", "a", 2).to("head", 2);
        LayerLimits fitting = LayerLimits.DEFAULT.ignoring("a");
        LayerLimits wrong = fitting.pinning("b", new PruningRatio(0.5));

        fitting.check(network);
        assertThatThrownBy(() -> wrong.check(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Pattern 'b' fits no layer.");
    }

    private static final Network RESIDUAL = NetworkBuilder.small()
            .conv("enc1", IMAGE, 16)
            .conv("enc2", "enc1", 20)
            .conv("enc3", "enc2", 20)
            .node("Add", "sum", "enc2", "enc3")
            .conv("dec1", "sum", 16)
            .conv("head", "dec1", 2)
            .to("head", 2);

    private static ChannelPruning pruning(double ratio, PruningScope scope, int round) {
        return new ChannelPruning(new PruningRatio(ratio), scope, new L1Norm(), new WidthMultiples(round));
    }

    private static List<String> reasons(ChannelPruning pruning) {
        return pruning.plan(RESIDUAL).decisions().stream()
                .map(d -> d.where() + ": " + d.reason())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(PruningScope.class)
    void ignored_layers_keep_their_channels_and_so_do_those_that_go_together_with_them(PruningScope scope) {
        ChannelPruning pruning = pruning(0.5, scope, 1)
                .withLimits(LayerLimits.DEFAULT.ignoring("*c3").ignoring("dec?"));

        assertThat(reasons(pruning))
                .contains(
                        "enc2: loses none of its 20 channels: ignored by '*c3', which names 'enc3', and they go together",
                        "dec1: loses none of its 16 channels: ignored by 'dec?'",
                        "enc1: 16 → 8 channels");
    }

    @Test
    void pinned_layers_have_their_own_ratio_whatever_target_and_bounds_say() {
        LayerLimits limits = LayerLimits.DEFAULT
                .withBounds(new PruningRatio(0.4), new PruningRatio(0.6))
                .pinning("enc1", new PruningRatio(0.25))
                .pinning("dec1", new PruningRatio(0.75));

        assertThat(reasons(pruning(0.5, PruningScope.LAYER, 1).withLimits(limits)))
                .contains(
                        "enc1: 16 → 12 channels, pinned at 0.25 by 'enc1'",
                        "enc2: 20 → 10 channels, together with 'enc3'",
                        "dec1: 16 → 4 channels, pinned at 0.75 by 'dec1'");
    }

    /** Of 20 channels, multiples of 8 keep 8, 16 or all 20. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0, 0.9, 8",
        "0.5, 0, 0.5, 16",
        "0.5, 0, 0.1, 20",
        "0.1, 0.3, 0.9, 8",
        "0.1, 0.1, 0.9, 16",
        "0.1, 0.1, 0.15, 20"
    })
    void rounding_stays_within_floor_and_ceiling(double ratio, double floor, double ceiling, int kept) {
        LayerLimits limits = LayerLimits.DEFAULT.withBounds(new PruningRatio(floor), new PruningRatio(ceiling));
        for (PruningScope scope : PruningScope.values()) {
            if (scope != PruningScope.LAYER && ratio < 0.5) {
                continue; // the limits do not decide which layer loses channels at a small ratio of all
            }
            String enc2 = reasons(pruning(ratio, scope, 8).withLimits(limits)).get(1);

            assertThat(enc2).startsWith(kept == 20 ? "enc2: loses none of its 20" : "enc2: 20 → " + kept + " channels");
        }
    }

    @ParameterizedTest
    @EnumSource(PruningScope.class)
    void a_floor_takes_from_every_layer_even_at_ratio_zero(PruningScope scope) {
        LayerLimits limits = LayerLimits.DEFAULT.withBounds(new PruningRatio(0.25), new PruningRatio(0.9));

        assertThat(reasons(pruning(0, scope, 1).withLimits(limits)))
                .startsWith(
                        "enc1: 16 → 12 channels, at the floor of 0.25",
                        "enc2: 20 → 15 channels, together with 'enc3', at the floor of 0.25",
                        "dec1: 16 → 12 channels, at the floor of 0.25");
    }

    @ParameterizedTest
    @EnumSource(PruningScope.class)
    void a_ratio_beyond_the_ceiling_does_not_pass_silently(PruningScope scope) {
        LayerLimits limits = LayerLimits.DEFAULT.withBounds(new PruningRatio(0), new PruningRatio(0.25));

        assertThat(reasons(pruning(0.75, scope, 1).withLimits(limits)))
                .last()
                .isEqualTo("target: 25.0 % of the channels go, 75.0 % asked for;"
                        + " of 4 layers 3 at the ceiling of 0.25, 1 cannot be cut");
    }

    @Test
    void every_pattern_that_fits_nothing_and_every_contradiction_is_named() {
        LayerLimits limits = LayerLimits.DEFAULT
                .ignoring("enc1")
                .ignoring("encoder*")
                .pinning("enc?", new PruningRatio(0.5))
                .pinning("Dec1", new PruningRatio(0.5));

        assertThatThrownBy(() ->
                        pruning(0.5, PruningScope.LAYER, 1).withLimits(limits).plan(RESIDUAL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Wrong layer limits:"
                        + "\n  - Pattern 'encoder*' fits no layer. The nearest are 'enc1', 'enc2', 'enc3';"
                        + " inspect lists them all."
                        + "\n  - Pattern 'Dec1' fits no layer. The nearest are 'dec1', 'enc1', 'enc2';"
                        + " inspect lists them all."
                        + "\n  - Layer 'enc1' is ignored by 'enc1' and pinned at 0.5 by 'enc?'. Give it one of them.");
    }

    @Test
    void a_floor_above_the_ceiling_is_refused() {
        assertThatThrownBy(() -> LayerLimits.DEFAULT.withBounds(new PruningRatio(0.5), new PruningRatio(0.25)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The floor of the pruning ratio, 0.5, is above its ceiling, 0.25."
                        + " Give a floor that is at most the ceiling.");
    }
}
