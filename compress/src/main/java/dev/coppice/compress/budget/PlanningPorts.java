package dev.coppice.compress.budget;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.CostFunction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ports of a search: what it asks of others.
 *
 * @param price price of a network in the currency of the budget, finite and above 0: milliseconds by a machine's profile,
 *     MACs, parameters or bytes
 * @param loss loss of a cut network
 * @param settings all settings that decide price and loss, by name, in the map's order
 * @param watch progress and cancellation
 * @param files bytes of files with their plans inside, where the price is the bytes without one; empty where it is another
 */
public record PlanningPorts(
        CostFunction price,
        LossSource loss,
        Map<String, Fingerprint> settings,
        SearchWatch watch,
        Optional<PriceMeter> files) {
    /** Ports of a search whose price is all that a network costs. */
    public PlanningPorts(CostFunction price, LossSource loss, Map<String, Fingerprint> settings, SearchWatch watch) {
        this(price, loss, settings, watch, Optional.empty());
    }

    public PlanningPorts {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
