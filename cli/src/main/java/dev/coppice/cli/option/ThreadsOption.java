package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.export.runtime.PhysicalCores;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The number of threads that latency is planned for. */
@Grouped(OptionGroup.PLANNING)
public final class ThreadsOption {
    private static final String ALL = "all";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to plan latency for: a number of at least 1, or all for all physical cores."
                    + " Default: 1. Reports always show latency on one thread and on all cores.")
    private @Nullable String threads;

    boolean isGiven() {
        return threads != null;
    }

    /** Reads the number of threads, at least 1, and notes what is wrong. */
    public int count(OptionCheck check) {
        String text = (threads == null ? "1" : threads).strip().toLowerCase(Locale.ROOT);
        if (text.equals(ALL)) {
            return PhysicalCores.count();
        }
        try {
            int count = Integer.parseInt(text);
            check.require(count >= 1, "--threads is " + text + ", expected at least 1");
            return Math.max(1, count);
        } catch (NumberFormatException e) {
            check.require(false, "--threads is '" + text + "', expected a number such as 1, or all");
            return 1;
        }
    }
}
