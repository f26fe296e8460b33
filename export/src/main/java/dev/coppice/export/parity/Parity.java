package dev.coppice.export.parity;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Parity of two sources: runs the same inputs through both and compares the outputs. */
public final class Parity {
    /** A step of half precision, which keeps 11 bits, in steps of single precision, which keeps 24. */
    private static final float HALF_STEP = 0x1p13f;

    /** The smallest number of half precision above 0. */
    private static final float LEAST_HALF = 0x1p-24f;

    private Parity() {}

    /**
     * Compares every output that both sources have.
     *
     * @throws InvalidInputException if they share no output, or an output differs in shape or type
     */
    public static ParityReport compare(OutputSource a, OutputSource b, List<Tensor> inputs) {
        Map<String, OutputDifference> differences = new TreeMap<>();
        for (Tensor input : inputs) {
            Map<String, Tensor> left = a.run(input);
            Map<String, Tensor> right = b.run(input);
            if (left.keySet().stream().noneMatch(right::containsKey)) {
                throw new InvalidInputException("The two networks share no output: " + left.keySet() + " and "
                        + right.keySet() + ". Give two files of the same network.");
            }
            left.forEach((name, output) -> {
                Tensor other = right.get(name);
                if (other != null) {
                    differences.merge(name, OutputDifference.of(name, output, other), OutputDifference::and);
                }
            });
        }
        return new ParityReport(List.copyOf(differences.values()), inputs.size());
    }

    /**
     * The relative change of each output of a source when every input number is rounded once.
     *
     * @param precision single or half precision, as the source computes
     */
    public static Map<String, Double> roundings(OutputSource source, List<Tensor> inputs, ElementType precision) {
        Random random = new Random(inputs.size());
        Map<String, Double> moved = new TreeMap<>();
        for (Tensor input : inputs) {
            if (input.type() == ElementType.FLOAT) {
                Tensor rounded = rounded(input, precision, random);
                compare(s -> source.run(rounded), source, List.of(input))
                        .outputs()
                        .forEach(o -> moved.merge(o.name(), o.rel(), Math::max));
            }
        }
        return moved;
    }

    /** The input with every number replaced by the next larger or smaller one. */
    private static Tensor rounded(Tensor input, ElementType precision, Random random) {
        boolean half = precision == ElementType.FLOAT16;
        float[] values = half ? Tensor.halves(input.shape(), input.toFloats()).toFloats() : input.toFloats();
        for (int i = 0; i < values.length; i++) {
            float away = random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            values[i] = half ? nextHalf(values[i], away) : Math.nextAfter(values[i], away);
        }
        return Tensor.floats(input.shape(), values);
    }

    private static float nextHalf(float value, float away) {
        return value + Math.copySign(Math.max(Math.ulp(value) * HALF_STEP, LEAST_HALF), away);
    }
}
