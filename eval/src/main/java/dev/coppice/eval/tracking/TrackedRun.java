package dev.coppice.eval.tracking;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run as trackers take it.
 *
 * @param id 32 hexadecimal digits, the same whenever the same run is logged
 * @param name name for people
 * @param params settings by name
 * @param metrics figures
 * @param artifacts files to be kept with the run
 * @param failed whether the run failed
 */
public record TrackedRun(
        String id,
        String name,
        Map<String, String> params,
        List<Figure> metrics,
        List<Path> artifacts,
        boolean failed) {
    public TrackedRun {
        params = Map.copyOf(params);
        metrics = List.copyOf(metrics);
        artifacts = List.copyOf(artifacts);
    }

    /**
     * A figure.
     *
     * @param step the epoch it was measured at; 0 for a result
     */
    public record Figure(String name, double value, int step) {}
}
