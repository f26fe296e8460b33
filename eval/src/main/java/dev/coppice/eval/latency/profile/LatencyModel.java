package dev.coppice.eval.latency.profile;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Model that predicts the latency of networks from a machine's profile, without timing anything.
 *
 * <p>The time of a segment is linear in its amounts of work. The coefficients are not negative and depend on its kind
 * (operators and grid). Steps in the time come from whole blocks, which are amounts of their own. A segment of a kind that
 * was not timed takes the coefficients of its operators on other grids, or else those of any segment. The sum over all
 * segments differs from the time of the whole network, for example through caches that a micro-network does not fill. A
 * factor corrects this. It is measured on whole networks of the same grids at several widths and interpolated between them.
 */
public final class LatencyModel {
    /** Milliseconds below which errors count as absolute, as they are the clock's. */
    private static final double FLOOR = 0.02;

    private final double run;
    private final Map<String, Coefficients> ofKind;
    private final Map<String, Calibration> ofGrids;
    private final Calibration usual;

    /** Milliseconds per unit of each amount, with the sign of the segment's time. */
    private record Coefficients(double sign, List<Double> values) {
        double times(List<Double> amounts) {
            double sum = 0;
            for (int i = 0; i < amounts.size(); i++) {
                sum += values.get(i) * amounts.get(i);
            }
            return sign * sum;
        }
    }

    private LatencyModel(
            double run, Map<String, Coefficients> ofKind, Map<String, Calibration> ofGrids, Calibration usual) {
        this.run = run;
        this.ofKind = ofKind;
        this.ofGrids = ofGrids;
        this.usual = usual;
    }

    /** Everything that must be timed for a model of these networks, each once; whole networks come last. */
    public static List<MicroNetwork> rows(ProfiledNetworks networks) {
        Map<String, MicroNetwork> parts = new TreeMap<>();
        networks.all().forEach(network -> TimedSegments.of(network).micros().forEach(row -> parts.put(row.key(), row)));
        Map<String, MicroNetwork> whole = new LinkedHashMap<>();
        networks.whole().stream().map(LatencyModel::whole).forEach(row -> whole.putIfAbsent(row.key(), row));
        return Stream.concat(parts.values().stream(), whole.values().stream()).toList();
    }

    /** An unchanged network, to be timed. */
    public static MicroNetwork whole(Network network) {
        return TimedSegments.of(network).whole(ProfiledNetworks.name(network));
    }

    /**
     * Fits a model.
     *
     * @param networks networks that were profiled
     * @param table table with the times of all {@link #rows}
     * @throws InvalidInputException if no segment has a time
     */
    public static LatencyModel of(ProfiledNetworks networks, LatencyTable table) {
        Map<String, List<NonNegativeFit.Point>> points = new HashMap<>();
        Set<Workload> seen = new HashSet<>();
        for (Network network : networks.all()) {
            TimedSegments timed = TimedSegments.of(network);
            List<Workload> workloads = timed.workloads();
            for (int i = 0; i < workloads.size(); i++) {
                double time = timed.milliseconds(timed.segments().get(i), table);
                Workload work = workloads.get(i);
                if (Double.isFinite(time) && seen.add(work)) {
                    NonNegativeFit.Point point = point(work, time);
                    work.kinds().forEach(kind -> points.computeIfAbsent(kind, k -> new ArrayList<>())
                            .add(point));
                }
            }
        }
        refuseUntimed(networks, points);
        Map<String, Coefficients> ofKind = new HashMap<>();
        points.forEach((kind, all) -> ofKind.put(kind, fitted(all)));
        LatencyModel plain =
                new LatencyModel(table.milliseconds(MicroGraph.empty()), ofKind, Map.of(), Calibration.NONE);
        return plain.calibrated(networks.whole(), table);
    }

    private static NonNegativeFit.Point point(Workload work, double time) {
        double scale = Math.max(FLOOR, Math.abs(time));
        return new NonNegativeFit.Point(work.amounts(), time, 1 / (scale * scale));
    }

    private static void refuseUntimed(ProfiledNetworks networks, Map<String, List<NonNegativeFit.Point>> points) {
        if (points.isEmpty()) {
            throw new InvalidInputException("The latency of network '"
                    + networks.all().get(0).card().name()
                    + "' cannot be predicted: the runtime refuses every micro-network of it. Give a budget of MACs,"
                    + " parameters or bytes.");
        }
    }

    private static Coefficients fitted(List<NonNegativeFit.Point> points) {
        double sum = points.stream().mapToDouble(NonNegativeFit.Point::value).sum();
        double sign = sum < 0 ? -1 : 1;
        return new Coefficients(
                sign,
                NonNegativeFit.of(points.stream()
                        .map(p -> new NonNegativeFit.Point(p.amounts(), sign * p.value(), p.weight()))
                        .toList()));
    }

    private LatencyModel calibrated(Collection<Network> whole, LatencyTable table) {
        Map<String, List<Calibration.Point>> points = new HashMap<>();
        List<Calibration.Point> all = new ArrayList<>();
        for (Network network : whole) {
            TimedSegments timed = TimedSegments.of(network);
            double measured = table.milliseconds(timed.whole(""));
            List<Workload> workloads = timed.workloads();
            Calibration.Point point = new Calibration.Point(sum(workloads), measured);
            if (Double.isFinite(measured)) {
                points.computeIfAbsent(grids(workloads), g -> new ArrayList<>()).add(point);
                all.add(point);
            }
        }
        Map<String, Calibration> ofGrids = new HashMap<>();
        points.forEach((grids, list) -> ofGrids.put(grids, Calibration.of(list)));
        return new LatencyModel(run, ofKind, ofGrids, Calibration.of(all));
    }

    /** Milliseconds of one run of the network, at the card's size and its own batch. */
    public double milliseconds(Network network) {
        return milliseconds(TimedSegments.of(network).workloads());
    }

    private double milliseconds(List<Workload> workloads) {
        double sum = sum(workloads);
        return sum * ofGrids.getOrDefault(grids(workloads), usual).factor(sum);
    }

    /**
     * Milliseconds of one run by the operator that leads each segment, the longest first: {@code Conv} with the nodes that
     * belong to it, {@code grouped Conv}, {@code Resize}. They add up to {@link #milliseconds} without the constant time of
     * a run.
     */
    public Map<String, Double> breakdown(Network network) {
        TimedSegments timed = TimedSegments.of(network);
        List<Workload> workloads = timed.workloads();
        Map<String, Double> raw = new TreeMap<>();
        for (int i = 0; i < workloads.size(); i++) {
            raw.merge(timed.segments().get(i).leading(), Math.max(0, time(workloads.get(i))), Double::sum);
        }
        double sum = run + raw.values().stream().mapToDouble(ms -> ms).sum();
        double factor = milliseconds(workloads) / sum;
        Map<String, Double> longestFirst = new LinkedHashMap<>();
        raw.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> longestFirst.put(entry.getKey(), factor * entry.getValue()));
        return longestFirst;
    }

    private double sum(List<Workload> workloads) {
        return Math.max(run, run + workloads.stream().mapToDouble(this::time).sum());
    }

    private double time(Workload work) {
        for (String kind : work.kinds()) {
            Coefficients known = ofKind.get(kind);
            if (known != null) {
                return known.times(work.amounts());
            }
        }
        throw new IllegalStateException("no time for " + work.kinds() + ", though any would do");
    }

    /** The key that networks share if they differ in widths alone. */
    private static String grids(List<Workload> workloads) {
        return workloads.stream().map(Workload::kind).sorted().collect(Collectors.joining(";"));
    }
}
