package dev.coppice.eval;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cases of every operator that grids have a rule for, in the forms that decide the fate of a small map. */
final class GridCases {
    private static final int CHANNELS = 2;

    private GridCases() {}

    static List<GridCase> all() {
        List<GridCase> cases = new ArrayList<>();
        cases.add(GridCase.of("Relu"));
        cases.add(GridCase.of("ArgMax").number("axis", 1));
        cases.add(GridCase.of("GlobalAveragePool"));
        cases.add(GridCase.of("GlobalMaxPool"));
        cases.add(GridCase.of("Add").reading(2));
        cases.add(GridCase.of("ReduceMean").and("axes", Tensor.vector(2, 3)));
        pools(cases);
        convolutions(cases);
        transposed(cases);
        resizes(cases);
        channels(cases);
        movements(cases);
        return cases;
    }

    private static void pools(List<GridCase> cases) {
        for (String op : List.of("AveragePool", "MaxPool")) {
            GridCase pool = GridCase.of(op);
            cases.add(pool.with("kernel_shape", 2, 2).with("strides", 2, 2));
            cases.add(pool.with("kernel_shape", 2, 2).with("strides", 2, 2).number("ceil_mode", 1));
            cases.add(pool.with("kernel_shape", 3, 3).with("strides", 2, 2).with("pads", 1, 1, 1, 1));
            cases.add(pool.with("kernel_shape", 3, 3).with("strides", 1, 1).with("pads", 1, 1, 1, 1));
            cases.add(pool.with("kernel_shape", 2, 2).with("strides", 1, 1));
            cases.add(pool.with("kernel_shape", 4, 4).with("strides", 4, 4));
            cases.add(pool.with("kernel_shape", 1, 1).with("strides", 3, 3));
            cases.add(pool.with("kernel_shape", 5, 5).with("strides", 2, 2).with("pads", 2, 2, 2, 2));
            cases.add(pool.with("kernel_shape", 7, 7).with("strides", 7, 7));
            cases.add(pool.with("kernel_shape", 2, 1).with("strides", 2, 1));
        }
    }

    private static void convolutions(List<GridCase> cases) {
        cases.add(conv(1, 1));
        cases.add(conv(1, 1).with("strides", 2, 2));
        cases.add(conv(2, 2).with("strides", 2, 2));
        cases.add(conv(3, 3));
        cases.add(conv(3, 3).with("strides", 2, 2));
        cases.add(conv(3, 3).with("strides", 2, 2).with("pads", 1, 1, 1, 1));
        cases.add(conv(3, 3).with("pads", 2, 2, 2, 2).with("dilations", 2, 2));
        cases.add(conv(3, 3).with("strides", 3, 3).with("pads", 1, 1, 1, 1));
        cases.add(conv(4, 4).with("strides", 4, 4));
        cases.add(conv(7, 7).with("strides", 4, 4).with("pads", 3, 3, 3, 3));
        cases.add(conv(1, 3).with("pads", 0, 1, 0, 1).with("strides", 1, 2));
        cases.add(conv(7, 7));
        cases.add(conv(2, 2).with("pads", 0, 0, 1, 1));
        cases.add(conv(4, 4).with("pads", 2, 1, 1, 2));
        cases.add(conv(1, 2).with("pads", 0, 1, 0, 0));
        cases.add(conv(2, 2).with("pads", 1, 2, 1, 0).with("dilations", 2, 2));
    }

    private static GridCase conv(int rows, int columns) {
        return GridCase.of("Conv").and("w", noise(CHANNELS, CHANNELS, rows, columns));
    }

    private static void transposed(List<GridCase> cases) {
        GridCase two = GridCase.of("ConvTranspose").and("w", noise(CHANNELS, CHANNELS, 2, 2));
        GridCase three = GridCase.of("ConvTranspose").and("w", noise(CHANNELS, CHANNELS, 3, 3));
        GridCase four = GridCase.of("ConvTranspose").and("w", noise(CHANNELS, CHANNELS, 4, 4));
        cases.add(two.with("strides", 2, 2));
        cases.add(three.with("pads", 1, 1, 1, 1));
        cases.add(three.with("strides", 2, 2).with("pads", 1, 1, 1, 1).with("output_padding", 1, 1));
        cases.add(three.with("strides", 2, 2).with("pads", 1, 1, 1, 1));
        cases.add(four.with("strides", 2, 2).with("pads", 1, 1, 1, 1));
        cases.add(four.with("strides", 4, 4));
        cases.add(two.with("strides", 1, 1).with("pads", 1, 1, 1, 1));
    }

