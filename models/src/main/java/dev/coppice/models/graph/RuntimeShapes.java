package dev.coppice.models.graph;

import dev.coppice.models.InvalidInputException;
import java.util.Map;
import java.util.Set;

/** Port to a runtime that tells shapes which no rule can tell: those of operators that are only carried. */
@FunctionalInterface
public interface RuntimeShapes {
    /** No runtime at all. */
    RuntimeShapes NONE = (graph, inputs, tensors) -> {
        throw new InvalidInputException("Its shapes come from a run in ONNX Runtime, and this step has none.");
    };

    /**
     * Runs the part of a graph that computes some tensors.
     *
     * @param inputs the shape of every graph input
     * @param tensors names of computed tensors
     * @return the shape of each of these tensors
     * @throws InvalidInputException if the runtime refuses the graph or cannot be loaded
     */
    Map<String, Shape> run(Graph graph, Map<String, Shape> inputs, Set<String> tensors);
}
