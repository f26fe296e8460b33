package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A family with its units, the least important first.
 *
 * @param family what is pruned
 * @param units in ascending order of score, ties by birth
 * @param multiple that the kept number of groups is rounded to
 * @param bounds of the kept number
 */
record Layer(ChannelFamily family, List<Unit> units, int multiple, Bounds bounds) {
    Layer {
        units = units.stream().sorted(Comparator.comparingDouble(Unit::score)).toList();
    }

    /** A layer whose kept number is a multiple of {@code round} and of what its units hold. */
    static Layer of(ChannelFamily family, List<Unit> units, int round, Bounds bounds) {
        boolean alike = units.stream().map(Unit::size).distinct().count() == 1;
        int bundle = alike ? units.get(0).size() : 1;
        return new Layer(family, units, Rounding.commonMultiple(round, bundle), bounds);
    }

    int size() {
        return family.size();
    }

    /** Channels that go with a group on average: what a ratio over all layers counts, as the share that is reported does. */
    double weight() {
        return (double) family.channels() / size();
    }

    /** Channels in the original. */
    double width() {
        return weight() * bounds.width();
    }

    /** Why no unit goes, empty if one may. */
    Optional<String> whyNone() {
        if (bounds.rule().isIgnored()) {
            return Optional.of(bounds.rule().note());
        }
        if (units.stream().anyMatch(Unit::isFree)) {
            return Optional.empty();
        }
        return Optional.of(
                units.size() == 1
                        ? "they can only go all together"
                        : units.get(0).protection());
    }

    /** The least that may be kept, rounded. */
    int least() {
        return bounds.rule().isFixed()
                ? Rounding.kept(bounds.least(), multiple, size())
                : Rounding.atLeast(bounds.least(), multiple, size());
    }

    /** The most that may be kept, rounded; where rounding leaves nothing between floor and ceiling, the ceiling counts. */
    int most() {
        return bounds.rule().isFixed() ? least() : Math.max(least(), Rounding.atMost(bounds.most(), multiple, size()));
    }

    /** The number that is kept where so many are wanted. */
    int kept(double wanted) {
        return Math.max(least(), Math.min(most(), Rounding.kept(wanted, multiple, size())));
    }

    /** The next smaller number that may be kept, the same if there is none. */
    int fewer(int kept) {
        return Math.max(least(), (kept - 1) / multiple * multiple);
    }

    /** The next larger number that may be kept, the same if there is none. */
    int more(int kept) {
        return Math.min(most(), (kept / multiple + 1) * multiple);
    }

    /** The least important units that may go, as long as at least so many groups stay. */
    List<Unit> cutTo(int target) {
        int kept = size();
        List<Unit> cut = new ArrayList<>();
        for (Unit unit : units) {
            if (unit.isFree() && kept - unit.size() >= target) {
                kept -= unit.size();
                cut.add(unit);
            }
        }
        return cut;
    }

    /** The groups of those units. */
    Set<Integer> groupsCutTo(int target) {
        return cutTo(target).stream().flatMap(unit -> unit.groups().stream()).collect(Collectors.toSet());
    }

    /** What a channel group is worth on average that goes when the layer keeps {@code fewer} instead of {@code more}. */
    double price(int more, int fewer) {
        List<Unit> gone = new ArrayList<>(cutTo(fewer));
        gone.removeAll(cutTo(more));
        return gone.stream().mapToDouble(Unit::score).average().orElse(0);
    }
}
