package dev.coppice.eval.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a planner chose, and what became of its predictions.
 *
 * @param budget that was to be met, such as {@code latency=25%}
 * @param chosen a sentence without its full stop
 * @param predictions beside what was measured
 * @param timeByOperator predicted milliseconds of the compressed network by operator, the longest first; empty unless the budget
 *     is in milliseconds
 * @param frontier rows of a table, their heads first
 */
public record Planned(
        String budget,
        String chosen,
        List<Prediction> predictions,
        Map<String, Double> timeByOperator,
        List<List<String>> frontier) {
    public Planned {
        predictions = List.copyOf(predictions);
        timeByOperator = Collections.unmodifiableMap(new LinkedHashMap<>(timeByOperator));
        frontier = List.copyOf(frontier);
    }
}
