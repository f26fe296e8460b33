package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear map Y = A · X · Bᵀ on the last two axes of N×C×H×W with constant matrices, for every linear resize and resampling.
 * It is an average pooling if both matrices take means of equal blocks, and an upsampling if both repeat samples. The depth
 * of a volume is mapped after its height and width, as the height of maps whose columns stay.
 *
 * @param rows matrix A, output height × input height; without rows where the height stays
 * @param columns matrix B, output width × input width; without rows where the width stays
 */
@SuppressWarnings("ArrayRecordComponent") // lives only during a translation
record SeparableMap(float[][] rows, float[][] columns) {
    private static final float[][] STAYS = {};

    /**
     * The map of a node's first input along all its space axes.
     *
     * @param matrix function from a space axis of the input to its matrix, output size × input size
     */
    static SDVariable lower(LoweringContext c, IntFunction<float[][]> matrix) {
        Shape in = c.shape(0);
        SDVariable x = c.input(0);
        String tensor = c.node().input(0);
        float[][] columns = matrix.apply(in.rank() - 1);
        if (in.rank() == Spatial.SPACE + 1) {
            SDVariable map = c.reshape(x, tensor, Spatial::map);
            return c.reshape(new SeparableMap(STAYS, columns).apply(c.sd(), map, Spatial.map(in)));
        }
        SeparableMap last = new SeparableMap(matrix.apply(in.rank() - 2), columns);
        if (in.rank() == Spatial.PICTURE) {
            return last.apply(c.sd(), x, in);
        }
        Shape slices = slices(in);
        SDVariable apart = last.apply(c.sd(), c.reshape(x, tensor, SeparableMap::slices), slices);
        Shape out = c.outputShape();
        SDVariable columnsOfDepth =
                c.reshape(apart, tensor, s -> Shape.of(s.size(0), s.size(1), s.size(2), out.size(3) * out.size(4)));
        Shape maps = Shape.of(in.size(0), in.size(1), in.size(2), out.size(3) * out.size(4));
        return c.reshape(new SeparableMap(matrix.apply(2), STAYS).apply(c.sd(), columnsOfDepth, maps));
    }

    /** The slices of a volume as channels. */
    private static Shape slices(Shape volume) {
        return Shape.of(volume.size(0), volume.size(1) * volume.size(2), volume.size(3), volume.size(4));
    }

    private SDVariable apply(SameDiff sd, SDVariable x, Shape in) {
        if (isIdentity(rows) && isIdentity(columns)) {
            return x;
        }
        int[] blocks = blocks(rows, columns);
        if (blocks.length == 2) {
            return sd.cnn().avgPooling2d(x, pooling(blocks));
        }
        int[] repeats = blocks(scaled(transposed(rows)), scaled(transposed(columns)));
        if (repeats.length == 2) {
            return sd.cnn().upsampling2d(x, repeats[0], repeats[1], true);
        }
        return product(sd, x, in);
    }

    /** The block lengths if both matrices take means of equal blocks; otherwise none. */
    private static int[] blocks(float[][] rows, float[][] columns) {
        int h = block(rows);
        int w = block(columns);
        return h > 0 && w > 0 && isMean(rows, h) && isMean(columns, w) ? new int[] {h, w} : new int[0];
    }

    /** The matrix with each row divided by its number of non-zero entries; repeats become means. */
    private static float[][] scaled(float[][] matrix) {
        for (float[] row : matrix) {
            int count = 0;
            for (float entry : row) {
                count += entry == 1 ? 1 : 0;
            }
            for (int j = 0; j < row.length; j++) {
                row[j] = row[j] == 1 ? 1f / count : row[j] == 0 ? 0 : 2;
            }
        }
        return matrix;
    }

    private SDVariable product(SameDiff sd, SDVariable x, Shape in) {
        long c = in.size(1);
        long width = columns.length == 0 ? in.size(3) : columns.length;
        SDVariable y = x;
        if (!isIdentity(columns)) {
            SDVariable b = sd.constant(Nd4j.createFromArray(transposed(columns)));
            y = sd.reshape(y, -1, in.size(3)).mmul(b);
            y = sd.reshape(y, -1, c, in.size(2), width);
        }
        if (!isIdentity(rows)) {
            SDVariable a = sd.constant(Nd4j.createFromArray(transposed(rows)));
            SDVariable turned = sd.reshape(sd.permute(y, 0, 1, 3, 2), -1, in.size(2));
            y = sd.reshape(turned.mmul(a), -1, c, width, rows.length);
            y = sd.permute(y, 0, 1, 3, 2);
        }
        return y;
    }

    private static Pooling2DConfig pooling(int[] size) {
        return Pooling2DConfig.builder()
                .kH(size[0])
                .kW(size[1])
                .sH(size[0])
                .sW(size[1])
                .build();
    }

    /** The k for which row i is non-zero exactly from column i·k (inclusive) to (i+1)·k (exclusive); 0 if there is none. */
    private static int block(float[][] matrix) {
        if (matrix.length == 0) {
            return 1;
        }
        int k = matrix[0].length / matrix.length;
        if (k * matrix.length != matrix[0].length) {
            return 0;
        }
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                if ((matrix[i][j] != 0) != (j / k == i)) {
                    return 0;
                }
            }
        }
        return k;
    }

    /** Whether every non-zero entry is 1/k. */
    private static boolean isMean(float[][] matrix, int k) {
        float share = 1f / k;
        return Arrays.stream(matrix).allMatch(row -> {
            boolean mean = true;
            for (float entry : row) {
                mean &= entry == 0 || Math.abs(entry - share) <= Math.ulp(share);
            }
            return mean;
        });
    }

    private static boolean isIdentity(float[][] matrix) {
        return block(matrix) == 1 && isMean(matrix, 1);
    }

    private static float[][] transposed(float[][] matrix) {
        if (matrix.length == 0) {
            return matrix;
        }
        float[][] out = new float[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                out[j][i] = matrix[i][j];
            }
        }
        return out;
    }
}
