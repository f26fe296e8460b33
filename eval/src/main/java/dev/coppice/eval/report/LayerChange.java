package dev.coppice.eval.report;

import java.util.List;
import java.util.Optional;

/**
 * A layer before and after: a node that multiplies and accumulates.
 *
 * @param place where it is
 * @param before the layer of the original; empty if the compression added it
 * @param after the layer of the compressed network; empty if the compression took it away
 * @param reasons what was done to it and why it stayed, from the plan
 */
public record LayerChange(
        Place place, Optional<LayerFigures> before, Optional<LayerFigures> after, List<String> reasons) {
    public LayerChange {
        reasons = List.copyOf(reasons);
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("layer '" + place.name() + "' is in neither network");
        }
    }

    /**
     * The place of a layer in its network.
     *
     * @param name name of its node
     * @param op its operator
     * @param tensor the tensor that it computes
     */
    public record Place(String name, String op, String tensor) {}
}
