package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers on vectors, and scales of single elements. Weights in×out stand in Fortran order, which is out×in in C order, and
 * before the bias.
 */
final class DenseLayers {
    /** What Deeplearning4j adds to a deviation before it divides. */
    private static final double DEVIATION = 1e-12;

    private DenseLayers() {}

    static Value dense(Step step) {
        Value input = step.input().require(Value.VECTORS, "a dense layer; put a preprocessor before it");
        int out = Convolutions.out(step);
        String weight = step.parameter("W", out, Convolutions.in(step));
        String bias = step.settings().flag("hasBias", true) ? step.parameter("b", out) : "";
        if (!step.settings().flag("hasLayerNorm", false)) {
            return step.activated(input.with(gemm(step, step.linear(), input.tensor(), weight, bias)));
        }
        String gain = step.parameter("g", out);
        String product = gemm(step, step.inner("product"), input.tensor(), weight, "");
        Attributes norm = Attributes.NONE.with("axis", 1).with("epsilon", (float) (DEVIATION * DEVIATION));
        List<String> reads = new ArrayList<>(List.of(product, gain, bias));
        reads.remove("");
        return step.activated(
                input.with(step.draft().node("LayerNormalization", step.linear(), norm, reads.toArray(String[]::new))));
    }

    /** A dense layer that stores a centre for each class, which only training reads. */
    static Value centerLoss(Step step) {
        Value output = dense(step);
        step.parameter("cL", Convolutions.out(step), Convolutions.in(step));
        return output;
    }

    private static String gemm(Step step, String output, String input, String weight, String bias) {
        Attributes transposed = Attributes.NONE.with("transB", 1);
        return bias.isEmpty()
                ? step.draft().node("Gemm", output, transposed, input, weight)
                : step.draft().node("Gemm", output, transposed, input, weight, bias);
    }

    /** x · w + b for each element. */
    static Value elementwise(Step step) {
        Value input = step.input().require(Value.VECTORS, "a layer that multiplies each element");
        int out = Convolutions.out(step);
        String weight = step.parameter("W", out);
        String bias = step.parameter("b", out);
        String product = step.inside("Mul", "product", Attributes.NONE, input.tensor(), weight);
        return step.activated(input.with(step.draft().node("Add", step.linear(), Attributes.NONE, product, bias)));
    }

    /** A slope for each element, or for each along the axes that are not shared. */
    static Value prelu(Step step) {
        Value input = step.input();
        int[] shape = step.settings().wholes("inputShape");
        if (shape.length != input.rank() - 1 || Arrays.stream(shape).anyMatch(s -> s < 1)) {
            throw step.settings().fault("inputShape", (input.rank() - 1) + " sizes");
        }
        int count = shape.length;
        int[] stored = new int[count]; // Fortran order is C order of the axes reversed
        int[] order = new int[count];
        int[] first = new int[count];
        for (int own = 0; own < count; own++) {
            int axis = input.axis(own + 1) - 1;
            stored[count - 1 - own] = shape[own];
            order[axis] = count - 1 - own;
            first[axis] = shape[own];
        }
        String slope = step.permuted("W", Shape.of(stored), AxisOrder.of(order), Shape.of(first));
        return input.with(step.last("PRelu", Attributes.NONE, input.tensor(), slope));
    }
}
