package dev.coppice.eval.sensitivity;

import dev.coppice.models.measure.Evaluation;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of cutting every layer alone.
 *
 * @param network name of the network
 * @param original accuracy of the uncut network on the same images
 * @param macs MACs of the uncut network
 * @param rows layers in graph order, each with the ratios in their order
 */
public record SensitivityResult(String network, Evaluation original, long macs, List<SensitivityRow> rows) {
    public SensitivityResult {
        rows = List.copyOf(rows);
    }

    /**
     * A layer at all ratios.
     *
     * @param name name of the channel group
     * @param points measurements in the order of the ratios
     */
    public record Layer(String name, List<SensitivityRow> points) {
        public Layer {
            points = List.copyOf(points);
        }

        /** The number of its channels before the cut. */
        public int channels() {
            return points.get(0).channels();
        }

        /** The mean drop over the measured ratios, NaN without any. */
        public double meanDrop() {
            return points.stream()
                    .filter(SensitivityRow::isMeasured)
                    .mapToDouble(SensitivityRow::drop)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** The layers that can be cut, in graph order. */
    public List<Layer> layers() {
        Map<String, List<SensitivityRow>> byName = rows.stream()
                .filter(row -> !Double.isNaN(row.ratio()))
                .collect(Collectors.groupingBy(SensitivityRow::layer, LinkedHashMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(layer -> new Layer(layer.getKey(), layer.getValue()))
                .toList();
    }

    /** The layers that can be cut, the largest mean drop first; layers without a measurement come last. */
    public List<Layer> mostSensitiveFirst() {
        return layers().stream()
                .sorted(Comparator.comparingDouble(
                        layer -> Double.isNaN(layer.meanDrop()) ? Double.POSITIVE_INFINITY : -layer.meanDrop()))
                .toList();
    }

    /** The layers that cannot be cut, with their reasons, in graph order. */
    public List<SensitivityRow> untouchable() {
        return rows.stream().filter(row -> Double.isNaN(row.ratio())).toList();
    }

    /** Whether every layer that can be cut was measured at every ratio. */
    public boolean isComplete() {
        return rows.stream().allMatch(row -> Double.isNaN(row.ratio()) || row.isMeasured());
    }

    /** The ratios, in their order. */
    public List<Double> ratios() {
        return layers().stream()
                .map(Layer::points)
                .flatMap(Collection::stream)
                .map(SensitivityRow::ratio)
                .distinct()
                .toList();
    }
}
