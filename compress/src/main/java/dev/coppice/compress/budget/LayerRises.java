package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Rises of the loss when one layer alone is narrowed.
 *
 * <p>The cost of several narrowings is taken as their sum. The loss of a network that is cut everywhere says less. It
 * comes near the logarithm of the number of classes long before retraining fails, and then no longer tells cuts apart.
 */
final class LayerRises {
    /** Number of widths measured for a layer; rises between them are interpolated. */
    private static final int WIDTHS = 4;

    /** Rise assumed for a cut without loss, times the share of channels that go: it makes the smaller cut the better one. */
    private static final double LEAST = 1e-5;

    private final Map<String, NavigableMap<Integer, Double>> ofLayer = new HashMap<>();
    private final List<DroppedMove> dropped = new ArrayList<>();

    private LayerRises() {}

    static LayerRises measured(SearchStates states, SearchWatch watch) {
        LayerRises rises = new LayerRises();
        List<PrunableLayer> layers = states.layers();
        for (int i = 0; i < layers.size(); i++) {
            watch.check();
            watch.update(
                    "Measuring what each layer is worth",
                    i,
                    layers.size(),
                    layers.get(i).name());
            rises.measure(states, layers.get(i));
        }
        watch.update("Measuring what each layer is worth", layers.size(), layers.size(), "");
        return rises;
    }

    private void measure(SearchStates states, PrunableLayer layer) {
        NavigableMap<Integer, Double> found = new TreeMap<>();
        found.put(layer.most(), 0.0);
        double base = states.reading(states.start()).loss();
        double least = 0;
        for (int kept : widths(layer)) {
            double loss =
                    states.reading(states.start().keeping(layer.name(), kept)).loss();
            if (!Double.isFinite(loss)) {
                dropped.add(new DroppedMove(layer.name() + " " + layer.most() + " → " + kept, loss));
                break;
            }
            least = Math.max(least, loss - base);
            found.put(kept, least + LEAST * (layer.most() - kept) / layer.size());
        }
        ofLayer.put(layer.name(), found);
    }

    /** The widths to measure: evenly spread over what the layer may keep, descending to the least. */
    private static List<Integer> widths(PrunableLayer layer) {
        List<Integer> counts = WidthLevels.below(layer, layer.most());
        List<Integer> spread = new ArrayList<>();
        for (int i = 1; i <= Math.min(WIDTHS, counts.size()); i++) {
            spread.add(counts.get(counts.size() * i / Math.min(WIDTHS, counts.size()) - 1));
        }
        return spread;
    }

    /** The rise when a layer keeps this many channels; infinite where it could not be measured. */
    double of(PrunableLayer layer, int kept) {
        NavigableMap<Integer, Double> known = ofLayer.getOrDefault(layer.name(), new TreeMap<>());
        Map.Entry<Integer, Double> wider = known.ceilingEntry(kept);
        Map.Entry<Integer, Double> narrower = known.floorEntry(kept);
        if (wider == null || narrower == null) {
            return wider == null ? 0 : Double.POSITIVE_INFINITY;
        }
        if (wider.getKey().equals(narrower.getKey())) {
            return wider.getValue();
        }
        double way = (double) (wider.getKey() - kept) / (wider.getKey() - narrower.getKey());
        return wider.getValue() + way * (narrower.getValue() - wider.getValue());
    }

    /** The cuts whose loss was not finite. */
    List<DroppedMove> dropped() {
        return List.copyOf(dropped);
    }
}
