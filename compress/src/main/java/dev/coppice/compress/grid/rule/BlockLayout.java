package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.Optional;

/** Rules for DepthToSpace and SpaceToDepth, which are a Reshape, a Transpose and a Reshape. */
final class BlockLayout {
    private BlockLayout() {}

    static Laid depthToSpace(LayoutNode node) {
        Shape in = node.shape(0);
        int block = node.attributes().integer("blocksize", 1);
        int channels = in.size(1) / (block * block);
        return node.attributes().text("mode", "DCR").equals("DCR")
                ? laid(node, Shape.of(in.size(0), block, block, channels, in.size(2), in.size(3)), new int[] {
                    0, 3, 4, 1, 5, 2
                })
                : laid(node, Shape.of(in.size(0), channels, block, block, in.size(2), in.size(3)), new int[] {
                    0, 1, 4, 2, 5, 3
                });
    }

    static Laid spaceToDepth(LayoutNode node) {
        Shape in = node.shape(0);
        int block = node.attributes().integer("blocksize", 1);
        Shape apart = Shape.of(in.size(0), in.size(1), in.size(2) / block, block, in.size(3) / block, block);
        return laid(node, apart, new int[] {0, 3, 5, 1, 2, 4});
    }

    private static Laid laid(LayoutNode node, Shape apart, int[] order) {
        Optional<Layout> result = node.first()
                .flatMap(layout -> layout.reshaped(apart))
                .flatMap(layout -> layout.transposed(order).reshaped(node.outputShape()));
        return result.map(Laid::of).orElseGet(() -> Laid.fixed("its blocks cut across rows or columns"));
    }
}
