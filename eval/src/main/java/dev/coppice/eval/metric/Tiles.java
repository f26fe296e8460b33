package dev.coppice.eval.metric;

import dev.coppice.models.data.Patch;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of one size that cover a volume and overlap by about half. One block of the volume's size, or of a larger one, is
 * the whole volume.
 *
 * @param space sizes of the volume
 * @param sizes sizes of a block
 */
record Tiles(Shape space, List<Integer> sizes) {
    Tiles {
        sizes = List.copyOf(sizes);
    }

    /** The blocks, the last axis first. */
    List<Patch> all() {
        List<List<Integer>> begins = List.of(List.of());
        for (int axis = 0; axis < sizes.size(); axis++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> begin : begins) {
                for (int next : begins(space.size(axis), sizes.get(axis))) {
                    List<Integer> one = new ArrayList<>(begin);
                    one.add(next);
                    longer.add(one);
                }
            }
            begins = longer;
        }
        return begins.stream().map(begin -> Patch.at(begin, sizes)).toList();
    }

    private static List<Integer> begins(int whole, int block) {
        int room = whole - block;
        if (room <= 0) {
            return List.of(Math.floorDiv(room, 2));
        }
        int step = Math.max(1, block / 2);
        int count = (room + step - 1) / step;
        List<Integer> begins = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            begins.add((int) ((long) i * room / count));
        }
        return begins;
    }

    /** The weight of each sample of a block, which falls towards its borders: the product of the distances to them. */
    float[] weights() {
        int count = sizes.stream().reduce(1, (a, b) -> a * b);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            float weight = 1;
            for (int axis = sizes.size() - 1; axis >= 0; axis--) {
                int size = sizes.get(axis);
                int at = rest % size;
                weight *= Math.min(at + 1, size - at) / (float) size;
                rest /= size;
            }
            weights[i] = weight;
        }
        return weights;
    }
}
