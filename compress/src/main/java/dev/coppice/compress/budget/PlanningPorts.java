package dev.coppice.compress.budget;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.CostFunction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a search has to ask of others.
 *
 * @param price of a network in the currency of the budget, finite and above 0: milliseconds by a machine's profile, MACs,
 *     parameters, bytes
 * @param loss of a cut network
 * @param settings everything that decides what price and loss say, by name, in the map's order
 * @param watch who looks on
 */
public record PlanningPorts(CostFunction price, LossSource loss, Map<String, Fingerprint> settings, SearchWatch watch) {
    public PlanningPorts {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
