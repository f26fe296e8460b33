package dev.coppice.models.graph;

import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One operator application, with the semantics of ONNX opset 18 (domain {@code ""}) or one of ours
 * ({@link Operators#COPPICE}).
 *
 * @param name unique in its graph
 * @param domain the operator set, {@code ""} for ONNX's own
 * @param op the operator's name, {@code Conv}
 * @param inputs tensor names by position; {@code ""} where an optional input is left out
 * @param outputs tensor names by position; {@code ""} where an optional output is left out
 * @param attributes attributes under the names of the operator's specification
 */
public record Node(
        String name, String domain, String op, List<String> inputs, List<String> outputs, Attributes attributes) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** An ONNX operator with one output that carries the node's name. */
    public static Node of(String op, String output, Attributes attributes, String... inputs) {
        return new Node(output, "", op, List.of(inputs), List.of(output), attributes);
    }

    /** Whether the operator is one of these of ONNX. */
    public boolean is(String... ops) {
        return domain.isEmpty() && List.of(ops).contains(op);
    }

    /** Whether the operator is of one of these kinds. */
    public boolean is(OperatorKind... kinds) {
        return schema().filter(row -> List.of(kinds).contains(row.kind())).isPresent();
    }

    /** The row of its operator in the table of operators; empty if there is none. */
    public Optional<OperatorSchema> schema() {
        return Operators.find(domain, op);
    }

    /** Whether the input at this position takes part element by element, so that it broadcasts against the others. */
    public boolean isBroadcast(int position) {
        return schema().filter(row -> row.isBroadcast(position)).isPresent();
    }

    /** Whether the input at this position is given. */
    public boolean hasInput(int position) {
        return position < inputs.size() && !inputs.get(position).isEmpty();
    }

    /** The tensor at this input position, {@code ""} if left out. */
    public String input(int position) {
        return position < inputs.size() ? inputs.get(position) : "";
    }

    /** This node without the empty names at the end of its inputs. */
    public Node trimmed() {
        int end = inputs.size();
        while (end > 0 && inputs.get(end - 1).isEmpty()) {
            end--;
        }
        return end == inputs.size() ? this : withInputs(inputs.subList(0, end));
    }

    /** The first output. */
    public String output() {
        return outputs.get(0);
    }

    public Node withInputs(List<String> changed) {
        return new Node(name, domain, op, changed, outputs, attributes);
    }

    public Node withInput(int position, String tensor) {
        List<String> changed = new ArrayList<>(inputs);
        while (changed.size() <= position) {
            changed.add("");
        }
        changed.set(position, tensor);
        return withInputs(changed);
    }

    public Node withOutputs(List<String> changed) {
        return new Node(name, domain, op, inputs, changed, attributes);
    }

    public Node withAttributes(Attributes changed) {
        return new Node(name, domain, op, inputs, outputs, changed);
    }

    /** This node with a function applied to every input name. */
    public Node mapInputs(UnaryOperator<String> mapping) {
        return withInputs(inputs.stream().map(mapping).toList());
    }

    @Override
    public String toString() {
        return "'" + name + "' (" + op + ")";
    }
}
