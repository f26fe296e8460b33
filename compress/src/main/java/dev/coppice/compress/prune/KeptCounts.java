package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.ChannelWidths;
import java.util.List;

/**
 * Numbers of coupled channels that one layer may keep: those that widths allow, and all.
 *
 * @param counts the numbers, ascending; the last is at least the layer's size and means all
 * @param size number of coupled channels of the layer
 */
record KeptCounts(List<Integer> counts, int size) {
    /** Absorbs the error of 1 - ratio in double arithmetic, so that exact halves go up. */
    private static final double EPSILON = 1e-9;

    KeptCounts {
        counts = List.copyOf(counts);
    }

    /** The numbers for a group whose units hold {@code bundle} coupled channels each; 1 if units differ in size. */
    static KeptCounts of(ChannelWidths widths, ChannelGroup group, int bundle) {
        int channels = group.producers().stream()
                .mapToInt(producer -> producer.members().size())
                .max()
                .orElse(group.size());
        return new KeptCounts(widths.counts(group.size(), bundle, channels), group.size());
    }

    /** The nearest to a real number; half goes up. */
    int nearest(double wanted) {
        int above = firstFrom(wanted + EPSILON);
        boolean down = above > 0 && wanted + EPSILON < (counts.get(above - 1) + counts.get(above)) / 2.0;
        return kept(down ? above - 1 : above);
    }

    /** The smallest that is not below this; all if there is none. */
    int atLeast(double wanted) {
        return kept(firstFrom(wanted - EPSILON));
    }

    /** The largest that is not above this; the smallest if there is none. */
    int atMost(double wanted) {
        if (wanted >= size) {
            return size;
        }
        int index = firstFrom(wanted + EPSILON);
        return kept(counts.get(index) > wanted + EPSILON ? Math.max(0, index - 1) : index);
    }

    /** The next smaller one; the smallest if there is none. */
    int fewer(int kept) {
        return kept(Math.max(0, firstFrom(kept) - 1));
    }

    /** The next larger one; all if there is none. */
    int more(int kept) {
        return kept(firstFrom(kept + 1.0));
    }

    boolean allows(int kept) {
        return kept == size || counts.get(firstFrom(kept)) == kept;
    }

    /** The greatest distance between neighbours. */
    int coarsest() {
        int widest = counts.get(0);
        for (int i = 1; i < counts.size(); i++) {
            widest = Math.max(widest, counts.get(i) - counts.get(i - 1));
        }
        return widest;
    }

    /** The position of the first that is not below this; the last position if there is none. */
    private int firstFrom(double wanted) {
        int low = 0;
        int high = counts.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (counts.get(middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int kept(int index) {
        return Math.min(size, counts.get(index));
    }
}
