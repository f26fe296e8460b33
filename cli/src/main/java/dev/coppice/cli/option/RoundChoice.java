package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.models.measure.Cancellation;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code --round} says: a number, or a machine's staircase, which is looked up once, when it is first needed. */
final class RoundChoice {
    /** The machine's staircase. */
    static final String AUTO = "auto";

    private final Optional<WidthMultiples> asked;
    private final Optional<Supplier<ChannelWidths>> otherMachine;
    private @Nullable ChannelWidths found;

    private RoundChoice(Optional<WidthMultiples> asked, Optional<Supplier<ChannelWidths>> otherMachine) {
        this.asked = asked;
        this.otherMachine = otherMachine;
    }

    /** Reads the option; what is wrong with it is noted. */
    static RoundChoice of(String text, OptionCheck check) {
        if (text.strip().equals(AUTO)) {
            return new RoundChoice(Optional.empty(), Optional.empty());
        }
        int multiple = 0;
        try {
            multiple = Integer.parseInt(text.strip());
            check.require(multiple >= 1, "--round is " + multiple + ", expected at least 1");
        } catch (NumberFormatException e) {
            check.require(false, "--round is '" + text + "', expected auto or a number such as 8");
        }
        return of(new WidthMultiples(Math.max(1, multiple)));
    }

    private static RoundChoice of(WidthMultiples multiples) {
        return new RoundChoice(Optional.of(multiples), Optional.empty());
    }

    /** The same for a command that cuts at given ratios: without a number, their letter. */
    RoundChoice literal() {
        return of(asked.orElse(new WidthMultiples(1)));
    }

    /** The same for another machine: without a number, its staircase. */
    RoundChoice on(Supplier<ChannelWidths> machine) {
        return new RoundChoice(asked, Optional.of(machine));
    }

    /** The widths; the first time they may take seconds to measure. */
    ChannelWidths widths(Cancellation cancellation) {
        if (found == null) {
            Supplier<ChannelWidths> machine = otherMachine.orElse(() -> MachineWidths.here(cancellation));
            found = asked.<ChannelWidths>map(multiples -> multiples).orElseGet(machine);
        }
        return found;
    }
}
