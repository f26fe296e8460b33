package dev.coppice.compress.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "latency=12ms, LATENCY, 12",
        "latency=0.8s, LATENCY, 800",
        "latency=750us, LATENCY, 0.75",
        "latency = 12.5 ms, LATENCY, 12.5",
        "macs=3.4G, MACS, 3400000000",
        "macs=3400M, MACS, 3400000000",
        "MACs=3.4g, MACS, 3400000000",
        "macs=1.2T, MACS, 1200000000000",
        "parameters=250k, PARAMETERS, 250000",
        "bytes=1.5MB, BYTES, 1500000",
        "bytes=966740B, BYTES, 966740",
        "bytes=1e3kB, BYTES, 1000000",
    })
    void an_amount_with_a_unit_is_the_limit_whatever_the_original_takes(String text, BudgetKind kind, double limit) {
        Budget budget = Budget.parse(text);

        assertThat(budget).isEqualTo(new Budget(kind, new Budget.Absolute(limit)));
        assertThat(budget.limit(7, BudgetTest::unasked)).isEqualTo(limit);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "latency=25%, LATENCY, 0.25",
        "latency=0.25, LATENCY, 0.25",
        "macs=40%, MACS, 0.4",
        "parameters=1, PARAMETERS, 1",
        "bytes=12.5 %, BYTES, 0.125",
        "latency=120%, LATENCY, 1.2",
    })
    void an_amount_without_one_is_a_share_of_the_original(String text, BudgetKind kind, double share) {
        Budget budget = Budget.parse(text);

        assertThat(budget).isEqualTo(new Budget(kind, new Budget.Share(share)));
        assertThat(budget.limit(80, BudgetTest::unasked)).isEqualTo(share * 80);
    }

    @Test
    void steps_divide_the_way_from_the_original_down_to_the_cheapest_and_leave_out_both_ends() {
        List<Budget> steps = Budget.steps(BudgetKind.MACS, 3);

        assertThat(steps).extracting(Budget::toString).containsExactly("macs=1of3", "macs=2of3", "macs=3of3");
        assertThat(steps).extracting(budget -> budget.limit(100, () -> 20)).containsExactly(80.0, 60.0, 40.0);
        assertThat(steps).allSatisfy(budget -> assertThat(Budget.parse(budget.toString()))
                .isEqualTo(budget));
    }

    private static double unasked() {
        throw new AssertionError("the cheapest network is needed for steps only");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "latency=0.8s, latency=800ms",
        "latency=1500ms, latency=1.5s",
        "latency=0.0125s, latency=12.5ms",
        "latency=0.3ms, latency=300us",
        "macs=0.29, macs=29%",
        "macs=3400M, macs=3.4G",
        "macs=0.5k, macs=0.5k",
        "parameters=1234.567k, parameters=1.234567M",
        "bytes=999B, bytes=999B",
        "bytes=1000000B, bytes=1MB",
    })
    void is_written_as_people_write_it_and_reads_back_the_same(String text, String written) {
        Budget budget = Budget.parse(text);

        assertThat(budget).hasToString(written);
        assertThat(Budget.parse(written)).isEqualTo(budget);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "latency=12|expected a unit (us, ms, s) or a share such as 25%",
                "macs=3400000|expected a unit (k, M, G, T) or a share such as 25%",
                "latency=12MB|'MB' is no unit of latency, expected a unit (us, ms, s) or a share such as 25%",
                "bytes=12ms|'ms' is no unit of bytes, expected a unit (B, kB, MB, GB) or a share such as 25%",
                "parameters=much|expected a number with a unit (k, M, G) or a share such as 25% after '='",
                "latency=|expected a number with a unit (us, ms, s) or a share such as 25% after '='",
                "latency=1.2.3ms|expected a number with a unit (us, ms, s) or a share such as 25% after '='",
                "latency=1/4|'/4' is no unit of latency, expected a unit (us, ms, s) or a share such as 25%",
                "latency=NaN|expected a number with a unit (us, ms, s) or a share such as 25% after '='",
                "latency=0ms|expected an amount above 0",
                "latency=-12ms|expected an amount above 0",
                "macs=0%|expected an amount above 0",
                "latency=1e9999ms|'9ms' is no unit of latency, expected a unit (us, ms, s) or a share such as 25%",
                "time=12ms|'time' is none of latency, macs, parameters, bytes",
                "25%|expected KIND=AMOUNT such as latency=12ms or macs=40%, of latency, macs, parameters, bytes",
                "macs=0of3|expected a step from 1of3 to 3of3",
                "macs=4of3|expected a step from 1of3 to 3of3",
                "macs=40%=x|expected KIND=AMOUNT such as latency=12ms or macs=40%, of latency, macs, parameters, bytes",
            })
    void what_is_no_budget_is_refused_with_what_would_be(String text, String expected) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The budget is '" + text + "', " + expected + ".");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1e-999%", "1e999ms", "1e-999"})
    void a_number_beyond_what_a_machine_holds_is_refused_at_once(String amount) {
        assertThatThrownBy(() -> Budget.parse("latency=" + amount))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The budget is 'latency=" + amount
                        + "', expected an amount that is not rounded to 0 or to infinity.");
    }

    @Test
    void amounts_are_above_nothing() {
        for (double amount : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Budget.Share(amount)).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> new Budget.Absolute(amount))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("The amount of a budget is " + amount + ", expected a number above 0.");
        }
    }
}
