package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.List;

/** Numbers of coupled channels that a search tries for a layer: few while it measures, all of them while it fills a budget. */
final class WidthLevels {
    /** Least step of a narrowing, as a share of the layer's channels. */
    private static final double STEP = 1.0 / 8;

    private WidthLevels() {}

    /** The levels below a count, descending to the least that the layer may keep. */
    static List<Integer> below(PrunableLayer layer, int kept) {
        return coarse(layer).stream().filter(count -> count < kept).toList();
    }

    /** The levels from the most to the least that may be kept, descending. */
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

    /** The next level above a count; empty if there is none. */
    static List<Integer> above(PrunableLayer layer, int kept) {
        return layer.counts().stream().filter(count -> count > kept).reduce((first, second) -> second).stream()
                .toList();
    }
}
