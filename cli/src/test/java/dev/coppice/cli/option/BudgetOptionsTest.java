package dev.coppice.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.models.InvalidInputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BudgetOptionsTest {
    @Test
    void nothing_given_limits_nothing() {
        assertThat(read().isGiven()).isFalse();
        assertThat(budget()).isEmpty();
    }

    @Test
    void reads_an_amount_or_a_share() {
        assertThat(read("--budget", "latency=12ms").isGiven()).isTrue();
        assertThat(budget("--budget", "latency=12ms"))
                .contains(new Budget(BudgetKind.LATENCY, new Budget.Absolute(12)));
        assertThat(budget("--budget", "latency=25%")).contains(new Budget(BudgetKind.LATENCY, new Budget.Share(0.25)));
        assertThat(budget("--budget=bytes=1.5MB")).contains(new Budget(BudgetKind.BYTES, new Budget.Absolute(1.5e6)));
    }

    @Test
    void what_is_no_budget_is_refused_with_what_would_be() {
        assertThatThrownBy(() -> budget("--budget", "latency=12"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("--budget is 'latency=12', expected a unit (us, ms, s) or a share such as 25%.");
        assertThatThrownBy(() -> budget("--budget", "speed=2"))
                .hasMessageEndingWith("--budget is 'speed=2', 'speed' is none of latency, macs, parameters, bytes.");
    }

    @Test
    void several_are_for_a_sweep() {
        BudgetOptions options = read("--budget", "latency=50%,latency=25%,latency=0.5");

        assertThat(options.budgets(new OptionCheck()))
                .containsExactly(
                        new Budget(BudgetKind.LATENCY, new Budget.Share(0.5)),
                        new Budget(BudgetKind.LATENCY, new Budget.Share(0.25)));
        assertThat(read("--budget", "latency=50%,35%,macs=25%,3.4G").budgets(new OptionCheck()))
                .as("an amount alone is of the kind before it")
                .containsExactly(
                        new Budget(BudgetKind.LATENCY, new Budget.Share(0.5)),
                        new Budget(BudgetKind.LATENCY, new Budget.Share(0.35)),
                        new Budget(BudgetKind.MACS, new Budget.Share(0.25)),
                        new Budget(BudgetKind.MACS, new Budget.Absolute(3.4e9)));
        assertThatThrownBy(() -> budget("--budget", "35%"))
                .hasMessageContaining("--budget is '35%', expected KIND=AMOUNT such as latency=12ms");
        assertThatThrownBy(() -> budget("--budget", "latency=50%,macs=25%"))
                .hasMessageEndingWith("--budget is latency=50%,macs=25%, expected one");
    }

    private static BudgetOptions read(String... args) {
        return CommandLine.populateCommand(new BudgetOptions(), args);
    }

    private static Optional<Budget> budget(String... args) {
        OptionCheck check = new OptionCheck();
        Optional<Budget> budget = read(args).budget(check);
        check.done();
        return budget;
    }
}
