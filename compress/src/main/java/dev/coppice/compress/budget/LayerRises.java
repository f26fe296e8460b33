package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How much the loss rises when one layer alone is narrowed and nothing else is changed.
 *
 * <p>What several narrowings cost is taken for their sum. The loss of a network that is cut all over says less: it comes near the
 * logarithm of the number of classes long before retraining could win nothing back, and then tells no cut from another.
 */
final class LayerRises {
    /** So many widths of a layer are measured; between them rises are interpolated. */
    private static final int WIDTHS = 4;

    /**
     * A cut that loses nothing still loses this times the share of channels that go, so that the smaller cut is the better one.
     */
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

    /** Evenly spread over what the layer may keep, descending, the least the last. */
    private static List<Integer> widths(PrunableLayer layer) {
        List<Integer> counts = WidthLevels.below(layer, layer.most());
        List<Integer> spread = new ArrayList<>();
        for (int i = 1; i <= Math.min(WIDTHS, counts.size()); i++) {
            spread.add(counts.get(counts.size() * i / Math.min(WIDTHS, counts.size()) - 1));
        }
        return spread;
    }

    /** The rise where a layer keeps so many channels, infinite where that could not be measured. */
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

    /** Cuts whose loss was no finite number. */
    List<DroppedMove> dropped() {
        return List.copyOf(dropped);
    }
}
