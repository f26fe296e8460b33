package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of coupled channels that a search tries for a layer: few enough to be measured, all of them where a budget is
 * filled up.
 */
final class WidthLevels {
    /** A layer is narrowed in steps of at least this share of its channels. */
    private static final double STEP = 1.0 / 8;

    private WidthLevels() {}

    /** Below so many channels, descending; the least the layer may keep is the last. */
    static List<Integer> below(PrunableLayer layer, int kept) {
        return coarse(layer).stream().filter(count -> count < kept).toList();
    }

    /** From the most to the least that may be kept, descending. */
    static List<Integer> coarse(PrunableLayer layer) {
        List<Integer> coarse = new ArrayList<>();
        int last = layer.most();
        coarse.add(last);
        for (int count : layer.counts()) {
            if (count < last && (last - count >= STEP * layer.size() || count == layer.least())) {
                coarse.add(count);
                last = count;
            }
        }
        return coarse;
    }

    /** The next number above one that may be kept; none, if there is none. */
    static List<Integer> above(PrunableLayer layer, int kept) {
        return layer.counts().stream().filter(count -> count > kept).reduce((first, second) -> second).stream()
                .toList();
    }
}
