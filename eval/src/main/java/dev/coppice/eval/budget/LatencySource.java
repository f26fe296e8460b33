package dev.coppice.eval.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.eval.latency.profile.LatencyModel;
import dev.coppice.eval.latency.profile.LatencyProfile;
import dev.coppice.eval.latency.profile.LatencyTable;
import dev.coppice.eval.latency.profile.MeasuredProfile;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfileFile;
import dev.coppice.eval.latency.profile.ProfileKit;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.eval.latency.profile.ProfiledNetworks;
import dev.coppice.eval.latency.profile.ProfiledWidths;
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
import java.util.stream.Stream;

/**
 * Milliseconds of networks on one machine: predicted from its profile, and measured where it is this one.
 *
 * @param machine that is planned for
 * @param table of its times, which predictions are made from
 * @param measuring where whole networks are measured; empty where the machine is not this one
 */
public record LatencySource(ProfiledMachine machine, LatencyTable table, Optional<MeasuredProfile> measuring) {
    /** This machine, timed as far as needed and kept in the user's cache folder. */
    public static LatencySource here(int threads, Progress progress, Cancellation cancellation) {
        MeasuredProfile profile = MeasuredProfile.here(threads, progress, cancellation);
        return new LatencySource(profile.profile().machine(), profile, Optional.of(profile));
    }

    /**
     * The machine that a profile was taken on. Whole networks are measured, too, if that is this one.
     *
     * @param profile a file, or the folder of a kit that was filled
     * @throws InvalidInputException if it cannot be used, or is of this processor and another runtime
     */
    public static LatencySource read(Path profile, Progress progress, Cancellation cancellation) {
        LatencyProfile read = Files.isDirectory(profile) ? ProfileKit.read(profile) : ProfileFile.read(profile);
        ProfiledMachine machine = read.machine();
        ProfiledMachine here = ProfiledMachine.here(machine.threads());
        if (machine.processor().equals(here.processor()) && !machine.runtime().equals(here.runtime())) {
            throw new InvalidInputException("Profile '" + profile + "' was taken with " + machine.runtime()
                    + " on this processor, which now runs " + here.runtime() + ". Make it anew.");
        }
        return new LatencySource(
                machine,
                read,
                machine.isHere()
                        ? Optional.of(MeasuredProfile.here(machine.threads(), progress, cancellation))
                        : Optional.empty());
    }

    /**
     * All that a profile must hold to plan for a network: its parts, it as a whole, and what widths cost.
     *
     * @param truncations grids that there may be
     */
    public static List<MicroNetwork> rows(Network network, Collection<GridTruncation> truncations) {
        return Stream.concat(
                        ProfiledWidths.rows().stream(),
                        LatencyModel.rows(ProfiledNetworks.of(network, truncations)).stream())
                .toList();
    }

    /**
     * Predicts networks that differ from one in widths and grids; what the profile lacks is timed now, or refused.
     *
     * @param truncations grids that there may be
     * @throws InvalidInputException naming the rows that a profile of another machine lacks
     */
    public LatencyModel model(Network network, Collection<GridTruncation> truncations) {
        ProfiledNetworks networks = ProfiledNetworks.of(network, truncations);
        table.require(LatencyModel.rows(networks));
        return LatencyModel.of(networks, table);
    }

    /**
     * The widths that the machine likes, by its profile.
     *
     * @throws InvalidInputException naming the rows that a profile of another machine lacks
     */
    public WidthStaircase widths() {
        return ProfiledWidths.of(machine, table);
    }

    /**
     * Measures whole networks; empty where the machine is not this one.
     *
     * @param original what their times will be compared with
     */
    public Optional<CostFunction> clock(Network original) {
        return measuring.map(clock -> network -> measured(network, original, clock));
    }

    private static double measured(Network network, Network original, MeasuredProfile clock) {
        double milliseconds = clock.beside(LatencyModel.whole(network), LatencyModel.whole(original));
        if (Double.isNaN(milliseconds)) {
            throw new InvalidInputException("ONNX Runtime refuses to run network '"
                    + network.card().name() + "', so that its latency cannot be measured. Give a budget of MACs,"
                    + " parameters or bytes.");
        }
        return milliseconds;
    }

    /** What latencies hold for, for people: {@code predicted for AMD EPYC, ONNX Runtime 1.29.0, one thread; not measured here}. */
    public String conditions() {
        String where = measuring.isPresent() ? "on " + machine : "predicted for " + machine + "; not measured here";
        List<String> said = Stream.concat(Stream.of(table), measuring.stream())
                .distinct()
                .flatMap(timed -> timed.disturbance().stream())
                .toList();
        return said.isEmpty() ? where : where + ". " + String.join(" ", said);
    }

    /** What a reader must know where the machine was too busy to measure. */
    public Optional<String> disturbance() {
        return table.disturbance();
    }
}
