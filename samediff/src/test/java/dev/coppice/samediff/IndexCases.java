package dev.coppice.samediff;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.util.List;

/** Variations of operators that follow indices, labels, positions or borders, and of convolutions with computed weights. */
final class IndexCases {
    private static final Attributes NONE = Attributes.NONE;

    private final TranslatorCases cases;

    IndexCases(TranslatorCases cases) {
        this.cases = cases;
    }

    void all() {
        labels();
        gathers();
        scatters();
        borders();
        rows();
        samples();
        blocks();
        sequences();
        unpools();
        computedWeights();
    }

    private void labels() {
        einsum("of a permutation", "nchw->nhcw");
        einsum("of a sum", "nchw->nc");
        einsum("of a square", "nchw,nchw->nchw", IMAGE);
        einsum("of attention", "nchw,nchv->nhwv", IMAGE);
        einsum("with everything contracted but one axis", "nchw,nchw->n", IMAGE);
        einsum("without an output", "nchw,nchw", IMAGE);
        cases.add("Einsum of a matrix and dots", b -> b.normal("w", 1, 7, 5)
                .node("Einsum", "y", NONE.with("equation", "...w,wk->...k"), IMAGE, "w"));
        cases.add("Einsum of three", b -> b.normal("w", 1, 4, 3)
                .normal("v", 1, 6)
                .node("Einsum", "y", NONE.with("equation", "nchw,ck,h->nkw"), IMAGE, "w", "v"));
    }

    private void einsum(String name, String equation, String... more) {
        String[] inputs = more.length == 0 ? new String[] {IMAGE} : new String[] {IMAGE, more[0]};
        cases.add("Einsum " + name, b -> b.node("Einsum", "y", NONE.with("equation", equation), inputs));
    }

    private void gathers() {
        cases.add("GatherND of rows", b -> b.constant("at", Tensor.longs(Shape.of(3, 2), 1, 3, 1, -2, 1, 3))
                .node("GatherND", "y", IMAGE, "at"));
        cases.add("GatherND of single elements", b -> b.constant(
                        "at", Tensor.longs(Shape.of(2, 2, 4), 0, 2, 5, 6, 0, 2, 5, 0, 1, 2, 5, 6, 1, 2, 5, 0))
                .node("GatherND", "y", IMAGE, "at"));
        cases.add("GatherND behind the batch", b -> b.constant("at", Tensor.longs(Shape.of(2, 3, 1), 0, 3, 0, 0, 3, 0))
                .node("GatherND", "y", NONE.with("batch_dims", 1), IMAGE, "at"));
        cases.add("GatherElements", b -> b.constant("at", rows(4, 0, 7))
                .node("GatherElements", "y", NONE.with("axis", 2), IMAGE, "at"));
    }

