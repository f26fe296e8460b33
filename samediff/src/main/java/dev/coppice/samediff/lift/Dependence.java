package dev.coppice.samediff.lift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Dependence of a SameDiff graph's variables on placeholders, with the operators in order of computation. */
final class Dependence {
    private final SameDiff sd;
    private final Map<String, Set<String>> placeholders = new HashMap<>();
    private final List<SameDiffOp> order = new ArrayList<>();

    Dependence(SameDiff sd) {
        this.sd = sd;
        for (SDVariable v : sd.variables()) {
            if (v.getVariableType() != VariableType.ARRAY) {
                placeholders.put(v.name(), v.isPlaceHolder() ? Set.of(v.name()) : Set.of());
            }
        }
        List<SameDiffOp> open = new ArrayList<>(sd.getOps().values());
        // Edited graphs do not keep their operators in order of computation, so take those with known inputs.
        while (!open.isEmpty()) {
            int before = open.size();
            open.removeIf(this::visit);
            if (open.size() == before) {
                throw new IllegalStateException("operators of the SameDiff graph form a cycle or lack inputs: "
                        + open.stream().map(SameDiffOp::getName).toList());
            }
        }
    }

    private boolean visit(SameDiffOp op) {
        List<String> inputs = op.getInputsToOp() == null ? List.of() : op.getInputsToOp();
        if (!placeholders.keySet().containsAll(inputs)) {
            return false;
        }
        Set<String> all = new HashSet<>();
        inputs.forEach(i -> all.addAll(of(i)));
        op.getOutputsOfOp().forEach(o -> placeholders.put(o, all));
        order.add(op);
        return true;
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
    List<SameDiffOp> needed(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<SameDiffOp> needed = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            SameDiffOp op = order.get(i);
            boolean live = op.getOutputsOfOp().stream().anyMatch(o -> wanted.contains(o) && !of(o).isEmpty());
            if (live) {
                needed.add(0, op);
                wanted.addAll(op.getInputsToOp());
            }
        }
        return needed;
    }

    /** The number of operators that read a variable. */
    long readers(String variable) {
        return order.stream()
                .filter(op -> op.getInputsToOp().contains(variable))
                .count();
    }

    /**
     * The variables that depend only on this placeholder and feed nothing, or only variables that depend on more (a loss and
     * its labels).
     */
    List<String> outputs(String input) {
        Set<String> inner = new HashSet<>();
        Set<String> frontier = new LinkedHashSet<>();
        for (SameDiffOp op : order) {
            boolean own = op.getOutputsOfOp().stream().allMatch(o -> of(o).equals(Set.of(input)));
            for (String read : op.getInputsToOp()) {
                if (of(read).equals(Set.of(input))) {
                    (own ? inner : frontier).add(read);
                }
            }
        }
        for (SameDiffOp op : order) {
            op.getOutputsOfOp().stream()
                    .filter(o -> of(o).equals(Set.of(input)) && !inner.contains(o))
                    .filter(o -> !sd.getLossVariables().contains(o))
                    .forEach(frontier::add);
        }
        return List.copyOf(frontier);
    }
}
