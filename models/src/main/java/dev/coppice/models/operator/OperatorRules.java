package dev.coppice.models.operator;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one stage: a default by kind, and overrides for the operators that differ. Immutable.
 *
 * @param <R> type of the stage's rules
 */
public final class OperatorRules<R> {
    private final Map<OperatorKind, R> byKind;
    private final Map<String, Optional<R>> byOperator;

    private OperatorRules(Map<OperatorKind, R> byKind, Map<String, Optional<R>> byOperator) {
        this.byKind = byKind;
        this.byOperator = byOperator;
    }

    /** No rules yet. */
    public static <R> OperatorRules<R> none() {
        return new OperatorRules<>(new EnumMap<>(OperatorKind.class), Map.of());
    }

    /** These rules, and a default for all operators of a kind. */
    public OperatorRules<R> with(OperatorKind kind, R rule) {
        Map<OperatorKind, R> changed = new EnumMap<>(byKind);
        changed.put(kind, rule);
        return new OperatorRules<>(changed, byOperator);
    }

    /**
     * These rules, and an override for these operators, whatever their kind.
     *
     * @throws IllegalArgumentException if there is no operator of one of these names
     */
    public OperatorRules<R> with(R rule, String... operators) {
        return override(Optional.of(rule), operators);
    }

    /**
     * These rules, without any for these operators, whatever their kind.
     *
     * @throws IllegalArgumentException if there is no operator of one of these names
     */
    public OperatorRules<R> without(String... operators) {
        return override(Optional.empty(), operators);
    }

    private OperatorRules<R> override(Optional<R> rule, String... operators) {
        Map<String, Optional<R>> changed = new HashMap<>(byOperator);
        List.of(operators).forEach(name -> changed.put(Operators.named(name).name(), rule));
        return new OperatorRules<>(byKind, changed);
    }

    /** The rule for an operator. */
    public Optional<R> of(OperatorSchema operator) {
        Optional<R> own = byOperator.get(operator.name());
        return own == null ? Optional.ofNullable(byKind.get(operator.kind())) : own;
    }
}
