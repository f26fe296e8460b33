package dev.coppice.eval.latency;

import java.util.Locale;
import java.util.Optional;

/**
 * The conditions of latencies: machine, runtime and steadiness.
 *
 * @param processor name of the processor
 * @param runtime name and version of the runtime
 * @param batch pictures per run, 1 unless the graph fixes another number
 * @param cores physical cores, the number of threads of the second figure
 * @param variationOneThread variation of the reference between rounds on one thread: (largest − smallest median) / median of
 *     medians
 * @param variationAllCores the same variation on all cores
 */
public record LatencyConditions(
        String processor, String runtime, int batch, int cores, double variationOneThread, double variationAllCores) {
    /** The variation that a quiet machine stays below. */
    private static final double DISTURBED = 0.1;

    /** Machine, runtime and noise as one sentence. */
    public String sentence() {
        return "Latency: " + runtime + " on " + processor + ", batch " + batch + ", one thread and " + threads()
                + "; each network alone in its session, in turns; between rounds the original varied by "
                + percent(variationOneThread)
                + " and " + percent(variationAllCores) + ".";
    }

    /** The threads of the second figure: {@code 2 threads (all physical cores)}. */
    public String threads() {
        return cores + (cores == 1 ? " thread" : " threads") + " (all physical cores)";
    }

    /** The larger of both variations. */
    public double variation() {
        return Math.max(variationOneThread, variationAllCores);
    }

    /** Whether this variation of the reference shows a disturbance. Times beside it then say little. */
    public static boolean isDisturbed(double variation) {
        return variation > DISTURBED;
    }

    /** A note for the reader if other work ran on the machine. */
    public Optional<String> disturbance() {
        if (!isDisturbed(variation())) {
            return Optional.empty();
        }
        String where = variationOneThread > variationAllCores ? "one thread" : threads();
        return Optional.of("Another process disturbed the latency measurement: the original varied by "
                + percent(variation()) + " on " + where + ". Measure again on a quiet machine.");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
