package dev.coppice.models.graph;

import dev.coppice.models.InvalidInputException;
import java.util.List;

/** Error of an invalid graph: dangling or clashing names, or a cycle. Lists every problem. */
public final class InvalidGraphException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    InvalidGraphException(String graph, List<String> problems) {
        super("Graph '" + graph + "' is not valid:", problems);
    }
}
