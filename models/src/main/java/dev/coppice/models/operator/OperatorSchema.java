package dev.coppice.models.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known of an operator.
 *
 * @param domain the operator set, {@code ""} for ONNX's own
 * @param name unique in its domain, {@code Conv}
 * @param kind what it does
 * @param inputs by position, at opset 18
 * @param outputs by position, at opset 18
 * @param since when it was introduced, revised and removed
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

    /** Whether the input at a position is computed with element by element, so that it broadcasts against the others. */
    public boolean meets(int position) {
        return kind == OperatorKind.ELEMENTWISE
                && input(position)
                        .map(Operand::role)
                        .filter(role -> role != Operand.Role.DATA && role != Operand.Role.WEIGHTS)
                        .isEmpty();
    }

    /** The position of the input whose axis makes the channels of the output; -1 if none does. */
    public int maker() {
        return IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).axes().contains(Axis.MADE_CHANNELS))
                .findFirst()
                .orElse(-1);
    }

    /** The axes of the input at a position, of this rank, that are summed over: what the first output has no more. */
    public int[] contracted(int position, int rank) {
        Operand input = inputs.get(position);
        return input.axes().stream()
                .filter(axis -> !outputs.get(0).axes().contains(axis))
                .flatMapToInt(axis -> Arrays.stream(input.axes(axis, rank)))
                .toArray();
    }

    /** Whether constants that it reads are what training learns. */
    public boolean hasWeights() {
        return inputs.stream().anyMatch(input -> input.role() == Operand.Role.WEIGHTS);
    }
}
