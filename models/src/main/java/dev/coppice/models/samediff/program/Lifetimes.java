package dev.coppice.models.samediff.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each result is needed: from where it is written to where it is read last, to the end if it is wanted. A ReLU whose
 * argument nobody reads afterwards writes over it, so that both are one.
 */
final class Lifetimes {
    private final List<Operation> order;
    private final Map<String, Integer> lastRead = new HashMap<>();
    private final Map<String, MemoryPlan.Span> spans = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();

    Lifetimes(List<Operation> order, Collection<String> wanted) {
        this.order = order;
        for (int i = 0; i < order.size(); i++) {
            for (String input : order.get(i).inputs()) {
                lastRead.put(input, i);
            }
        }
        wanted.forEach(name -> lastRead.put(name, order.size()));
    }

    /** Adds a result of an operation that shall lie in shared memory; in the order of the program. */
    void add(int operation, String name, long elements) {
        int last = lastRead.getOrDefault(name, operation);
        Operation writer = order.get(operation);
        if (ReluGradient.isRelu(writer.source().getOp())) {
            String argument = writer.inputs().get(0);
            String place = places.get(argument);
            if (place != null && lastRead.getOrDefault(argument, -1) == operation) {
                places.put(name, place);
                spans.computeIfPresent(place, (p, span) -> span.until(last));
                return;
            }
        }
        places.put(name, name);
        spans.put(name, new MemoryPlan.Span(name, elements, operation, last));
    }

    List<MemoryPlan.Span> spans() {
        return new ArrayList<>(spans.values());
    }

    /** The result whose place each has: its own name or that of what it writes over. */
    Map<String, String> places() {
        return places;
    }
}
