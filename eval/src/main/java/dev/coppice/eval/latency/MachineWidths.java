package dev.coppice.eval.latency;

import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.export.runtime.CacheFolder;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.Platform;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The widths that suit this machine. Chains of convolutions of 4, 8, … 64 channels are timed in ONNX Runtime on one thread
 * when they are first needed, within three seconds. The times are kept in the user's cache folder for this processor and
 * runtime.
 */
public final class MachineWidths {
    /** The widths assumed if nothing can be measured. */
    private static final List<Integer> USUAL = List.of(4, 8, 12, 16);

    private static final int USUAL_BLOCK = 16;
    private static final int ATTEMPTS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private MachineWidths() {}

    /** The staircase of this machine. If its times show none, an assumed one with blocks of 16, which says so. */
    public static WidthStaircase here(Cancellation cancellation) {
        StaircaseFile file = new StaircaseFile(CacheFolder.path(), Platform.processor(), Platform.runtime());
        return of(file, () -> measured(timer(), cancellation));
    }

    /** The staircase from a file, or else from new times, which the file then keeps. */
    static WidthStaircase of(StaircaseFile file, Supplier<StaircaseTimes> measurement) {
        String machine = file.processor() + " in " + file.runtime();
        Optional<WidthStaircase> kept = file.read().flatMap(times -> times.staircase(machine));
        Set<List<Integer>> seen = new LinkedHashSet<>();
        for (int attempt = 0; kept.isEmpty() && attempt < ATTEMPTS; attempt++) {
            StaircaseTimes times = measurement.get();
            // uneven steps may come from a disturbed moment, but not if a second measurement finds them again
            boolean again = !seen.add(times.edges());
            boolean trusted = again || times.isEven();
            kept = times.staircase(machine).filter(staircase -> trusted);
            kept.ifPresent(staircase -> file.write(times));
        }
        return kept.orElseGet(() -> assumed("times on this one show no steps that stay the same (edges at "
                + seen.stream().map(String::valueOf).collect(Collectors.joining(", then ")) + " channels)"));
    }

    /**
     * The staircase assumed if nothing can be measured: blocks of 16.
     *
     * @param why the reason as a clause, for people
     */
    public static WidthStaircase assumed(String why) {
        return new WidthStaircase(USUAL, USUAL_BLOCK, "an assumed machine, as " + why);
    }

    /** A timer of short blocks in many turns, so that a disturbed moment touches few of them. */
    static BlockTimer timer() {
        return new BlockTimer(new BlockTimer.Block(1, 3, 8, 2_000_000L), 4, 12, 1_500_000_000L, System::nanoTime);
    }

    static StaircaseTimes measured(BlockTimer timer, Cancellation cancellation) {
        List<ConvolutionChain> chains = ConvolutionChain.all();
        List<Supplier<? extends BlockTimer.Task>> tasks = new ArrayList<>();
        for (ConvolutionChain chain : chains) {
            Network network = chain.network();
            tasks.addAll(Latency.tasks(
                    List.of(new Latency.Subject(network.card().name(), OnnxSource.of(network), network)), 1));
        }
        List<List<long[]>> blocks = timer.time(tasks, cancellation);
        SortedMap<Integer, Double> millis = new TreeMap<>();
        for (int i = 0; i < chains.size(); i++) {
            millis.put(chains.get(i).channels(), undisturbed(blocks.get(i)));
        }
        return new StaircaseTimes(millis);
    }

    /** Milliseconds of the fastest run. Other work on a machine only ever slows runs down, and the turns spread it evenly. */
    private static double undisturbed(List<long[]> blocks) {
        return blocks.stream().flatMapToLong(Arrays::stream).min().orElseThrow() / NANOS_PER_MILLI;
    }
}
