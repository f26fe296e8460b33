package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.ChannelWidths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Channel group with its units, the least important first: a layer, as options and messages call it.
 *
 * @param group what is pruned
 * @param units in ascending order of score, ties by birth
 * @param counts that may be kept
 * @param bounds of the kept number
 */
record ScoredGroup(ChannelGroup group, List<Unit> units, KeptCounts counts, CountBounds bounds) {
    ScoredGroup {
        units = units.stream().sorted(Comparator.comparingDouble(Unit::score)).toList();
    }

    /** A group that keeps whole units, in numbers that the widths allow. */
    static ScoredGroup of(ChannelGroup group, List<Unit> units, ChannelWidths widths, CountBounds bounds) {
        boolean alike = units.stream().map(Unit::size).distinct().count() == 1;
        int bundle = alike ? units.get(0).size() : 1;
        return new ScoredGroup(group, units, KeptCounts.of(widths, group, bundle), bounds);
    }

    int size() {
        return group.size();
    }

    /**
     * Output channels that go with a coupled channel on average: what a ratio over all layers counts, as the share that is
     * reported does.
     */
    double weight() {
        return (double) group.outputChannels() / size();
    }

    /** Channels in the original. */
    double width() {
        return weight() * bounds.width();
    }

    /** Why no unit goes, empty if one may. */
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

    /** The most that may be kept, rounded; where rounding leaves nothing between floor and ceiling, the ceiling counts. */
    int most() {
        return bounds.ratios().isFixed() ? least() : Math.max(least(), counts.atMost(bounds.most()));
    }

    /** The number that is kept where so many are wanted. */
    int kept(double wanted) {
        return Math.max(least(), Math.min(most(), counts.nearest(wanted)));
    }

    /** The next smaller number that may be kept, the same if there is none. */
    int fewer(int kept) {
        return Math.max(least(), counts.fewer(kept));
    }

    /** The next larger number that may be kept, the same if there is none. */
    int more(int kept) {
        return Math.min(most(), counts.more(kept));
    }

    /**
     * The least important units that may go, as long as at least so many channels stay. Where units that must stay, or that hold
     * several channels, would leave a number that is not allowed, the next larger one that is stays.
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

    /** The coupled channels of those units. */
    Set<Integer> channelsCutTo(int target) {
        return cutTo(target).stream().flatMap(unit -> unit.channels().stream()).collect(Collectors.toSet());
    }

    /** What a coupled channel is worth on average that goes when the layer keeps {@code fewer} instead of {@code more}. */
    double price(int more, int fewer) {
        List<Unit> gone = new ArrayList<>(cutTo(fewer));
        gone.removeAll(cutTo(more));
        return gone.stream().mapToDouble(Unit::score).average().orElse(0);
    }
}
