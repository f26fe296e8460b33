package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Slices of constants; weights of grouped convolutions are sliced block by block. */
final class WeightSlices {
    private WeightSlices() {}

    /** The number of groups that the weights at an input hold; 1 for any other constant. */
    static int groups(Node node, int input) {
        return input == 1 && node.is("Conv", "ConvTranspose")
                ? node.attributes().integer("group", 1)
                : 1;
    }

    /** The constant at an input position after every cut. */
    static Tensor of(Node node, int input, Tensor constant, List<PlanStep.ConstantCut> cuts) {
        int groups = groups(node, input);
        return groups > 1 ? ofGroups(node, constant, groups, cuts) : plain(constant, cuts);
    }

    /** The constant after every cut on its own axis. */
    private static Tensor plain(Tensor constant, List<PlanStep.ConstantCut> cuts) {
        Tensor result = constant;
        for (PlanStep.ConstantCut cut : cuts) {
            result = result.select(cut.axis(), ints(cut.keep()));
        }
        return result;
    }

    /**
     * The cut of weights R×S×… whose rows fall into equal blocks, one for each group. Axis 0 keeps rows. Axis 1 counts
     * the channels of all groups, so each row keeps the channels of its own group.
     */
    private static Tensor ofGroups(Node node, Tensor weights, int groups, List<PlanStep.ConstantCut> cuts) {
        Shape shape = weights.shape();
        int size = shape.size(1);
        int[] rows = keep(cuts, 0, shape.size(0));
        int[] columns = keep(cuts, 1, size * groups);
        int[][] ofGroup = new int[groups][];
        for (int g = 0; g < groups; g++) {
            int first = g * size;
            ofGroup[g] = IntStream.of(columns)
                    .filter(c -> c >= first && c < first + size)
                    .map(c -> c - first)
                    .toArray();
        }
        int rowsPerGroup = shape.size(0) / groups;
        int width = ofGroup[rows[0] / rowsPerGroup].length;
        List<ByteBuffer> parts = new ArrayList<>();
        for (int row : rows) {
            int[] own = ofGroup[row / rowsPerGroup];
            if (own.length != width) {
                throw new IllegalArgumentException("the plan keeps " + own.length + " channels of group "
                        + row / rowsPerGroup + " of " + node + " and " + width
                        + " of another; every group must keep as many");
            }
            parts.add(weights.select(0, row).select(1, own).bytes());
        }
        ByteBuffer all = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(all::put);
        return Tensor.of(weights.type(), shape.with(0, rows.length).with(1, width), all.flip());
    }

    private static int[] keep(List<PlanStep.ConstantCut> cuts, int axis, int size) {
        return cuts.stream()
                .filter(cut -> cut.axis() == axis)
                .findFirst()
                .map(cut -> ints(cut.keep()))
                .orElseGet(() -> IntStream.range(0, size).toArray());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(v -> v).toArray();
    }
}
