package dev.coppice.eval.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The choice of a planner, with its predictions and the measurements.
 *
 * @param budget the budget to meet, such as {@code latency=25%}
 * @param chosen a sentence about the chosen point, without its full stop
 * @param predictions predicted figures beside the measured ones
 * @param timeByOperator predicted milliseconds of the compressed network by operator, the longest first; empty unless the
 *     budget is in milliseconds
 * @param frontier rows of the frontier's table; the first holds the headings
 * @param dots every point of the frontier, the original first
 * @param measuresDrop whether the dots' losses are drops of the accuracy on pictures, and not estimates from weights
 */
public record Planned(
        String budget,
        String chosen,
        List<Prediction> predictions,
        Map<String, Double> timeByOperator,
        List<List<String>> frontier,
        List<FrontierDot> dots,
        boolean measuresDrop) {
    public Planned {
        predictions = List.copyOf(predictions);
        timeByOperator = Collections.unmodifiableMap(new LinkedHashMap<>(timeByOperator));
        frontier = List.copyOf(frontier);
        dots = List.copyOf(dots);
    }
}
