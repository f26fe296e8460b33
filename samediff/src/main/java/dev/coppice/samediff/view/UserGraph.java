package dev.coppice.samediff.view;

import dev.coppice.models.graph.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user's SameDiff graph. It says the same of a graph in memory and of a file. */
public final class UserGraph {
    private final Map<String, UserVariable> variables = new LinkedHashMap<>();
    private final Map<String, UserOp> producers = new HashMap<>();
    private final List<UserOp> operators;
    private final Set<String> losses;
    private final Values values;

    /** The values that a graph holds, and those that it can compute itself. */
    interface Values {
        /** The array of a variable or constant: floats, integers or truth values. */
        Optional<Tensor> stored(String variable);

        /** The value of a result that depends on no placeholder; empty if whoever holds the graph cannot compute. */
        Optional<Tensor> computed(String variable);
    }

    UserGraph(List<UserVariable> variables, List<UserOp> operators, Set<String> losses, Values values) {
        variables.forEach(v -> this.variables.put(v.name(), v));
        operators.forEach(op -> op.outputs().forEach(o -> producers.put(o, op)));
        this.operators = List.copyOf(operators);
        this.losses = Set.copyOf(losses);
        this.values = values;
    }

    /** All variables by name. */
    public Map<String, UserVariable> variables() {
        return Collections.unmodifiableMap(variables);
    }

    /** The names of the placeholders. */
    public List<String> placeholders() {
        return variables.values().stream()
                .filter(UserVariable::isPlaceholder)
                .map(UserVariable::name)
                .toList();
    }

    /** The operators in the order of the graph, which need not be that of computation. */
    public List<UserOp> operators() {
        return operators;
    }

    /** The names of the loss variables. */
    public Set<String> losses() {
        return losses;
    }

    /** The operator that makes a variable; empty if none does. */
    public Optional<UserOp> producer(String variable) {
        return Optional.ofNullable(producers.get(variable));
    }

    /** The value of a variable that depends on no placeholder; empty if it is not held and not computed here. */
    public Optional<Tensor> value(String variable) {
        UserVariable known = variables.get(variable);
        return known != null && known.isStored() ? values.stored(variable) : values.computed(variable);
    }
}
