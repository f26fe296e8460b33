package dev.coppice.eval.compression;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.models.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A machine whose milliseconds and widths are planned for.
 *
 * @param threads number of threads that latency is planned for, at least 1; a profile has its own
 * @param profile profile of another machine, a file or the folder of a filled kit; empty for this machine
 */
public record PlannedMachine(int threads, Optional<Path> profile) {
    /** This machine with one thread. */
    public static final PlannedMachine HERE = new PlannedMachine(1, Optional.empty());

    public PlannedMachine {
        if (threads < 1) {
            throw new InvalidInputException("The number of threads is " + threads + ", expected at least 1.");
        }
    }

    /** Its latencies, if a budget is in milliseconds. */
    Optional<LatencySource> latency(BudgetKind kind, PassInputs inputs) {
        SearchWatch watch = inputs.watch();
        return kind == BudgetKind.LATENCY
                ? Optional.of(profile.map(file -> read(file, watch))
                        .orElseGet(() ->
                                LatencySource.shared(threads, inputs.kept(), watch.progress(), watch.cancellation())))
                : Optional.empty();
    }

    /**
     * Its staircase of widths.
     *
     * @param latency its latencies, if they are already read
     */
    Supplier<ChannelWidths> widths(Optional<LatencySource> latency, PassInputs inputs) {
        return profile.<Supplier<ChannelWidths>>map(file -> () ->
                        latency.orElseGet(() -> read(file, inputs.watch())).widths())
                .orElse(inputs.widths());
    }

    private static LatencySource read(Path file, SearchWatch watch) {
        return LatencySource.read(file, watch.progress(), watch.cancellation());
    }
}
