package dev.coppice.cli;

import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.eval.latency.MachineWidths;
import dev.coppice.models.measure.Cancellation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code --round} says: a number, or this machine's staircase, which is looked up once, when it is first needed. */
final class RoundChoice {
    /** The machine's staircase. */
    static final String AUTO = "auto";

    private final Optional<WidthMultiples> asked;
    private @Nullable ChannelWidths found;

    private RoundChoice(Optional<WidthMultiples> asked) {
        this.asked = asked;
    }

    /** Reads the option; what is wrong with it is noted. */
    static RoundChoice of(String text, OptionCheck check) {
        if (text.strip().equals(AUTO)) {
            return new RoundChoice(Optional.empty());
        }
        int multiple = 0;
        try {
            multiple = Integer.parseInt(text.strip());
            check.require(multiple >= 1, "--round is " + multiple + ", expected at least 1");
        } catch (NumberFormatException e) {
            check.require(false, "--round is '" + text + "', expected auto or a number such as 8");
        }
        return new RoundChoice(Optional.of(new WidthMultiples(Math.max(1, multiple))));
    }

    /** The same for a command that cuts at given ratios: without a number, their letter. */
    RoundChoice literal() {
        return new RoundChoice(Optional.of(asked.orElse(new WidthMultiples(1))));
    }

    /** The widths; the first time they may take seconds to measure. */
    ChannelWidths widths(Cancellation cancellation) {
        if (found == null) {
            found = asked.<ChannelWidths>map(multiples -> multiples).orElseGet(() -> MachineWidths.here(cancellation));
        }
        return found;
    }
}
