package dev.coppice.eval.latency;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Latencies of several networks that ran in turns within one measurement.
 *
 * @param models figures by name, in the order given
 * @param threads threads ONNX Runtime used: the machine's physical cores
 * @param warmup runs of each network before timing
 */
public record LatencyReport(Map<String, LatencyFigures> models, int threads, int warmup) {
    public LatencyReport {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** The figures of one network. */
    public LatencyFigures of(String name) {
        LatencyFigures figures = models.get(name);
        if (figures == null) {
            throw new IllegalArgumentException("'" + name + "' was not timed, only " + models.keySet());
        }
        return figures;
    }
}