    /** Indices of rows for every image, channel and column. */
    private static Tensor rows(long... rows) {
        long[] values = new long[2 * 4 * rows.length * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i / 7 % rows.length] % 6;
        }
        return Tensor.longs(Shape.of(2, 4, rows.length, 7), values);
    }

    private void scatters() {
        for (String reduction : List.of("none", "add")) {
            Attributes a = NONE.with("reduction", reduction);
            cases.add("ScatterND " + reduction, b -> b.constant("at", Tensor.longs(Shape.of(3, 2), 1, 3, 1, -2, 1, 1))
                    .integers("part", 0, 1, 2)
                    .node("Gather", "rows", NONE.with("axis", 1), IMAGE, "part")
                    .constant("first", Tensor.longs(Shape.SCALAR, 0))
                    .node("Gather", "updates", NONE.with("axis", 0), "rows", "first")
                    .node("ScatterND", "y", a, IMAGE, "at", "updates"));
            cases.add("ScatterElements " + reduction, b -> b.constant(
                            "at", Tensor.longs(Shape.of(1, 2, 2, 1), 5, -3, 5, -3))
                    .normal("updates", 1, 1, 2, 2, 1)
                    .node("ScatterElements", "y", a.with("axis", 2), IMAGE, "at", "updates"));
        }
    }

    /** The parts of what was computed for one picture. */
    private void rows() {
        cases.add("Slice of a row", b -> row(b).integers("starts", 3)
                .integers("ends", 40)
                .integers("axes", 1)
                .node("Slice", "y", "row", "starts", "ends", "axes"));
        cases.add("Slice of a row with steps", b -> row(b).integers("starts", 3)
                .integers("ends", 40)
                .integers("axes", 1)
                .integers("steps", 5)
                .node("Slice", "y", "row", "starts", "ends", "axes", "steps"));
        cases.add("Gather of a run in a row", b -> row(b).integers("places", 3, 4, 5)
                .node("Gather", "y", NONE.with("axis", 1), "row", "places"));
    }

    private static NetworkBuilder row(NetworkBuilder b) {
        return b.integers("shape", 0, -1).node("Reshape", "row", IMAGE, "shape");
    }

    private void borders() {
        for (String mode : List.of("edge", "reflect", "wrap")) {
            cases.add("Pad " + mode, b -> b.integers("p", 0, 0, 1, 2, 0, 0, 3, 1)
                    .node("Pad", "y", NONE.with("mode", mode), IMAGE, "p"));
        }
        cases.add("Pad that crops", b -> b.constant("v", Tensor.scalar(0.5f))
                .integers("p", 0, 1, -1, 2, 0, 0, 1, -3)
                .node("Pad", "y", IMAGE, "p", "v"));
        cases.add("Slice backwards", b -> b.integers("starts", -1, 1, 5)
                .integers("ends", Long.MIN_VALUE, 4, 0)
                .integers("axes", 3, 1, 2)
                .integers("steps", -1, 1, -2)
                .node("Slice", "y", IMAGE, "starts", "ends", "axes", "steps"));
        for (String coordinates : List.of("half_pixel", "align_corners")) {
            Attributes a =
                    NONE.with("mode", "cubic").with("axes", 2, 3).with("coordinate_transformation_mode", coordinates);
            cases.add("Resize cubic " + coordinates, b -> b.integers("sizes", 9, 5)
                    .node("Resize", "y", a, IMAGE, "", "", "sizes"));
        }
    }

    private void samples() {
        Attributes align = NONE.with("align_corners", 1);
        for (String padding : List.of("zeros", "border", "reflection")) {
            for (String mode : List.of("bilinear", "bicubic", "nearest")) {
                for (Attributes a : List.of(NONE, align)) {
                    String name = "GridSample " + mode + ", " + padding + (a.equals(align) ? ", aligned corners" : "");
                    cases.add(name, b -> grid(b).node(
                                    "GridSample",
                                    "y",
                                    a.with("padding_mode", padding).with("mode", mode),
                                    IMAGE,
                                    "grid"));
                }
            }
        }
        cases.add("GridSample by a constant grid", b -> b.normal("grid", 0.7, 2, 3, 5, 2)
                .node("GridSample", "y", IMAGE, "grid"));
    }

    private void blocks() {
        blocks("in a row", 4, 9, 2, 2, NONE.with("strides", 2, 2), 6, 6);
        blocks("that overlap", 9, 16, 3, 3, NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1), 7, 8);
        blocks("with a rest", 6, 15, 3, 2, NONE.with("strides", 2, 3).with("pads", 0, 1, 1, 0), 10, 9);
    }

    private void blocks(String name, int places, int columns, int height, int width, Attributes a, int... image) {
        cases.add("Col2Im of blocks " + name, Shape.of(2, 2 * places, 1, columns), b -> b.integers("rows", 2)
                .node("Squeeze", "x", IMAGE, "rows")
                .integers("size", image[0], image[1])
                .integers("block", height, width)
                .node("Col2Im", "y", a, "x", "size", "block"));
    }

    /** A grid that the image moves, some of it beyond the border. */
    private static NetworkBuilder grid(NetworkBuilder b) {
        return b.integers("two", 1, 3)
                .node("Gather", "part", NONE.with("axis", 1), IMAGE, "two")
                .node("Transpose", "turned", NONE.with("perm", 0, 2, 3, 1), "part")
                .constant("less", Tensor.scalar(0.8f))
                .node("Mul", "grid", "turned", "less");
    }

    private void sequences() {
        for (String op : List.of("GRU", "LSTM", "RNN")) {
            int gates = op.equals("GRU") ? 3 : op.equals("LSTM") ? 4 : 1;
            for (String direction : List.of("forward", "reverse", "bidirectional")) {
                int directions = direction.equals("bidirectional") ? 2 : 1;
                Attributes a = NONE.with("hidden_size", 3).with("direction", direction);
                cases.add(op + " " + direction, Shape.of(2, 1, 4, 5), b -> sequence(b)
                        .normal("w", 0.5, directions, gates * 3, 5)
                        .normal("r", 0.5, directions, gates * 3, 3)
                        .normal("b", 0.5, directions, gates * 6)
                        .parts(op, List.of("y"), a, "x", "w", "r", "b"));
            }
            Attributes last = NONE.with("hidden_size", 3).with("linear_before_reset", 1);
            cases.add(op + ", last state only", Shape.of(2, 1, 4, 5), b -> sequence(b)
                    .normal("w", 0.5, 1, gates * 3, 5)
                    .normal("r", 0.5, 1, gates * 3, 3)
                    .normal("h", 0.5, 1, 2, 3)
                    .parts(
                            op,
                            List.of("all", "y"),
                            op.equals("GRU") ? last : last.without("linear_before_reset"),
                            "x",
                            "w",
                            "r",
                            "",
                            "",
                            "h"));
        }
    }

    /** The rows of each picture as the steps of a sequence: steps, pictures, features. */
    private static NetworkBuilder sequence(NetworkBuilder b) {
        return b.integers("channel", 1)
                .node("Squeeze", "rows", IMAGE, "channel")
                .node("Transpose", "x", NONE.with("perm", 1, 0, 2), "rows");
    }

    private void unpools() {
        Attributes two = NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        for (String first : List.of("Identity", "Relu")) {
            cases.add("MaxUnpool behind " + first, Shape.of(2, 4, 6, 8), b -> b.node(first, "x", IMAGE)
                    .parts("MaxPool", List.of("p", "where"), two, "x")
                    .node("Softsign", "s", "p")
                    .node("MaxUnpool", "u", two, "s", "where")
                    .node("Add", "y", "u", IMAGE));
        }
        cases.add("MaxUnpool", Shape.of(2, 4, 6, 8), b -> b.parts("MaxPool", List.of("p", "where"), two, IMAGE)
                .node("MaxUnpool", "y", two, "p", "where"));
    }

    private void computedWeights() {
        for (int groups : new int[] {1, 2, 4}) {
            cases.add("Conv of standardised weights, groups " + groups, b -> standardised(b, 4, 4 / groups)
                    .node("Conv", "y", NONE.with("pads", 1, 1, 1, 1).with("group", groups), IMAGE, "standard"));
        }
        cases.add("ConvTranspose of standardised weights", b -> standardised(b, 4, 3)
                .node("ConvTranspose", "y", NONE.with("strides", 2, 2), IMAGE, "standard"));
    }

    private static NetworkBuilder standardised(NetworkBuilder b, int outputs, int inputs) {
        return b.normal("w", 1, outputs, inputs, 3, 3)
                .normal("gain", 1, outputs, 1, 1, 1)
                .integers("axes", 1, 2, 3)
                .node("ReduceMean", "mean", "w", "axes")
                .node("Sub", "centred", "w", "mean")
                .node("ReduceL2", "length", "centred", "axes")
                .node("Div", "unit", "centred", "length")
                .node("Mul", "standard", "unit", "gain");
    }
}
