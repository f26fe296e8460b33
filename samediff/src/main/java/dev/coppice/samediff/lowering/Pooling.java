package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * A pooling window on a map of two or three space axes, with the padding behind it that its output really needs.
 *
 * @param window window of the node
 * @param end padding behind each axis that the last windows reach, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // lives only during a translation
record Pooling(Window window, int[] end) {
    static Pooling of(Window window, Shape in, Shape out) {
        int[] end = new int[window.kernel().length];
        Arrays.setAll(
                end,
                i -> Math.max(
                        0,
                        (out.size(2 + i) - 1) * window.strides()[i]
                                + window.reach(i)
                                - in.size(2 + i)
                                - window.begin()[i]));
        return new Pooling(window, end);
    }

    /** Whether ND4J's own padding, the same on both sides, gives the right number of windows. */
    boolean isEven() {
        return !Phases.needed(window)
                && Arrays.equals(window.begin(), window.end())
                && IntStream.range(0, end.length).allMatch(i -> end[i] <= window.end()[i]);
    }

    boolean isPadded() {
        return Arrays.stream(window.begin()).sum() + Arrays.stream(end).sum() > 0;
    }

    /** The shape of a map that was padded by the window's and {@link #end}'s padding. */
    Shape padded(Shape in) {
        Shape shape = in;
        for (int i = 0; i < end.length; i++) {
            int axis = Spatial.SPACE + i;
            shape = shape.with(axis, in.size(axis) + window.begin()[i] + end[i]);
        }
        return shape;
    }

    /** No padding. */
    int[] none() {
        return new int[end.length];
    }

    /** The largest samples of the windows on a map of this shape, which is padded evenly. */
    SDVariable largest(SameDiff sd, SDVariable x, Shape in, int... pad) {
        return apply(sd, x, in, pad, (map, config) -> sd.cnn().maxPooling2d(map, config));
    }

    /** The means of the windows on a map of this shape. */
    SDVariable mean(SameDiff sd, SDVariable x, Shape in) {
        return apply(sd, x, in, none(), (map, config) -> sd.cnn().avgPooling2d(map, config));
    }

    /** Windows of volumes go over height and width of every slice first, then over the depth. */
    private SDVariable apply(
            SameDiff sd, SDVariable x, Shape in, int[] pad, BiFunction<SDVariable, Pooling2DConfig, SDVariable> pool) {
        if (Phases.needed(window)) {
            Window unpadded = new Window(window.kernel(), window.strides(), window.dilations(), none(), none(), none());
            Pooling2DConfig plain = new Pooling(Phases.plain(window), none()).config(0, 1, none());
            return new Phases(unpadded, in).apply(sd, x, map -> pool.apply(map, plain), in);
        }
        if (pad.length == 2) {
            return pool.apply(x, config(0, 1, pad));
        }
        int depth = in.size(2);
        SDVariable slices = sd.reshape(x, -1, (long) in.size(1) * depth, in.size(3), in.size(4));
        SDVariable pooled = pool.apply(slices, config(1, 2, pad));
        long height = steps(1, in.size(3), pad[1]);
        long width = steps(2, in.size(4), pad[2]);
        if (window.kernel()[0] == 1 && window.strides()[0] == 1) {
            return sd.reshape(pooled, -1, in.size(1), depth, height, width);
        }
        SDVariable columns = sd.reshape(pooled, -1, in.size(1), depth, height * width);
        return sd.reshape(
                pool.apply(columns, config(0, 3, pad)), -1, in.size(1), steps(0, depth, pad[0]), height, width);
    }

    private int steps(int axis, int size, int pad) {
        return (size + 2 * pad - window.kernel()[axis]) / window.strides()[axis] + 1;
    }

    /** The window over two axes; one that it does not have stays as it is. */
    private Pooling2DConfig config(int rows, int columns, int... pad) {
        boolean both = columns < pad.length;
        return Pooling2DConfig.builder()
                .kH(window.kernel()[rows])
                .kW(both ? window.kernel()[columns] : 1)
                .sH(window.strides()[rows])
                .sW(both ? window.strides()[columns] : 1)
                .pH(pad[rows])
                .pW(both ? pad[columns] : 0)
                .build();
    }
}
