package dev.coppice.models.graph;

import dev.coppice.models.InvalidInputException;
import java.util.List;

/** A graph that is none: names that dangle or clash, a cycle. Lists every problem found. */
public final class InvalidGraphException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    InvalidGraphException(String graph, List<String> problems) {
        super("Graph '" + graph + "' is not valid:", problems);
    }
}
