package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.ChannelWidths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Channel group (a layer in options and messages) with its units, in the order in which they go.
 *
 * @param group the channel group
 * @param units its units, see {@link UnitOrder}
 * @param counts numbers that may be kept
 * @param bounds bounds of the kept number
 */
record ScoredGroup(ChannelGroup group, List<Unit> units, KeptCounts counts, CountBounds bounds) {
    ScoredGroup {
        units = List.copyOf(units);
    }

    /** A group that keeps whole units, in numbers that widths allow. */
    static ScoredGroup of(ChannelGroup group, List<Unit> units, ChannelWidths widths, CountBounds bounds) {
        boolean alike = units.stream().map(Unit::size).distinct().count() == 1;
        int bundle = alike ? units.get(0).size() : 1;
        return new ScoredGroup(group, units, KeptCounts.of(widths, group, bundle), bounds);
    }

    int size() {
        return group.size();
    }

    /**
     * The mean number of output channels per coupled channel. Ratios over all layers, and reported shares, count output
     * channels.
     */
    double weight() {
        return (double) group.outputChannels() / size();
    }

    /** The number of output channels in the original. */
    double width() {
        return weight() * bounds.width();
    }

    /** The reason why no unit can go; empty if one can. */
    Optional<String> whyNone() {
        if (bounds.ratios().isIgnored()) {
            return Optional.of(bounds.ratios().note());
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
        return bounds.ratios().isFixed() ? counts.nearest(bounds.least()) : counts.atLeast(bounds.least());
    }

    /** The most that may be kept, rounded; the ceiling counts if rounding leaves nothing between floor and ceiling. */
    int most() {
        return bounds.ratios().isFixed() ? least() : Math.max(least(), counts.atMost(bounds.most()));
    }

    /** The number that is kept when this many are wanted. */
    int kept(double wanted) {
        return Math.max(least(), Math.min(most(), counts.nearest(wanted)));
    }

    /** The next smaller number that may be kept; the same if there is none. */
    int fewer(int kept) {
        return Math.max(least(), counts.fewer(kept));
    }

    /** The next larger number that may be kept; the same if there is none. */
    int more(int kept) {
        return Math.min(most(), counts.more(kept));
    }

    /**
     * The first units that may go while at least this many channels stay. Protected units, or units of several
     * channels, may leave a number that is not allowed; then the next larger allowed number stays.
     */
    List<Unit> cutTo(int target) {
        List<Unit> cut = goneAt(target);
        int kept = kept(cut);
        while (!counts.allows(kept)) {
            cut = goneAt(counts.atLeast(kept));
            kept = kept(cut);
        }
        return cut;
    }

    private int kept(List<Unit> cut) {
        return size() - cut.stream().mapToInt(Unit::size).sum();
    }

    private List<Unit> goneAt(int target) {
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

    /** The coupled channels of the units that {@link #cutTo} returns. */
    Set<Integer> channelsCutTo(int target) {
        return cutTo(target).stream().flatMap(unit -> unit.channels().stream()).collect(Collectors.toSet());
    }

    /** The mean score of the coupled channels that go when the layer keeps {@code fewer} instead of {@code more}. */
    double price(int more, int fewer) {
        List<Unit> gone = new ArrayList<>(cutTo(fewer));
        gone.removeAll(cutTo(more));
        return gone.stream().mapToDouble(Unit::score).average().orElse(0);
    }
}
