package dev.coppice.compress.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetedCutTest {
    private static final Network NETWORK = Toy.chain(16);
    /** The loss: Σ (share of a layer's channels that went)². */
    private static double loss(Network network) {
        return Toy.LAYERS.stream()
                .mapToDouble(layer -> Math.pow(1 - Toy.width(network, layer) / 16.0, 2))
                .sum();
    }

    private static BudgetedCut exact(double share) {
        return new BudgetedCut(share(share), Toy.search(Toy.MACS, BudgetedCutTest::loss), Optional.empty());
    }

    private static Budget share(double share) {
        return new Budget(BudgetKind.MACS, new Budget.Share(share));
    }

    private static Decision last(CompressionPlan plan) {
        return plan.decisions().get(plan.decisions().size() - 1);
    }

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0.75, 0.5, 0.25, 0.1})
    void the_plan_is_within_its_budget_and_spends_it(double share) {
        CompressionPlan plan = exact(share).plan(NETWORK);

        double left = Toy.MACS.cost(PlanRewriter.rewrite(NETWORK, plan)) / Toy.MACS.cost(NETWORK);
        assertThat(left).isBetween(0.93 * share, share);
        assertThat(last(plan).pass()).isEqualTo("target");
        assertThat(last(plan).reason()).containsPattern(" layers? to ").contains(" points before training: ");
        assertThat(plan.decisions())
                .filteredOn(d -> d.pass().equals("channels"))
                .hasSize(4);
    }

    @Test
    void steps_are_met_in_equal_parts_of_what_the_search_can_save() {
        FrontierSearch search = Toy.search(Toy.MACS, BudgetedCutTest::loss);
        double original = Toy.MACS.cost(NETWORK);
        double cheapest = search.frontier(NETWORK).cheapest().price();

        for (int step = 1; step <= 4; step++) {
            Budget budget = new Budget(BudgetKind.MACS, new Budget.Step(step, 4));
            CompressionPlan plan = new BudgetedCut(budget, search, Optional.empty()).plan(NETWORK);
            double limit = original - step * (original - cheapest) / 5;
            assertThat(Toy.MACS.cost(PlanRewriter.rewrite(NETWORK, plan))).isBetween(0.93 * limit, limit);
        }
    }

    @Test
    void a_budget_above_the_original_cuts_nothing_and_says_so() {
        BudgetedCut cut = new BudgetedCut(
                new Budget(BudgetKind.MACS, new Budget.Absolute(1e9)),
                Toy.search(Toy.MACS, BudgetedCutTest::loss),
                Optional.empty());

        CompressionPlan plan = cut.plan(NETWORK);

        assertThat(plan.steps()).isEmpty();
        assertThat(last(plan).changed()).isFalse();
        assertThat(last(plan).reason()).startsWith("nothing is cut: the budget of ");
    }

    @ParameterizedTest(name = "measured, the original takes {0} of what was predicted")
    @ValueSource(doubles = {0.8, 1.25})
    void a_budget_between_the_original_as_predicted_and_as_measured_is_judged_by_the_measurement(double off) {
        double predicted = Toy.MACS.cost(NETWORK);
        BudgetedCut cut = new BudgetedCut(
                new Budget(BudgetKind.MACS, new Budget.Absolute(predicted * (1 + off) / 2)),
                Toy.search(Toy.MACS, BudgetedCutTest::loss),
                Optional.of((network, plan) -> off * Toy.MACS.cost(network)));

        assertThat(cut.plan(NETWORK).steps().isEmpty()).isEqualTo(off < 1);
    }

    @Test
    void a_budget_that_cannot_be_met_names_the_layers_in_the_way() {
        assertThatThrownBy(() -> exact(0.001).plan(NETWORK))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be met for network 'small': it goes down to ")
                .hasMessageContaining("What stands in the way: 'a' 16 → 2, with ")
                .hasMessageContaining("'head' reaches output 'head' unchanged by any contraction")
                .hasMessageContaining("Give at least macs=");
    }

    @ParameterizedTest(name = "chain of {0}")
    @ValueSource(ints = {7, 9, 11, 16, 21})
    void the_least_budget_that_a_refusal_names_is_met(int width) {
        Network network = Toy.chain(width);
        FrontierSearch search = Toy.search(Toy.MACS, n -> -Toy.MACS.cost(n));
        Throwable refused = catchThrowable(() -> new BudgetedCut(share(1e-6), search, Optional.empty()).plan(network));
        Matcher named = Pattern.compile("Give at least (\\S+),").matcher(refused.getMessage());

        assertThat(named.find()).isTrue();
        Budget least = Budget.parse(named.group(1));
        CompressionPlan plan = new BudgetedCut(least, search, Optional.empty()).plan(network);

        double cheapest = search.frontier(network).cheapest().price();
        assertThat(least.limit(1, () -> 1)).isBetween(cheapest, 1.01 * cheapest);
        assertThat(Toy.MACS.cost(PlanRewriter.rewrite(network, plan))).isLessThanOrEqualTo(1.01 * cheapest);
    }

    @ParameterizedTest(name = "the clock says {0} times what was predicted")
    @ValueSource(doubles = {0.8, 1.0, 1.25, 1.6})
    void what_is_kept_is_within_the_budget_as_measured(double off) {
        AtomicInteger timed = new AtomicInteger();
        double original = Toy.MACS.cost(NETWORK);
        // the smaller the network the further off the prediction
        CostFunction clock = network -> {
            timed.incrementAndGet();
            double predicted = Toy.MACS.cost(network);
            return predicted * (1 + (off - 1) * (1 - predicted / original));
        };
        BudgetedCut cut = new BudgetedCut(
                share(0.4),
                Toy.search(Toy.MACS, BudgetedCutTest::loss),
                Optional.of((network, plan) -> clock.cost(network)));

        CompressionPlan plan = cut.plan(NETWORK);

        int rounds = timed.get() - 1;
        double measured = clock.cost(PlanRewriter.rewrite(NETWORK, plan)) / original;
        assertThat(measured).isBetween(0.93 * 0.4, 0.4);
        assertThat(rounds).isBetween(1, 3);
        assertThat(last(plan).reason()).contains("predicted ").contains(", measured ");
    }

    @Test
    void a_prediction_that_is_off_from_some_price_on_is_closed_in_from_both_sides() {
        double original = Toy.MACS.cost(NETWORK);
        CostFunction clock = network -> {
            double predicted = Toy.MACS.cost(network);
            return predicted > 0.55 * original ? 1.3 * predicted : predicted;
        };
        BudgetedCut cut = new BudgetedCut(
                share(0.57 / 1.3), // of the original's price of 1.3
                Toy.search(Toy.MACS, BudgetedCutTest::loss),
                Optional.of((network, plan) -> clock.cost(network)));

        double measured = clock.cost(PlanRewriter.rewrite(NETWORK, cut.plan(NETWORK))) / original;

        assertThat(measured).isBetween(0.93 * 0.57, 0.57);
    }

    @Test
    void no_layer_of_a_chosen_plan_is_cut_for_nothing() {
        CostFunction stairs = network -> Toy.LAYERS.stream()
                .mapToDouble(layer -> Math.ceil(Toy.width(network, layer) / 8.0))
                .sum();
        FrontierSearch search = Toy.search(stairs, BudgetedCutTest::loss);

        FrontierPoint point = search.within(NETWORK, 5).orElseThrow();

        assertThat(point.price()).isEqualTo(5);
        assertThat(point.widths().channels().values()).containsExactlyInAnyOrderElementsOf(List.of(8, 16, 16));
        assertThat(point.widths().narrowed()).isEqualTo(1);
        assertThat(point.widths().share()).isEqualTo(0.5);
    }

    @Test
    void amounts_are_written_to_three_digits_in_their_own_unit() {
        assertThat(BudgetKind.LATENCY.text(15.2345)).isEqualTo("15.2 ms");
        assertThat(BudgetKind.LATENCY.text(0.8512)).isEqualTo("0.851 ms");
        assertThat(BudgetKind.MACS.text(3.411e9)).isEqualTo("3.41 GMAC");
        assertThat(BudgetKind.MACS.text(999_960_000)).isEqualTo("1 GMAC");
        assertThat(BudgetKind.MACS.text(512)).isEqualTo("512 MAC");
        assertThat(BudgetKind.PARAMETERS.text(250_000)).isEqualTo("250 k parameters");
        assertThat(BudgetKind.PARAMETERS.text(12)).isEqualTo("12 parameters");
        assertThat(BudgetKind.BYTES.text(1_500_000)).isEqualTo("1.5 MB");
    }
}
