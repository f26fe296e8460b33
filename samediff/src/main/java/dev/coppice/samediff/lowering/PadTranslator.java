package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

/** Translator of Pad with a constant. Reflected padding is not supported, as ND4J's gradient drops the reflected part. */
final class PadTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int rank = c.shape(0).rank();
        int[] pads = c.integers(1);
        int[] axes = c.integers(3, IntStream.range(0, rank).toArray());
        int[][] amounts = new int[rank][2];
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], rank);
            amounts[axis] = new int[] {pads[i], pads[axes.length + i]};
        }
        float value = c.constant(2).map(Tensor::toFloats).map(v -> v[0]).orElse(0f);
        SDVariable by = c.sd().constant(Nd4j.createFromArray(amounts));
        c.output(c.sd().nn().pad(c.input(0), by, PadMode.CONSTANT, value));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        String mode = c.attributes().text("mode", "constant");
        if (!mode.equals("constant")) {
            return Optional.of("in mode " + mode);
        }
        return Arrays.stream(c.integers(1)).anyMatch(p -> p < 0) ? Optional.of("with negative pads") : Optional.empty();
    }
}
