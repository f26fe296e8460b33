package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Positions of images, classes, slices, rows and columns in a tensor. A signal has columns only, a picture no slices.
 *
 * @param axes what each axis of the tensor counts, slowest first; a merged axis counts several of these, an inserted axis
 *     none
 * @param sizes numbers of images, classes and of each space axis that the network's input has
 */
public record AxisLayout(List<List<MapAxis>> axes, Map<MapAxis, Integer> sizes) {
    private static final List<MapAxis> ORDER = List.of(MapAxis.N, MapAxis.C, MapAxis.D, MapAxis.H, MapAxis.W);

    /** Images and classes, in front of the axes of space. */
    private static final int SPACE = 2;

    public AxisLayout {
        axes = axes.stream().map(List::copyOf).toList();
        sizes = Map.copyOf(sizes);
    }

    /** The layout N×C×H×W of pictures, or its first axes; missing sizes are 1. */
    public static AxisLayout of(Shape shape) {
        return of(shape, 2);
    }

    /** The layout N×C and this number of space axes, or its first axes; missing sizes are 1. */
    public static AxisLayout of(Shape shape, int space) {
        List<MapAxis> order = new ArrayList<>(ORDER.subList(0, SPACE));
        order.addAll(ORDER.subList(ORDER.size() - space, ORDER.size()));
        List<List<MapAxis>> axes = new ArrayList<>();
        Map<MapAxis, Integer> sizes = new EnumMap<>(MapAxis.class);
        for (int i = 0; i < order.size(); i++) {
            boolean there = i < shape.rank();
            sizes.put(order.get(i), there ? shape.size(i) : 1);
            if (there) {
                axes.add(List.of(order.get(i)));
            }
        }
        return new AxisLayout(axes, sizes);
    }

    /** The sizes of the space axes that the network's input has. */
    List<Integer> space() {
        return ORDER.subList(SPACE, ORDER.size()).stream()
                .filter(sizes::containsKey)
                .map(this::size)
                .toList();
    }

    /** Whether the tensor has all axes of the network's input. */
    boolean isMap() {
        return axes.stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet())
                .containsAll(ORDER.subList(SPACE, ORDER.size()).stream()
                        .filter(sizes::containsKey)
                        .toList());
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

    /** The layout with other sizes in space; empty if anything else changes, or if two of them share an axis. */
    Optional<AxisLayout> resized(Shape to) {
        Map<MapAxis, Integer> changed = new EnumMap<>(sizes);
        for (int i = 0; i < axes.size(); i++) {
            int from = axes.get(i).stream().mapToInt(this::size).reduce(1, (a, b) -> a * b);
            if (to.size(i) != from) {
                int place = i;
                Optional<MapAxis> axis = ORDER.subList(SPACE, ORDER.size()).stream()
                        .filter(each -> find(each) == place)
                        .findFirst();
                if (axis.isEmpty()) {
                    return Optional.empty();
                }
                changed.put(axis.get(), to.size(i));
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

    /** The sizes N×C×H×W; the slices of a volume lie one below the other. */
    Shape shape() {
        int rows = size(MapAxis.D) * size(MapAxis.H);
        return Shape.of(size(MapAxis.N), size(MapAxis.C), rows, size(MapAxis.W));
    }

    /** Reorders the numbers of a tensor to those of {@link #shape}; the same array if they have this order. */
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
                for (int row = 0; row < to.size(2); row++) {
                    int z = row / size(MapAxis.H);
                    int y = row % size(MapAxis.H);
                    int from = n * strides[0] + c * strides[1] + z * strides[2] + y * strides[3];
                    for (int x = 0; x < to.size(3); x++) {
                        out[at++] = values[from + x * strides[4]];
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

    /** The strides, in the order N, C, D, H, W. */
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
