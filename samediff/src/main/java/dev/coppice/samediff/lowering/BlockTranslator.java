package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of DepthToSpace and SpaceToDepth: a reshape to blocks, a permutation, and a reshape. */
final class BlockTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int block = c.attributes().integer("blocksize", 1);
        boolean toSpace = c.node().is("DepthToSpace");
        boolean byRow = c.attributes().text("mode", "DCR").equals("CRD");
        SDVariable apart =
                c.reshape(c.input(0), c.node().input(0), s -> toSpace ? depth(s, block, byRow) : space(s, block));
        int[] swap = !toSpace
                ? new int[] {0, 3, 5, 1, 2, 4}
                : byRow ? new int[] {0, 1, 4, 2, 5, 3} : new int[] {0, 3, 4, 1, 5, 2};
        c.output(c.reshape(c.sd().permute(apart, swap)));
    }

    private static Shape depth(Shape s, int block, boolean byRow) {
        int channels = s.size(1) / (block * block);
        return byRow
                ? Shape.of(s.size(0), channels, block, block, s.size(2), s.size(3))
                : Shape.of(s.size(0), block, block, channels, s.size(2), s.size(3));
    }

    private static Shape space(Shape s, int block) {
        return Shape.of(s.size(0), s.size(1), s.size(2) / block, block, s.size(3) / block, block);
    }
}
