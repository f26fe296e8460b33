package dev.coppice.eval.latency;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Random;

/**
 * Noise as smooth as pictures, to time networks on: the time of some kernels depends on what they read. ONNX Runtime's PRelu
 * branches on the sign of each number, so it is slower where signs change from pixel to pixel than on a picture. Zeros would
 * make other kernels faster.
 *
 * <p>It is the sum of normal numbers on grids of 64, 32, … 1 pixels, as strong as their grid is coarse, with linear
 * interpolation between them. The mean is 0 and the deviation at most 1, as in normalised pictures. Measured for an ESPNet
 * with 20 PRelu: within 1 % of its time on pictures, where noise of single pixels takes 11 % more
 * (docs/results/equal-milliseconds.md). Equally strong grids, whose amplitudes fall with the frequency f as 1/f, take 9 % more.
 */
public final class PictureNoise {
    private static final int COARSEST = 64;
    /** The deviation of the sum where all grids meet. */
    private static final double DEVIATION = Math.sqrt((4.0 * COARSEST * COARSEST - 1) / 3);

    private static final int SPACE = 2;
    private static final long SEED = 1;

    private PictureNoise() {}

    /**
     * The noise, the same at every call.
     *
     * @param shape N×C and any number of axes of space; every image and channel has noise of its own
     */
    public static Tensor of(Shape shape) {
        Random random = new Random(SEED);
        int[] space = Arrays.copyOfRange(shape.sizes(), Math.min(SPACE, shape.rank()), shape.rank());
        float[] values = new float[Math.toIntExact(shape.elements())];
        int length = product(space, 0, space.length);
        for (int at = 0; at < values.length; at += length) {
            System.arraycopy(map(space, random), 0, values, at, length);
        }
        return Tensor.floats(shape, values);
    }

    private static float[] map(int[] space, Random random) {
        int[] sizes = grid(space, COARSEST);
        float[] map = new float[product(sizes, 0, sizes.length)];
        add(map, COARSEST, random);
        for (int step = COARSEST / 2; step >= 1; step /= 2) {
            int[] finer = grid(space, step);
            for (int axis = 0; axis < sizes.length; axis++) {
                map = refined(map, sizes, axis, finer[axis]);
                sizes[axis] = finer[axis];
            }
            add(map, step, random);
        }
        return map;
    }

    /** The points of a grid that reach from the first pixel to the last or beyond. */
    private static int[] grid(int[] space, int step) {
        return Arrays.stream(space).map(size -> (size + step - 2) / step + 1).toArray();
    }

    private static void add(float[] map, int step, Random random) {
        for (int i = 0; i < map.length; i++) {
            map[i] += (float) (random.nextGaussian() * step / DEVIATION);
        }
    }

    /** A map with a point between every two along an axis. */
    private static float[] refined(float[] map, int[] sizes, int axis, int finer) {
        int inner = product(sizes, axis + 1, sizes.length);
        int outer = product(sizes, 0, axis);
        float[] refined = new float[outer * finer * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < finer; i++) {
                int left = (o * sizes[axis] + i / 2) * inner;
                int right = left + (i % 2) * inner;
                int to = (o * finer + i) * inner;
                for (int k = 0; k < inner; k++) {
                    refined[to + k] = (map[left + k] + map[right + k]) / 2;
                }
            }
        }
        return refined;
    }

    private static int product(int[] sizes, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= sizes[i];
        }
        return product;
    }
}
