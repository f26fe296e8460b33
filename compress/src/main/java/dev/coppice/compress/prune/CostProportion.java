package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Division of a ratio in proportion to the cost of each layer's channels. Layer i loses the share rᵢ = min(1, t·cᵢ) of
 * its channels, within its limits; cᵢ is the cost that would go with all of them, and t is such that the ratio of all
 * channels goes. Among all ways that save as much (to first order, Σ cᵢ·rᵢ) it has the least Σ rᵢ². Layers with a ratio
 * of their own take no part.
 */
final class CostProportion {
    /** Halvings of the range of t, twice the range of costs; finer than one channel of any layer. */
    private static final int HALVINGS = 60;

    /** Costs below this share of the largest count as this share, so that a high ratio cuts their layers too. */
    private static final double LEAST = 1e-6;

    private final List<ScoredGroup> layers;
    private final double[] slopes;

    private CostProportion(List<ScoredGroup> layers, List<Double> costs) {
        this.layers = layers;
        double largest = costs.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        slopes = costs.stream()
                .mapToDouble(cost -> cost > LEAST * largest ? cost / largest : LEAST)
                .toArray();
    }

    /**
     * The number of coupled channels that each layer keeps when the ratio of all channels goes.
     *
     * @param costs cost of each layer's channels
     */
    static int[] kept(List<ScoredGroup> layers, List<Double> costs, double ratio, Iteration iteration) {
        CostProportion proportion = new CostProportion(layers, costs);
        double now = 0;
        double before = 0;
        for (ScoredGroup layer : layers) {
            if (!layer.bounds().ratios().isFixed()) {
                now += layer.weight() * layer.size();
                before += layer.width();
            }
        }
        return proportion.nearest(iteration.towards(now, before * (1 - ratio)));
    }

    private int[] nearest(double goal) {
        double low = Math.log(LEAST);
        double high = -Math.log(LEAST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (left(at(middle)) > goal) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int[] more = at(low);
        int[] fewer = at(high);
        return left(more) - goal < goal - left(fewer) ? more : fewer;
    }

    /** The kept numbers at t = e^logarithm. */
    private int[] at(double logarithm) {
        return IntStream.range(0, slopes.length)
                .map(i -> {
                    ScoredGroup layer = layers.get(i);
                    double share = Math.min(1, Math.exp(logarithm) * slopes[i]);
                    return layer.kept(layer.bounds().width() * (1 - share));
                })
                .toArray();
    }

    private double left(int... kept) {
        return IntStream.range(0, kept.length)
                .filter(i -> !layers.get(i).bounds().ratios().isFixed())
                .mapToDouble(i -> kept[i] * layers.get(i).weight())
                .sum();
    }
}
