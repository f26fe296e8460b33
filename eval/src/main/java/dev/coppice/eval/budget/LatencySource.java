package dev.coppice.eval.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.eval.kept.KeptFigures;
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
 * A source of milliseconds on one machine. They are predicted from its profile, and measured if it is this machine.
 *
 * @param machine machine that is planned for
 * @param table its times, which predictions are made from
 * @param measuring measures whole networks; empty if the machine is not this one
 */
public record LatencySource(ProfiledMachine machine, LatencyTable table, Optional<MeasuredProfile> measuring) {
    /** This machine. It is timed as far as needed, and its profile is kept in the user's cache folder. */
    public static LatencySource here(int threads, Progress progress, Cancellation cancellation) {
        MeasuredProfile profile = MeasuredProfile.here(threads, progress, cancellation);
        return new LatencySource(profile.profile().machine(), profile, Optional.of(profile));
    }

    /**
     * This machine, or the one whose times are kept for all who plan alike: of that, nothing is timed again. If it is another
     * machine, what is not kept is refused.
     */
    public static LatencySource shared(int threads, KeptFigures kept, Progress progress, Cancellation cancellation) {
        Optional<Path> file = kept.file(keptName(threads));
        Optional<LatencyProfile> known = file.flatMap(LatencySource::known);
        return known.map(profile -> {
                    ProfiledMachine machine = profile.machine();
                    MeasuredProfile clock = MeasuredProfile.in(file.orElseThrow(), machine, progress, cancellation);
                    return new LatencySource(machine, machine.isHere() ? clock : profile, Optional.of(clock));
                })
                .orElseGet(() -> here(threads, progress, cancellation));
    }

    private static String keptName(int threads) {
        return "latency-" + threads + ".json";
    }

    private static Optional<LatencyProfile> known(Path file) {
        try {
            return Files.exists(file) ? Optional.of(ProfileFile.read(file)) : Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.empty(); // torn: kept again
        }
    }

    /** Keeps the times that plans were made with, beside those that are kept, for all who plan alike. */
    public void keep(KeptFigures kept) {
        kept.file(keptName(machine.threads()))
                .ifPresent(file -> measuring.map(MeasuredProfile::required).ifPresent(own -> {
                    LatencyProfile before = known(file).orElse(own);
                    ProfileFile.write(file, before.machine().equals(machine) ? before.with(own.rows()) : own);
                }));
    }

    /**
     * The machine that a profile was taken on. Whole networks are measured too if that is this one.
     *
     * @param profile a profile file, or the folder of a filled kit
     * @throws InvalidInputException if it cannot be used, or comes from this processor with another runtime
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
     * The rows that a profile must hold to plan for a network: its parts, the whole network, and the cost of widths.
     *
     * @param truncations grids that may be chosen
     */
    public static List<MicroNetwork> rows(Network network, Collection<GridTruncation> truncations) {
        return Stream.concat(
                        ProfiledWidths.rows().stream(),
                        LatencyModel.rows(ProfiledNetworks.of(network, truncations)).stream())
                .toList();
    }

    /**
     * A model that predicts networks which differ from this one in widths and grids. Rows that the profile lacks are timed
     * now, or refused.
     *
     * @param truncations grids that may be chosen
     * @throws InvalidInputException naming the rows that a profile of another machine lacks
     */
    public LatencyModel model(Network network, Collection<GridTruncation> truncations) {
        ProfiledNetworks networks = ProfiledNetworks.of(network, truncations);
        table.require(LatencyModel.rows(networks));
        return LatencyModel.of(networks, table);
    }

    /**
     * The widths that suit the machine, by its profile.
     *
     * @throws InvalidInputException naming the rows that a profile of another machine lacks
     */
    public WidthStaircase widths() {
        return ProfiledWidths.of(machine, table);
    }

    /**
     * A function that measures whole networks; empty if the machine is not this one.
     *
     * @param original network that their times will be compared with
     */
    public Optional<CostFunction> clock(Network original) {
        return measuring.map(clock -> network -> {
            if (!machine.isHere()) {
                table.require(List.of(LatencyModel.whole(network), LatencyModel.whole(original)));
            }
            return measured(network, original, clock);
        });
    }

    private static double measured(Network network, Network original, MeasuredProfile clock) {
        double milliseconds = clock.beside(LatencyModel.whole(network), LatencyModel.whole(original));
        if (Double.isNaN(milliseconds)) {
            throw new InvalidInputException("ONNX Runtime refuses to run network '"
                    + network.card().name() + "', so its latency cannot be measured. Give a budget of MACs,"
                    + " parameters or bytes.");
        }
        return milliseconds;
    }

    /**
     * The conditions of latencies, for people: {@code predicted for AMD EPYC, ONNX Runtime 1.29.0, one thread; not measured
     * here}.
     */
    public String conditions() {
        String where = measuring.isPresent() ? "on " + machine : "predicted for " + machine + "; not measured here";
        List<String> said = Stream.concat(Stream.of(table), measuring.stream())
                .distinct()
                .flatMap(timed -> timed.disturbance().stream())
                .toList();
        return said.isEmpty() ? where : where + ". " + String.join(" ", said);
    }

    /** A note for the reader if the machine was too busy to measure. */
    public Optional<String> disturbance() {
        return table.disturbance();
    }
}
