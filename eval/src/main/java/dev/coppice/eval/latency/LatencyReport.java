package dev.coppice.eval.latency;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Latencies of several networks from one measurement.
 *
 * @param models figures by name, in the order given
 * @param conditions conditions of the measurement, the same for all
 */
public record LatencyReport(Map<String, DeployedLatency> models, LatencyConditions conditions) {
    public LatencyReport {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** The figures of one network. */
    public DeployedLatency of(String name) {
        DeployedLatency figures = models.get(name);
        if (figures == null) {
            throw new IllegalArgumentException("'" + name + "' was not timed, only " + models.keySet());
        }
        return figures;
    }
}
