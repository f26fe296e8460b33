package dev.coppice.eval.latency.profile;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Times of micro-networks on a machine, as a table from which plans can be made anywhere.
 *
 * @param machine machine of the times
 * @param rows rows by key
 */
public record LatencyProfile(ProfiledMachine machine, Map<String, Row> rows) implements LatencyTable {
    private static final int NAMED = 5;

    /** The ratio of a reference's time to its best above which the machine counts as disturbed. */
    static final double DISTURBED = 1.15;

    /**
     * One time.
     *
     * @param what description of what was timed
     * @param milliseconds median, above 0; empty if the runtime refused to run it
     * @param slowed slowdown by other work on the machine: time of a reference over its best, at least 1
     */
    public record Row(String what, Optional<Double> milliseconds, double slowed) {
        /** A row from a quiet machine, or from one that was not watched. */
        static Row quiet(String what, Optional<Double> milliseconds) {
            return new Row(what, milliseconds, 1);
        }

        boolean isDisturbed() {
            return slowed > DISTURBED;
        }
    }

    public LatencyProfile {
        rows = Map.copyOf(new TreeMap<>(rows));
    }

    /** The same with further rows. */
    public LatencyProfile with(Map<String, Row> more) {
        Map<String, Row> all = new TreeMap<>(rows);
        all.putAll(more);
        return new LatencyProfile(machine, all);
    }

    /** The same without whole networks from a busy machine, except for these keys. */
    LatencyProfile withoutDisturbedNetworks(Set<String> kept) {
        Map<String, Row> all = new TreeMap<>(rows);
        all.entrySet()
                .removeIf(row -> row.getKey().startsWith(MicroNetwork.WHOLE)
                        && row.getValue().isDisturbed()
                        && !kept.contains(row.getKey()));
        return new LatencyProfile(machine, all);
    }

    /** The same with the rows of these networks only. */
    public LatencyProfile only(Collection<MicroNetwork> networks) {
        Map<String, Row> own = new TreeMap<>();
        networks.forEach(
                network -> Optional.ofNullable(rows.get(network.key())).ifPresent(row -> own.put(network.key(), row)));
        return new LatencyProfile(machine, own);
    }

    /** The networks among these that have no row. */
    public List<MicroNetwork> missing(Collection<MicroNetwork> networks) {
        return networks.stream()
                .filter(network -> !rows.containsKey(network.key()))
                .toList();
    }

    /**
     * Refuses networks without a row.
     *
     * @throws InvalidInputException naming the missing rows
     */
    @Override
    public void require(Collection<MicroNetwork> networks) {
        List<MicroNetwork> missing = missing(networks);
        if (!missing.isEmpty()) {
            String named = String.join(
                    "; ",
                    missing.stream()
                            .limit(NAMED)
                            .map(network -> network.key() + " (" + network.what() + ")")
                            .toList());
            throw new InvalidInputException(
                    "The profile of " + machine + " has " + rows.size() + " rows and lacks " + missing.size()
                            + " of the "
                            + networks.size() + " that are needed: " + named
                            + (missing.size() > NAMED ? "; and " + (missing.size() - NAMED) + " more" : "") + ".",
                    names -> "Make a profile of this network on that machine, at the same " + names.of(Setting.SIZE)
                            + ".");
        }
    }

    @Override
    public Optional<String> disturbance() {
        List<Row> disturbed = rows.values().stream().filter(Row::isDisturbed).toList();
        return disturbed.stream().mapToDouble(Row::slowed).max().stream()
                .mapToObj(slowed -> "Another process disturbed the latency profile of " + machine + ": while "
                        + disturbed.size() + " of its " + rows.size() + " rows were timed, a reference took up to "
                        + Math.round(100 * (slowed - 1))
                        + " % longer than at its best. Latencies predicted from it may be too high.")
                .findFirst();
    }

    @Override
    public double milliseconds(MicroNetwork network) {
        Row row = rows.get(network.key());
        if (row == null) {
            throw new IllegalStateException(
                    "no row for " + network.key() + " (" + network.what() + "), which was not required");
        }
        return row.milliseconds().orElse(Double.NaN);
    }
}
