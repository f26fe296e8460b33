package dev.coppice.eval.latency.profile;

import dev.coppice.export.runtime.CacheFolder;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A profile of this machine that times missing rows and keeps them in a file. Rows are timed once, and complete blocks of
 * rows survive an interruption. Other processes may add rows to the file meanwhile.
 *
 * <p>A reference is timed between blocks. If it takes clearly longer than at its best, other work runs on the machine, and
 * the block is timed again after a while. If that does not help, its rows are marked. {@link #disturbance} then reports them
 * whenever they are used, until {@link #renew} finds the machine quiet.
 */
public final class MeasuredProfile implements LatencyTable {
    /** The largest number of rows between two timings of the reference. */
    static final int BLOCK = 16;

    private static final int ATTEMPTS = 4;

    /** Milliseconds of the first pause. Each further attempt waits longer. */
    private static final long PAUSE = 1000;

    private static final String WHOLE = "Timing what was planned, attempt";
    private static final String TASK = "Timing micro-networks";

    private final KeptProfile kept;
    private final MicroTimer timer;
    private final PacedTimer paced;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<MicroNetwork> asked = new ArrayList<>();
    private LatencyProfile profile;
    private LatencyProfile written;
    private double bestReference = Double.POSITIVE_INFINITY;
    private boolean cannotBeKept;

    /** Opens the profile of this machine in the user's cache folder. */
    public static MeasuredProfile here(int threads, Progress progress, Cancellation cancellation) {
        ProfiledMachine machine = ProfiledMachine.here(threads);
        return in(file(CacheFolder.path(), machine), machine, progress, cancellation);
    }

    /** Opens the profile of a machine in this file, which need not exist. */
    public static MeasuredProfile in(Path file, ProfiledMachine machine, Progress progress, Cancellation cancellation) {
        return new MeasuredProfile(file, machine, MicroTimer.usual(machine.threads()), progress, cancellation);
    }

    /** The file of a machine in a folder with one for each processor, runtime and number of threads. */
    static Path file(Path folder, ProfiledMachine machine) {
        return folder.resolve(
                "latency-" + Integer.toHexString(machine.toString().hashCode()) + "-" + machine.threads() + ".json");
    }

    /** As {@link #in}, with another timer. */
    MeasuredProfile(
            Path file, ProfiledMachine machine, MicroTimer timer, Progress progress, Cancellation cancellation) {
        this.kept = new KeptProfile(file, machine);
        this.timer = timer;
        this.paced = new PacedTimer(timer);
        this.progress = progress;
        this.cancellation = cancellation;
        this.profile = kept.read();
        this.written = profile;
        Optional.ofNullable(profile.rows().get(MicroGraph.reference().key()))
                .flatMap(LatencyProfile.Row::milliseconds)
                .ifPresent(best -> bestReference = best);
    }

    /** The rows known so far. */
    public LatencyProfile profile() {
        return profile;
    }

    /** The rows that were required, and the reference. */
    public LatencyProfile required() {
        List<MicroNetwork> rows = new ArrayList<>(asked);
        rows.add(MicroGraph.reference());
        return profile.only(rows);
    }

    /** The file of the profile. */
    Path file() {
        return kept.file();
    }

    /** Covers the required rows only. */
    @Override
    public Optional<String> disturbance() {
        return profile.only(asked)
                .disturbance()
                .map(said -> said + " The command profile times these rows again when the machine is quiet.");
    }

    /**
     * Times the networks that have no row yet.
     *
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; finished blocks are kept
     */
    @Override
    public void require(Collection<MicroNetwork> networks) {
        cancellation.check();
        asked.addAll(networks);
        Map<String, MicroNetwork> missing = new LinkedHashMap<>();
        profile.missing(networks).forEach(network -> missing.put(network.key(), network));
        time(List.copyOf(missing.values()));
    }

    /**
     * Times rows from a busy machine again. A row that comes out no quieter stays. Other whole networks from a busy machine are
     * forgotten: they were compared with one of these, and the next plan compares them again. Plans never do this: a plan made
     * twice, as when a run is resumed, must be the same.
     *
     * @return number of rows from a busy machine that were timed again
     */
    public int renew(Collection<MicroNetwork> networks) {
        Map<String, MicroNetwork> disturbed = new LinkedHashMap<>();
        for (MicroNetwork network : networks) {
            LatencyProfile.Row known = profile.rows().get(network.key());
            if (known != null && known.isDisturbed()) {
                disturbed.put(network.key(), network);
            }
        }
        profile = profile.withoutDisturbedNetworks(disturbed.keySet());
        time(List.copyOf(disturbed.values()));
        keep();
        return disturbed.size();
    }

    private void time(List<MicroNetwork> left) {
        for (int begin = 0; begin < left.size(); ) {
            int done = begin;
            List<MicroNetwork> block = block(left.subList(begin, left.size()));
            Map<String, LatencyProfile.Row> rows =
                    timed(block, (row, detail) -> progress.update(TASK, done + row, left.size(), detail));
            rows.entrySet().removeIf(row -> isQuieter(profile.rows().get(row.getKey()), row.getValue()));
            profile = profile.with(rows); // timing the reference may have added a row
            keep();
            begin += block.size();
        }
    }

    /**
     * The next block. A whole network takes as long as a block of others and is a block alone, so that no busy second hides
     * in it.
     */
    private static List<MicroNetwork> block(List<MicroNetwork> left) {
        int size = 0;
        while (size < Math.min(BLOCK, left.size()) && !left.get(size).isWhole()) {
            size++;
        }
        return left.subList(0, Math.max(1, size));
    }

    private static boolean isQuieter(LatencyProfile.@Nullable Row known, LatencyProfile.Row timed) {
        return known != null && known.slowed() <= timed.slowed();
    }

    /**
     * Milliseconds of a network, scaled to the pace at which another was timed, see {@link PacedTimer}. If the machine was
     * busy, all are timed again after a while. An existing row is used as it is.
     *
     * @return NaN if the runtime refuses one of them
     */
    public double beside(MicroNetwork network, MicroNetwork other) {
        require(List.of(other));
        asked.add(network);
        if (!profile.rows().containsKey(network.key())) {
            progress.update(WHOLE, 1, 0, "");
            cancellation.check();
            LatencyProfile.Row calmest = paced.row(network, other, profile.milliseconds(other));
            for (int attempt = 2; attempt <= ATTEMPTS && calmest.isDisturbed(); attempt++) {
                progress.update(WHOLE, attempt, 0, "again as the machine is busy");
                timer.pause().accept(PAUSE * (attempt - 1));
                cancellation.check();
                LatencyProfile.Row again = paced.row(network, other, profile.milliseconds(other));
                calmest = isQuieter(calmest, again) ? calmest : again;
            }
            profile = profile.with(Map.of(network.key(), calmest));
            keep();
        }
        return profile.milliseconds(network);
    }

    /** An observer that is told how many rows of a block are done. */
    private interface Watch {
        void see(long rows, String detail);
    }

    private Map<String, LatencyProfile.Row> timed(List<MicroNetwork> block, Watch watch) {
        Map<String, Double> times = new LinkedHashMap<>();
        double slowed = Double.POSITIVE_INFINITY;
        String detail = "";
        for (int attempt = 1; attempt <= ATTEMPTS && slowed > LatencyProfile.DISTURBED; attempt++) {
            if (attempt > 1) {
                detail = "again, the machine was busy";
                watch.see(0, detail);
                timer.pause().accept(PAUSE * (attempt - 1));
            }
            double before = reference();
            for (int i = 0; i < block.size(); i++) {
                cancellation.check();
                times.merge(block.get(i).key(), timer.time(block.get(i)), Math::min);
                watch.see(i + 1L, detail);
            }
            slowed = Math.min(slowed, Math.max(before, reference()) / bestReference);
        }
        return rows(block, times, slowed > LatencyProfile.DISTURBED ? slowed : 1);
    }

    private static Map<String, LatencyProfile.Row> rows(
            List<MicroNetwork> block, Map<String, Double> times, double slowed) {
        Map<String, LatencyProfile.Row> rows = new LinkedHashMap<>();
        for (MicroNetwork network : block) {
            Optional<Double> time =
                    Optional.ofNullable(times.get(network.key())).filter(Double::isFinite);
            rows.put(network.key(), new LatencyProfile.Row(network.what(), time, slowed));
        }
        return rows;
    }

    private double reference() {
        MicroNetwork reference = MicroGraph.reference();
        double time = timer.milliseconds(reference);
        if (time < bestReference) {
            bestReference = time;
            // a run on a busy machine must know how fast the reference was on a quiet one
            profile = profile.with(
                    Map.of(reference.key(), new LatencyProfile.Row(reference.what(), Optional.of(time), 1)));
        }
        return time;
    }

    /**
     * Keeps the profile. A folder that cannot be written is no error: it is reported once, and the next run times everything
     * again.
     */
    private void keep() {
        try {
            kept.change(written, profile);
            written = profile;
        } catch (UncheckedIOException e) {
            if (!cannotBeKept) {
                progress.message("The latency profile cannot be kept in '" + file()
                        + "' and is timed again the next time: " + FileTrouble.of(e) + ".");
            }
            cannotBeKept = true;
        }
    }

    @Override
    public double milliseconds(MicroNetwork network) {
        return profile.milliseconds(network);
    }
}
