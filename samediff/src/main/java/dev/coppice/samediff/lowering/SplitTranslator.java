package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Split: one slice per part. */
final class SplitTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = c.input(0);
        Shape in = c.shape(0);
        int axis = c.axis("axis", 0);
        int[] begin = new int[in.rank()];
        List<String> parts = c.node().outputs();
        for (int i = 0; i < parts.size(); i++) {
            int size = c.shapes().of(parts.get(i)).size(axis);
            int[] sizes = new int[in.rank()];
            Arrays.fill(sizes, -1);
            sizes[axis] = size;
            c.values().define(parts.get(i), c.sd().slice(x, begin.clone(), sizes));
            begin[axis] += size;
        }
    }
}