    private static void resizes(List<GridCase> cases) {
        for (float factor : List.of(0.5f, 2f, 1f, 3f, 0.26f)) {
            cases.add(resize().and("scales", Tensor.floats(Shape.of(4), 1, 1, factor, factor)));
        }
        cases.add(resize().and("scales", Tensor.floats(Shape.of(4), 1, 1, 2, 1)));
        for (int size : new int[] {1, 2, 5, 16}) {
            GridCase fixed =
                    resize().and("_scales", Tensor.scalar(0)).and("sizes", Tensor.vector(1, CHANNELS, size, size));
            cases.add(fixed);
            cases.add(fixed.with("coordinate_transformation_mode", "align_corners"));
        }
    }

    private static GridCase resize() {
        return GridCase.of("Resize").with("mode", "linear").and("_roi", Tensor.scalar(0));
    }

    private static void channels(List<GridCase> cases) {
        GridCase norm = GridCase.of("BatchNormalization");
        for (String name : List.of("scale", "shift", "mean", "variance")) {
            norm = norm.and(name, Tensor.floats(Shape.of(CHANNELS), 1, 2));
        }
        cases.add(norm);
        cases.add(GridCase.of("InstanceNormalization")
                .and("scale", Tensor.floats(Shape.of(CHANNELS), 1, 2))
                .and("shift", Tensor.floats(Shape.of(CHANNELS), 1, 2)));
        cases.add(GridCase.of("GroupNormalization")
                .number("num_groups", 2)
                .and("scale", Tensor.floats(Shape.of(CHANNELS), 1, 2))
                .and("shift", Tensor.floats(Shape.of(CHANNELS), 1, 2)));
        cases.add(GridCase.of("PRelu").and("slope", Tensor.floats(Shape.of(CHANNELS, 1, 1), 0.1f, 0.2f)));
        cases.add(GridCase.of("Cast").number("to", 1));
        cases.add(GridCase.of("QuantizeLinear")
                .and("scale", Tensor.scalar(0.1f))
                .and("zero", Tensor.of(ElementType.INT8, Shape.SCALAR, ByteBuffer.allocate(1))));
        cases.add(GridCase.of("Gather").number("axis", 1).and("index", Tensor.vector(1, 0, 1)));
        for (int axis = 1; axis < 4; axis++) {
            cases.add(GridCase.of("Concat").number("axis", axis).reading(2));
            cases.add(GridCase.of("Softmax").number("axis", axis));
            cases.add(GridCase.of("LogSoftmax").number("axis", axis));
            cases.add(GridCase.of("Gather").number("axis", axis).and("index", Tensor.longs(Shape.SCALAR, 0)));
            cases.add(GridCase.of("Gather").number("axis", axis).and("index", Tensor.vector(0)));
        }
    }

    private static void movements(List<GridCase> cases) {
        cases.add(GridCase.of("Flatten"));
        cases.add(GridCase.of("MatMul").reading(2));
        cases.add(GridCase.of("Gemm").reading(2));
        cases.add(GridCase.of("Pad").and("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)));
        cases.add(GridCase.of("Pad").and("pads", Tensor.vector(0, 0, 0, 0, 0, 0, -1, 0)));
        cases.add(GridCase.of("Reshape").and("shape", Tensor.vector(0, -1)));
        cases.add(GridCase.of("Reshape").and("shape", Tensor.vector(1, 1, 1, -1)));
        cases.add(GridCase.of("Reshape").and("shape", Tensor.vector(1, -1, 1, 1)));
        cases.add(GridCase.of("Transpose").with("perm", 0, 2, 3, 1));
        cases.add(GridCase.of("Transpose").with("perm", 0, 1, 3, 2));
    }

    private static Tensor noise(int... sizes) {
        return Normal.tensor(5, Shape.of(sizes));
    }
}
