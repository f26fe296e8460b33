package dev.coppice.eval.latency.profile;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile of this machine that times what it lacks and keeps it in a file: what was timed once is not timed again, and what was
 * timed before an interruption stays. A file that is torn, nonsense or of another machine or runtime is made anew.
 *
 * <p>A reference is timed between blocks of rows. Where it takes clearly longer than at its best, something else runs on the machine:
 * the block is timed again after a while, and where that does not help {@link #disturbance} says so.
 */
public final class MeasuredProfile implements LatencyTable {
    /** Rows between two looks at the reference. */
    private static final int BLOCK = 16;

    /** A reference that takes more than this times its best is disturbed. */
    static final double DISTURBED = 1.15;

    private static final int ATTEMPTS = 4;

    /** Milliseconds; longer before each further attempt. */
    private static final long PAUSE = 1000;

    private final Path file;
    private final MicroTimer timer;
    private final Progress progress;
    private final Cancellation cancellation;
    private LatencyProfile profile;
    private double bestReference = Double.POSITIVE_INFINITY;
    private double worst = 1;

    /**
     * Opens the file of this machine in a folder.
     *
     * @param folder holds a file for each processor, runtime and number of threads
     */
    public static MeasuredProfile in(Path folder, int threads, Progress progress, Cancellation cancellation) {
        ProfiledMachine machine = ProfiledMachine.here(threads);
        String name = "latency-" + Integer.toHexString(machine.toString().hashCode()) + "-" + threads + ".json";
        return new MeasuredProfile(folder.resolve(name), machine, MicroTimer.usual(threads), progress, cancellation);
    }

    MeasuredProfile(
            Path file, ProfiledMachine machine, MicroTimer timer, Progress progress, Cancellation cancellation) {
        this.file = file;
        this.timer = timer;
        this.progress = progress;
        this.cancellation = cancellation;
        this.profile = known(file, machine);
    }

    private static LatencyProfile known(Path file, ProfiledMachine machine) {
        LatencyProfile none = new LatencyProfile(machine, Map.of());
        if (!Files.exists(file)) {
            return none;
        }
        try {
            LatencyProfile read = ProfileFile.read(file);
            return read.machine().equals(machine) ? read : none;
        } catch (InvalidInputException e) {
            return none; // a cache, not a result
        }
    }

    /** What is known so far. */
    public LatencyProfile profile() {
        return profile;
    }

    /** What a reader must know where the machine was too busy to measure. */
    public Optional<String> disturbance() {
        return worst <= DISTURBED
                ? Optional.empty()
                : Optional.of("Another process disturbed the profile: a reference took up to "
                        + Math.round(100 * (worst - 1))
                        + " % longer than at its best. Latencies predicted from it may be too high.");
    }

    /** Times those that have no row yet. */
    @Override
    public void require(Collection<MicroNetwork> networks) {
        Map<String, MicroNetwork> missing = new LinkedHashMap<>();
        profile.missing(networks).forEach(network -> missing.put(network.key(), network));
        List<MicroNetwork> left = List.copyOf(missing.values());
        for (int begin = 0; begin < left.size(); begin += BLOCK) {
            List<MicroNetwork> block = left.subList(begin, Math.min(begin + BLOCK, left.size()));
            profile = profile.with(timed(block));
            ProfileFile.write(file, profile);
            progress.update("Timing micro-networks", begin + block.size(), left.size(), "");
        }
    }

    private Map<String, LatencyProfile.Row> timed(List<MicroNetwork> block) {
        Map<String, LatencyProfile.Row> rows = new LinkedHashMap<>();
        double before = reference();
        for (int attempt = 1; ; attempt++) {
            for (MicroNetwork network : block) {
                cancellation.check();
                rows.merge(network.key(), row(network), MeasuredProfile::quicker);
            }
            double after = reference();
            double slowed = Math.max(before, after) / bestReference;
            if (slowed <= DISTURBED || attempt == ATTEMPTS) {
                worst = Math.max(worst, slowed);
                return rows;
            }
            timer.pause().accept(PAUSE * attempt);
            before = reference();
        }
    }

    private double reference() {
        double time = timer.milliseconds(MicroGraph.reference());
        bestReference = Math.min(bestReference, time);
        return time;
    }

    private LatencyProfile.Row row(MicroNetwork network) {
        double time = network.isWhole() ? timer.typical(network) : timer.milliseconds(network);
        return new LatencyProfile.Row(network.what(), Double.isFinite(time) ? Optional.of(time) : Optional.empty());
    }

    private static LatencyProfile.Row quicker(LatencyProfile.Row one, LatencyProfile.Row other) {
        return one.milliseconds().orElse(Double.POSITIVE_INFINITY)
                        <= other.milliseconds().orElse(Double.POSITIVE_INFINITY)
                ? one
                : other;
    }

    @Override
    public double milliseconds(MicroNetwork network) {
        return profile.milliseconds(network);
    }
}
