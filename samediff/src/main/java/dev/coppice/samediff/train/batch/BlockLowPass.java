package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.BlockCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Soft block labels without the frequencies of the blocks' edges: upsampled, low-passed, clipped at 0, renormalised.
 *
 * <p>A grid of blocks of side M holds no frequencies from ν_M = H/(2M) cycles per picture on. Along each axis the upsampled
 * labels keep the ⌈H/M⌉ DCT-II coefficients p with p/2 &lt; ν_M. The DCT replaces the DFT because opposite borders of a
 * picture are unrelated. Upsampling and low-pass are one matrix per axis, applied to the blocks. Void blocks contribute
 * nothing and receive nothing.
 */
final class BlockLowPass {
    private final Map<Axis, double[][]> matrices = new ConcurrentHashMap<>();

    /** An axis, with its length and the blocks' side in pixels. */
    private record Axis(int length, int side) {}

    SoftPicture of(BlockCounts blocks) {
        return new Picture(
                blocks,
                matrices.computeIfAbsent(new Axis(blocks.height(), blocks.side()), BlockLowPass::matrix),
                matrices.computeIfAbsent(new Axis(blocks.width(), blocks.side()), BlockLowPass::matrix));
    }

    /**
     * The matrix from blocks to pixels: A[i][b] = (1/H) Σ_{j in b} Σ_p ε_p cos(πp(2i+1)/2H) cos(πp(2j+1)/2H), p &lt; ⌈H/M⌉,
     * ε_0 = 1, else 2.
     */
    private static double[][] matrix(Axis axis) {
        int length = axis.length();
        int band = (length + axis.side() - 1) / axis.side();
        double[][] ofBlocks = new double[band][band];
        for (int p = 0; p < band; p++) {
            for (int j = 0; j < length; j++) {
                ofBlocks[p][j / axis.side()] += (p == 0 ? 1 : 2) * cosine(p, j, length) / length;
            }
        }
        double[][] matrix = new double[length][band];
        for (int i = 0; i < length; i++) {
            for (int p = 0; p < band; p++) {
                double wave = cosine(p, i, length);
                for (int b = 0; b < band; b++) {
                    matrix[i][b] += wave * ofBlocks[p][b];
                }
            }
        }
        return matrix;
    }

    private static double cosine(int p, int i, int length) {
        return Math.cos(Math.PI * ((long) p * (2L * i + 1) % (4L * length)) / (2.0 * length));
    }

    /** Reader of one picture. */
    private static final class Picture implements SoftPicture {
        private final BlockCounts blocks;
        private final UpsampledBlocks upsampled;
        private final double[][] rows;
        private final double[][] columns;
        private final double[] fractions;
        private final double[] line;

        Picture(BlockCounts blocks, double[][] rows, double[][] columns) {
            this.blocks = blocks;
            this.upsampled = new UpsampledBlocks(blocks);
            this.rows = rows;
            this.columns = columns;
            this.fractions = new double[blocks.rows() * blocks.columns() * blocks.classes()];
            for (int i = 0; i < fractions.length; i++) {
                int block = i / blocks.classes();
                fractions[i] =
                        blocks.fraction(block / blocks.columns(), block % blocks.columns(), i % blocks.classes());
            }
            this.line = new double[blocks.columns() * blocks.classes()];
        }

        @Override
        public void enter(int y) {
            upsampled.enter(y);
            for (int i = 0; i < line.length; i++) {
                double sum = 0;
                for (int r = 0; r < blocks.rows(); r++) {
                    sum += rows[y][r] * fractions[r * line.length + i];
                }
                line[i] = sum;
            }
        }

        @Override
        public int at(int x, double[] shares) {
            int majority = upsampled.at(x, shares);
            if (majority < 0) {
                return majority;
            }
            double[] smooth = new double[shares.length];
            double sum = 0;
            for (int c = 0; c < smooth.length; c++) {
                for (int b = 0; b < blocks.columns(); b++) {
                    smooth[c] += columns[x][b] * line[b * smooth.length + c];
                }
                smooth[c] = Math.max(0, smooth[c]);
                sum += smooth[c];
            }
            if (sum > 0) { // beside void blocks the result may be empty; the block's own shares then stay
                for (int c = 0; c < smooth.length; c++) {
                    shares[c] = smooth[c] / sum;
                }
            }
            return majority;
        }
    }
}
