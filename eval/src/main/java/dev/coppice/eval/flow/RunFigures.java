package dev.coppice.eval.flow;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyReport;
import dev.coppice.eval.report.Measured;
import java.util.Optional;

/**
 * The figures measured in a run.
 *
 * @param original figures of the original
 * @param alike figures of the original retrained like the compressed network, if that was asked for
 * @param rewritten figures of the rewritten network before training
 * @param written figures of the written network
 * @param conditions conditions of the latencies; empty before they are measured
 */
record RunFigures(
        Measured original,
        Optional<Measured> alike,
        Measured rewritten,
        Measured written,
        Optional<LatencyConditions> conditions) {
    static final String ORIGINAL = "original";
    static final String REWRITTEN = "rewritten";
    static final String RETRAINED = "retrained";

    /** The same with the original retrained alike. */
    RunFigures with(Measured retrained) {
        return new RunFigures(original, Optional.of(retrained), rewritten, written, conditions);
    }

    /** The same with latencies. */
    RunFigures with(LatencyReport latency) {
        return new RunFigures(
                original.with(latency.of(ORIGINAL)),
                alike,
                rewritten.with(latency.of(REWRITTEN)),
                written.with(latency.of(RETRAINED)),
                Optional.of(latency.conditions()));
    }

    /** The price of a network; NaN if it was not measured. */
    double price(Measured network, BudgetKind kind, int threads) {
        return switch (kind) {
            case LATENCY -> milliseconds(network, threads);
            case MACS -> network.cost().macs();
            case PARAMETERS -> network.cost().parameters();
            case BYTES -> network.bytes();
        };
    }

    /** The median latency on a number of threads, in milliseconds; NaN if none was timed. */
    double milliseconds(Measured network, int threads) {
        return network.latency().flatMap(both -> on(both, threads)).orElse(Double.NaN);
    }

    private Optional<Double> on(DeployedLatency both, int threads) {
        if (threads == 1) {
            return Optional.of(both.oneThread().median());
        }
        boolean all = conditions.filter(c -> c.cores() == threads).isPresent();
        return all ? Optional.of(both.allCores().median()) : Optional.empty();
    }
}
