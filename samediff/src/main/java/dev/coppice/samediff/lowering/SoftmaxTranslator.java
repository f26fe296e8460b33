package dev.coppice.samediff.lowering;

import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Softmax, always over the last axis, as ND4J's oneDNN kernel computes axis 1 of rank 4 wrongly. */
final class SoftmaxTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int rank = c.shape(0).rank();
        int axis = c.axis("axis", -1);
        if (axis == rank - 1) {
            c.output(c.sd().nn().softmax(c.input(0), -1));
            return;
        }
        int[] swap = IntStream.range(0, rank).toArray();
        swap[axis] = rank - 1;
        swap[rank - 1] = axis;
        SDVariable last = c.sd().permute(c.input(0), swap);
        c.output(c.sd().permute(c.sd().nn().softmax(last, -1), swap));
    }
}
