package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Positions of images, classes, rows and columns in a tensor.
 *
 * @param axes what each axis of the tensor counts, slowest first; a merged axis counts several of these, an inserted axis
 *     none
 * @param sizes numbers of images, classes, rows and columns
 */
public record AxisLayout(List<List<MapAxis>> axes, Map<MapAxis, Integer> sizes) {
    private static final List<MapAxis> ORDER = List.of(MapAxis.N, MapAxis.C, MapAxis.H, MapAxis.W);

    public AxisLayout {
        axes = axes.stream().map(List::copyOf).toList();
        sizes = Map.copyOf(sizes);
    }

    /** The layout N×C×H×W, or its first axes; missing sizes are 1. */
    public static AxisLayout of(Shape shape) {
        List<List<MapAxis>> axes = new ArrayList<>();
        Map<MapAxis, Integer> sizes = new EnumMap<>(MapAxis.class);
        for (int i = 0; i < ORDER.size(); i++) {
            boolean there = i < shape.rank();
            sizes.put(ORDER.get(i), there ? shape.size(i) : 1);
            if (there) {
                axes.add(List.of(ORDER.get(i)));
            }
        }
        return new AxisLayout(axes, sizes);
    }

    public int size(MapAxis axis) {
        return sizes.getOrDefault(axis, 1);
    }

    /** The axis of the tensor that counts only this; −1 if there is none. */
    int find(MapAxis wanted) {
        for (int i = 0; i < axes.size(); i++) {
            List<MapAxis> axis = axes.get(i);
            if (axis.contains(wanted) && axis.stream().allMatch(a -> a == wanted || size(a) == 1)) {
                return i;
            }
        }
        return -1;
    }

    /** The layout after a reshape; empty if the reshape splits one of the four axes. */
    Optional<AxisLayout> reshaped(Shape to) {
        List<MapAxis> left = new ArrayList<>(axes.stream().flatMap(List::stream).toList());
        List<List<MapAxis>> changed = new ArrayList<>();
        for (int i = 0; i < to.rank(); i++) {
            List<MapAxis> axis = new ArrayList<>();
            long product = 1;
            boolean more = to.size(i) > 1 || (!left.isEmpty() && size(left.get(0)) == 1);
            while (more && !left.isEmpty()) {
                MapAxis next = left.remove(0);
                axis.add(next);
                product *= size(next);
                more = product < to.size(i);
            }
            if (product != to.size(i)) {
                return Optional.empty();
            }
            changed.add(axis);
        }
        return left.stream().allMatch(a -> size(a) == 1)
                ? Optional.of(new AxisLayout(changed, sizes))
                : Optional.empty();
    }

    AxisLayout transposed(int... order) {
        List<List<MapAxis>> changed = new ArrayList<>();
        for (int from : order) {
            changed.add(axes.get(from));
        }
        return new AxisLayout(changed, sizes);
    }

    /** The layout with another height and width; empty if anything else changes, or if both share an axis. */
    Optional<AxisLayout> resized(Shape to) {
        Map<MapAxis, Integer> changed = new EnumMap<>(sizes);
        for (int i = 0; i < axes.size(); i++) {
            int from = axes.get(i).stream().mapToInt(this::size).reduce(1, (a, b) -> a * b);
            if (to.size(i) != from) {
                if (i != find(MapAxis.H) && i != find(MapAxis.W)) {
                    return Optional.empty();
                }
                changed.put(i == find(MapAxis.H) ? MapAxis.H : MapAxis.W, to.size(i));
            }
        }
        return Optional.of(new AxisLayout(axes, changed));
    }

    /** The layout with the classes reduced to one number. */
    AxisLayout withoutClasses(boolean axisStays) {
        Map<MapAxis, Integer> changed = new EnumMap<>(sizes);
        changed.put(MapAxis.C, 1);
        List<List<MapAxis>> kept = new ArrayList<>(axes);
        if (!axisStays) {
            kept.remove(find(MapAxis.C));
        }
        return new AxisLayout(kept, changed);
    }

    /** The number of elements. */
    long elements() {
        return sizes.values().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** The sizes N×C×H×W. */
    Shape shape() {
        return Shape.of(size(MapAxis.N), size(MapAxis.C), size(MapAxis.H), size(MapAxis.W));
    }

    /** Reorders the numbers of a tensor to N×C×H×W; the same array if they have this order. */
    float[] ordered(float[] values) {
        int[] strides = strides();
        if (isOrdered(strides)) {
            return values;
        }
        float[] out = new float[values.length];
        Shape to = shape();
        int at = 0;
        for (int n = 0; n < to.size(0); n++) {
            for (int c = 0; c < to.size(1); c++) {
                for (int y = 0; y < to.size(2); y++) {
                    int row = n * strides[0] + c * strides[1] + y * strides[2];
                    for (int x = 0; x < to.size(3); x++) {
                        out[at++] = values[row + x * strides[3]];
                    }
                }
            }
        }
        return out;
    }

    private boolean isOrdered(int... strides) {
        int expected = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            int size = size(ORDER.get(i));
            if (size > 1 && strides[i] != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    /** The strides, in the order N, C, H, W. */
    private int[] strides() {
        int[] strides = new int[ORDER.size()];
        int stride = 1;
        List<MapAxis> order = axes.stream().flatMap(List::stream).toList();
        for (int i = order.size() - 1; i >= 0; i--) {
            strides[ORDER.indexOf(order.get(i))] = stride;
            stride *= size(order.get(i));
        }
        return strides;
    }
}
