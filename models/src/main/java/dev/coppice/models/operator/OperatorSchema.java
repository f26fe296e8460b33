package dev.coppice.models.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Row of an operator in the table.
 *
 * @param domain the operator set, {@code ""} for ONNX's own
 * @param name unique in its domain, {@code Conv}
 * @param kind its kind
 * @param inputs inputs by position, at opset 18
 * @param outputs outputs by position, at opset 18
 * @param since opsets in which it was introduced, revised and removed
 */
public record OperatorSchema(
        String domain,
        String name,
        OperatorKind kind,
        List<Operand> inputs,
        List<Operand> outputs,
        SinceVersions since) {

    public OperatorSchema {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The input at a position; empty if the operator has none there. */
    public Optional<Operand> input(int position) {
        return at(inputs, position);
    }

    /** The output at a position; empty if the operator has none there. */
    public Optional<Operand> output(int position) {
        return at(outputs, position);
    }

    private static Optional<Operand> at(List<Operand> operands, int position) {
        if (position < operands.size()) {
            return Optional.of(operands.get(position));
        }
        return operands.stream()
                .skip(Math.max(0, operands.size() - 1))
                .filter(o -> o.count() == Operand.Count.REPEATED)
                .findFirst();
    }

    /** Whether the input at a position takes part element by element, so that it broadcasts against the others. */
    public boolean isBroadcast(int position) {
        if (kind != OperatorKind.ELEMENTWISE || position >= inputs.size()) {
            return kind == OperatorKind.ELEMENTWISE;
        }
        Operand.Role role = inputs.get(position).role();
        return role == Operand.Role.DATA || role == Operand.Role.WEIGHTS;
    }

    /** The position of the input that has an axis for the output channels it produces; -1 if none has. */
    public int producingInput() {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).axes().contains(Axis.OUTPUT_CHANNELS)) {
                return i;
            }
        }
        return -1;
    }

    /** The axes of the input at a position, of a given rank, that are summed over; the first output lacks them. */
    public int[] contractedAxes(int position, int rank) {
        Operand input = inputs.get(position);
        int[] summed = new int[rank];
        int count = 0;
        for (Axis axis : input.axes()) {
            if (!outputs.get(0).axes().contains(axis)) {
                for (int at : input.axes(axis, rank)) {
                    summed[count++] = at;
                }
            }
        }
        return Arrays.copyOf(summed, count);
    }

    /** Whether training changes constants that it reads. */
    public boolean hasWeights() {
        return inputs.stream().anyMatch(input -> input.role() == Operand.Role.WEIGHTS);
    }
}
