package dev.coppice.compress.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedToConvRewriteTest {
    /** The error of weights rounded to float once, in sums of a few dozen terms of size 1. */
    private static final double ROUNDING = 1e-5;

    private static final int SIZE = 6;

    /** Columns: kernel, stride, pads at front and back, output padding, dilation. All give exactly stride × input samples. */
    @ParameterizedTest
    @CsvSource({
        "2,2,0,0,0,1",
        "4,2,1,1,0,1",
        "3,2,1,1,1,1",
        "3,3,0,0,0,1",
        "8,4,2,2,0,1",
        "16,8,4,4,0,1",
        "3,1,1,1,0,1",
        "3,1,2,2,0,2",
        "3,2,2,2,1,2",
        "4,2,2,0,0,1",
        "1,2,0,0,1,1"
    })
    void equals_the_transposed_convolution_followed_by_the_mean_over_each_cell_borders_included(
            int kernel, int stride, int begin, int end, int extra, int dilation) {
        for (int group : new int[] {1, 2}) {
            Tensor w = Normal.tensor(3, Shape.of(4, 3, kernel, kernel));
            Attributes attributes = Attributes.NONE
                    .with("group", group)
                    .with("strides", stride, stride)
                    .with("pads", begin, begin, end, end)
                    .with("output_padding", extra, extra)
                    .with("dilations", dilation, dilation);
            double[][][] x = maps(Normal.tensor(5, Shape.of(4, SIZE, SIZE)));

            Graph changed = rewritten(w, attributes);
            double[][][] actual = conv(x, changed, group);

            double[][][] expected = cellMeans(transposed(x, w, attributes), stride);
            assertThat(actual).hasDimensions(3 * group, SIZE);
            for (int m = 0; m < expected.length; m++) {
                for (int i = 0; i < SIZE; i++) {
                    assertThat(actual[m][i]).containsExactly(expected[m][i], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void kernel_two_with_stride_two_becomes_the_mean_of_the_four_taps() {
        Tensor w = Tensor.floats(Shape.of(1, 1, 2, 2), 1, 2, 3, 6);

        Graph changed = rewritten(w, Attributes.NONE.with("strides", 2, 2));

        assertThat(changed.node("y").op()).isEqualTo("Conv");
        assertThat(changed.constant("w/mean")).contains(Tensor.floats(Shape.of(1, 1, 1, 1), 3));
        assertThat(changed.constant("w")).isEmpty();
    }

    private static Graph rewritten(Tensor w, Attributes attributes) {
        TensorInfo x = new TensorInfo("x", ElementType.FLOAT, List.of(Dimension.open("N")));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Node node = Node.of("ConvTranspose", "y", attributes, "x", "w");
        Graph graph = new Graph("g", List.of(x), List.of(y), List.of(node), Map.of("w", w));
        return GraphRewriter.apply(
                graph, new TransposedToConvRewrite().edits(new PlanStep.TransposedToConv("y"), graph));
    }

    /** The definition: y[o, s·n + d·k − p] += x[c, n] · w[c, o, k]. */
    private static double[][][] transposed(double[][][] x, Tensor weights, Attributes a) {
        Shape w = weights.shape();
        int stride = a.integers("strides")[0];
        int group = a.integer("group", 1);
        int begin = a.integers("pads")[0];
        int dilation = a.integers("dilations")[0];
        int out = stride * SIZE;
        double[][][] y = new double[w.size(1) * group][out][out];
        float[] values = weights.toFloats();
        int at = 0;
        for (int c = 0; c < w.size(0); c++) {
            for (int m = 0; m < w.size(1); m++) {
                double[][] map = y[c / (w.size(0) / group) * w.size(1) + m];
                for (int k = 0; k < w.size(2) * w.size(3); k++) {
                    int row = dilation * (k / w.size(3)) - begin;
                    int column = dilation * (k % w.size(3)) - begin;
                    add(map, x[c], values[at++], new int[] {row, column, stride});
                }
            }
        }
        return y;
    }

    private static void add(double[][] map, double[][] x, double weight, int[] rowColumnStride) {
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                int row = i * rowColumnStride[2] + rowColumnStride[0];
                int column = j * rowColumnStride[2] + rowColumnStride[1];
                if (row >= 0 && row < map.length && column >= 0 && column < map.length) {
                    map[row][column] += x[i][j] * weight;
                }
            }
        }
    }

    private static double[][][] cellMeans(double[][][] y, int stride) {
        double[][][] z = new double[y.length][SIZE][SIZE];
        for (int m = 0; m < y.length; m++) {
            for (int i = 0; i < y[m].length; i++) {
                for (int j = 0; j < y[m].length; j++) {
                    z[m][i / stride][j / stride] += y[m][i][j] / (stride * stride);
                }
            }
        }
        return z;
    }

    private static double[][][] conv(double[][][] x, Graph graph, int group) {
        Tensor weights = graph.constant(graph.node("y").input(1)).orElseThrow();
        int[] pads = graph.node("y").attributes().integers("pads");
        Shape w = weights.shape();
        float[] values = weights.toFloats();
        double[][][] z = new double[w.size(0)][SIZE][SIZE];
        for (int at = 0; at < values.length; at++) {
            int column = at % w.size(3) - pads[1];
            int row = at / w.size(3) % w.size(2) - pads[0];
            int input = at / w.size(3) / w.size(2) % w.size(1);
            int output = at / w.size(3) / w.size(2) / w.size(1);
            double[][] source = x[output / (w.size(0) / group) * w.size(1) + input];
            for (int i = Math.max(0, -row); i < Math.min(SIZE, SIZE - row); i++) {
                for (int j = Math.max(0, -column); j < Math.min(SIZE, SIZE - column); j++) {
                    z[output][i][j] += source[i + row][j + column] * values[at];
                }
            }
        }
        return z;
    }

    private static double[][][] maps(Tensor tensor) {
        float[] values = tensor.toFloats();
        double[][][] maps = new double[tensor.shape().size(0)][SIZE][SIZE];
        for (int i = 0; i < values.length; i++) {
            maps[i / SIZE / SIZE][i / SIZE % SIZE][i % SIZE] = values[i];
        }
        return maps;
    }
}
