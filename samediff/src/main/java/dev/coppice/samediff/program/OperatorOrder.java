package dev.coppice.samediff.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;

/** Order of the operators that some variables need, each after its inputs. */
final class OperatorOrder {
    private final SameDiff graph;
    private final Set<String> known = new HashSet<>();
    private final List<Operation> order = new ArrayList<>();

    private OperatorOrder(SameDiff graph) {
        this.graph = graph;
    }

    /** The operators that the variables need; those of the first variable come first. */
    static List<Operation> of(SameDiff graph, Collection<String> wanted) {
        OperatorOrder order = new OperatorOrder(graph);
        wanted.forEach(order::visit);
        return order.order;
    }

    /** Searches depth first with an explicit stack, as networks can be deeper than Java's stack. */
    private void visit(String wanted) {
        Deque<String> open = new ArrayDeque<>();
        open.push(wanted);
        while (!open.isEmpty()) {
            String variable = open.element();
            if (known.contains(variable) || !isComputed(variable)) {
                open.pop();
                continue;
            }
            SameDiffOp operator = producer(variable);
            List<String> inputs = inputs(operator);
            List<String> missing = inputs.stream()
                    .filter(input -> isComputed(input) && !known.contains(input))
                    .toList();
            if (missing.isEmpty()) {
                order.add(new Operation(operator, inputs));
                known.addAll(operator.getOutputsOfOp());
            } else {
                missing.forEach(open::push);
            }
        }
    }

    private boolean isComputed(String variable) {
        return variable(variable).getVariable().getVariableType() == VariableType.ARRAY;
    }

    private SameDiffOp producer(String variable) {
        return Objects.requireNonNull(graph.getOps().get(variable(variable).getOutputOfOp()), variable);
    }

    private Variable variable(String name) {
        return Objects.requireNonNull(graph.getVariables().get(name), name);
    }

    /**
     * The variables that an operator reads, in its order; SameDiff gives null for none. The gradient of ReLU reads the
     * result instead of the argument. Both are positive, and below its ceiling, at the same places, so the argument need not be
     * kept.
     */
    private List<String> inputs(SameDiffOp operator) {
        List<String> inputs = Objects.requireNonNullElse(operator.getInputsToOp(), List.of());
        return ReluGradient.of(operator.getOp())
                .flatMap(gradient -> rectified(inputs.get(0), gradient.ceiling()))
                .map(result -> List.of(result, inputs.get(1)))
                .orElse(inputs);
    }

    private Optional<String> rectified(String argument, double ceiling) {
        List<String> readers = Objects.requireNonNullElse(variable(argument).getInputsForOp(), List.of());
        return readers.stream()
                .map(name -> Objects.requireNonNull(graph.getOps().get(name), name))
                .filter(reader -> ReluGradient.rectifies(reader.getOp()).equals(OptionalDouble.of(ceiling)))
                .map(reader -> reader.getOutputsOfOp().get(0))
                .findFirst();
    }
}
