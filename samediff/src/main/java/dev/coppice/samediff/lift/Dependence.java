package dev.coppice.samediff.lift;

import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import dev.coppice.samediff.view.UserVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.VariableType;

/** Dependence of a SameDiff graph's variables on placeholders, with the operators in order of computation. */
final class Dependence {
    private final UserGraph graph;
    private final Map<String, Set<String>> placeholders = new HashMap<>();
    private final Map<String, List<UserOp>> readers = new HashMap<>();
    private final List<UserOp> order = new ArrayList<>();

    /** @throws InvalidInputException if operators form a cycle or read what is not there */
    Dependence(UserGraph graph) {
        this.graph = graph;
        for (UserVariable v : graph.variables().values()) {
            if (v.kind() != VariableType.ARRAY) {
                placeholders.put(v.name(), v.isPlaceholder() ? Set.of(v.name()) : Set.of());
            }
        }
        // Edited graphs do not keep their operators in order of computation, so take those with known inputs.
        Map<UserOp, Integer> missing = missing();
        Deque<UserOp> ready = new ArrayDeque<>();
        missing.forEach((op, count) -> {
            if (count == 0) {
                ready.add(op);
            }
        });
        while (!ready.isEmpty()) {
            UserOp op = ready.remove();
            visit(op);
            Set<String> made = new LinkedHashSet<>(op.outputs());
            made.stream()
                    .flatMap(o -> readers.getOrDefault(o, List.of()).stream())
                    .forEach(reader -> {
                        if (missing.merge(reader, -1, Integer::sum) == 0) {
                            ready.add(reader);
                        }
                    });
        }
        missing.values().removeIf(count -> count == 0);
        if (!missing.isEmpty()) {
            throw new InvalidInputException("Operators of the SameDiff graph form a cycle or lack inputs: "
                    + missing.keySet().stream().map(UserOp::name).toList()
                    + ". Build the graph anew; sd.summary() shows what each operator reads.");
        }
    }

    /** The number of inputs that are not known yet by operator; notes the readers of every variable. */
    private Map<UserOp, Integer> missing() {
        Map<UserOp, Integer> missing = new LinkedHashMap<>();
        for (UserOp op : graph.operators()) {
            Set<String> read = new LinkedHashSet<>(op.inputs());
            read.forEach(i -> readers.computeIfAbsent(i, k -> new ArrayList<>()).add(op));
            missing.put(op, (int)
                    read.stream().filter(i -> !placeholders.containsKey(i)).count());
        }
        return missing;
    }

    private void visit(UserOp op) {
        Set<String> all = Set.of();
        for (String input : op.inputs()) {
            Set<String> from = of(input);
            if (!all.containsAll(from)) {
                Set<String> both = new HashSet<>(all);
                both.addAll(from);
                all = all.isEmpty() ? from : both;
            }
        }
        Set<String> from = all;
        op.outputs().forEach(o -> placeholders.put(o, from));
        order.add(op);
    }

    Set<String> of(String variable) {
        return placeholders.getOrDefault(variable, Set.of());
    }

    /** Variables that depend on some placeholder. */
    Set<String> computed() {
        Set<String> computed = new HashSet<>();
        placeholders.forEach((variable, from) -> {
            if (!from.isEmpty()) {
                computed.add(variable);
            }
        });
        return computed;
    }

    /** The operators that these outputs need and that depend on a placeholder, in order of computation. */
    List<UserOp> needed(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<UserOp> needed = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            UserOp op = order.get(i);
            boolean live = op.outputs().stream().anyMatch(o -> wanted.contains(o) && !of(o).isEmpty());
            if (live) {
                needed.add(op);
                wanted.addAll(op.inputs());
            }
        }
        Collections.reverse(needed);
        return needed;
    }

    /** The operators that depend on no placeholder, in order of computation. */
    List<UserOp> constants() {
        return order.stream().filter(op -> of(op.output()).isEmpty()).toList();
    }

    /** The number of operators that depend on this placeholder and on no other. */
    long dependents(String placeholder) {
        Set<String> alone = Set.of(placeholder);
        return order.stream().filter(op -> of(op.output()).equals(alone)).count();
    }

    /** The number of operators that read a variable. */
    long readers(String variable) {
        return readers.getOrDefault(variable, List.of()).size();
    }

    /**
     * The variables that depend only on this placeholder and feed nothing, or only variables that depend on more (a loss and
     * its labels).
     */
    List<String> outputs(String input) {
        Set<String> inner = new HashSet<>();
        Set<String> frontier = new LinkedHashSet<>();
        for (UserOp op : order) {
            boolean own = op.outputs().stream().allMatch(o -> of(o).equals(Set.of(input)));
            for (String read : op.inputs()) {
                if (of(read).equals(Set.of(input))) {
                    (own ? inner : frontier).add(read);
                }
            }
        }
        for (UserOp op : order) {
            op.outputs().stream()
                    .filter(o -> of(o).equals(Set.of(input)) && !inner.contains(o))
                    .filter(o -> !graph.losses().contains(o))
                    .forEach(frontier::add);
        }
        return List.copyOf(frontier);
    }
}
