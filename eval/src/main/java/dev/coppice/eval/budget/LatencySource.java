package dev.coppice.eval.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.eval.latency.profile.LatencyModel;
import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.LatencyTable;
import dev.coppice.eval.latency.profile.MeasuredProfile;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfileKit;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.eval.latency.profile.ProfiledNetworks;
import dev.coppice.export.runtime.CacheFolder;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Milliseconds of networks on one machine: predicted from its profile, and measured where it is this one.
 *
 * @param machine that is planned for
 * @param table of its times
 */
public record LatencySource(ProfiledMachine machine, LatencyTable table) {
    /** This machine, timed as far as needed and kept in the user's cache folder. */
    public static LatencySource here(int threads, Progress progress, Cancellation cancellation) {
        return new LatencySource(
                ProfiledMachine.here(threads), MeasuredProfile.in(CacheFolder.path(), threads, progress, cancellation));
    }

    /**
     * The machine that a profile was taken on.
     *
     * @param profile a file, or the folder of a kit that was filled
     * @throws InvalidInputException if it cannot be used, or is of this processor and another runtime
     */
    public static LatencySource read(Path profile) {
        LatencyProfile read = Files.isDirectory(profile) ? ProfileKit.read(profile) : ProfileFile.read(profile);
        ProfiledMachine machine = read.machine();
        ProfiledMachine here = ProfiledMachine.here(machine.threads());
        if (machine.processor().equals(here.processor()) && !machine.runtime().equals(here.runtime())) {
            throw new InvalidInputException("Profile '" + profile + "' was taken with " + machine.runtime()
                    + " on this processor, which now runs " + here.runtime() + ". Make it anew.");
        }
        return new LatencySource(machine, read);
    }

    /**
     * Predicts networks that differ from one in widths and grids; what the profile lacks is timed now, or refused.
     *
     * @param truncations grids that there may be
     */
    public LatencyModel model(Network network, Collection<GridTruncation> truncations) {
        ProfiledNetworks networks = ProfiledNetworks.of(network, truncations);
        table.require(LatencyModel.rows(networks));
        return LatencyModel.of(networks, table);
    }

    /** Measures whole networks; empty where the machine is not this one. */
    public Optional<CostFunction> clock() {
        return machine.isHere() ? Optional.of(this::measured) : Optional.empty();
    }

    private double measured(Network network) {
        MicroNetwork whole = LatencyModel.whole(network);
        table.require(List.of(whole));
        return table.milliseconds(whole);
    }

    /** What a reader must know where the machine was too busy to measure. */
    public Optional<String> disturbance() {
        return table instanceof MeasuredProfile measured ? measured.disturbance() : Optional.empty();
    }
}
