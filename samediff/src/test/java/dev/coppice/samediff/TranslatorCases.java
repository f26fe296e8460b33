package dev.coppice.samediff;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.resample.SoftCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Small networks with every variation of every lowerable operator alone between input and output. */
final class TranslatorCases {
    private static final Shape MAP = Shape.of(2, 4, 6, 7);

    private final List<Case> cases = new ArrayList<>();

    /** A network with a description of its variation. */
    record Case(String name, Network network) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        TranslatorCases all = new TranslatorCases();
        all.convolutions();
        all.transposed();
        all.activations();
        all.arithmetic();
        all.pooling();
        all.resizing();
        all.movement();
        all.products();
        new FunctionCases(all).all();
        new IndexCases(all).all();
        new SpaceCases(all).all();
        return all.cases;
    }

    /** A case whose function adds nodes from the image to {@code y}. */
    void add(String name, UnaryOperator<NetworkBuilder> nodes) {
        add(name, MAP, nodes);
    }

    /** A card without classes, as most of these outputs are not predictions. */
    void add(String name, Shape image, UnaryOperator<NetworkBuilder> nodes) {
        cases.add(new Case(
                name,
                nodes.apply(NetworkBuilder.initialised(image, cases.size())).to("y", 0)));
    }

    private void op(String name, String op, Attributes a) {
        add(name, b -> b.node(op, "y", a, IMAGE));
    }

    private void conv(String name, int[] weights, boolean bias, Attributes a) {
        add(name, b -> {
            b.normal("w", 0.5, weights);
            return bias
                    ? b.normal("b", 1, weights[0]).node("Conv", "y", a, IMAGE, "w", "b")
                    : b.node("Conv", "y", a, IMAGE, "w");
        });
    }

    private void convolutions() {
        Attributes none = Attributes.NONE;
        Attributes same = none.with("pads", 1, 1, 1, 1);
        conv("Conv 1×1", new int[] {3, 4, 1, 1}, true, none);
        conv("Conv 3×3", new int[] {3, 4, 3, 3}, true, same);
        conv("Conv 3×3 without bias", new int[] {3, 4, 3, 3}, false, same);
        conv("Conv 3×2, stride 2", new int[] {3, 4, 3, 2}, true, same.with("strides", 2, 2));
        conv(
                "Conv uneven pads",
                new int[] {3, 4, 3, 3},
                true,
                none.with("pads", 0, 1, 2, 0).with("strides", 1, 2));
        conv("Conv 2 groups", new int[] {6, 2, 3, 3}, true, same.with("group", 2));
        conv("Conv depthwise", new int[] {4, 1, 3, 3}, true, same.with("group", 4));
        conv(
                "Conv depthwise ×2, stride 2",
                new int[] {8, 1, 3, 3},
                false,
                same.with("group", 4).with("strides", 2, 2));
        conv(
                "Conv dilation 2",
                new int[] {3, 4, 3, 3},
                true,
                none.with("pads", 2, 2, 2, 2).with("dilations", 2, 2));
        conv(
                "Conv dilation 4",
                new int[] {3, 4, 3, 3},
                false,
                none.with("pads", 4, 4, 4, 4).with("dilations", 4, 4));
        conv(
                "Conv dilation 2×1",
                new int[] {3, 4, 3, 3},
                true,
                none.with("pads", 2, 1, 2, 1).with("dilations", 2, 1));
        conv("Conv dilation 2 unpadded", new int[] {3, 4, 2, 3}, true, none.with("dilations", 2, 2));
        conv(
                "Conv dilation 2, stride 2",
                new int[] {3, 4, 3, 3},
                true,
                none.with("pads", 1, 2, 3, 0).with("dilations", 2, 2).with("strides", 2, 2));
        conv(
                "Conv depthwise dilation 3",
                new int[] {4, 1, 3, 3},
                true,
                none.with("pads", 3, 3, 3, 3).with("dilations", 3, 3).with("group", 4));
        add("Conv of shared weights", b -> b.normal("w", 0.5, 4, 4, 1, 1)
                .node("Conv", "x", IMAGE, "w")
                .node("Conv", "y", "x", "w"));
    }

    private void transposed(String name, int[] weights, Attributes a) {
        add(name, b -> b.normal("w", 0.5, weights)
                .normal("b", 1, weights[1] * a.integer("group", 1))
                .node("ConvTranspose", "y", a, IMAGE, "w", "b"));
    }

    private void transposed() {
        Attributes two = Attributes.NONE.with("strides", 2, 2);
        transposed("ConvTranspose 2×2, stride 2", new int[] {4, 3, 2, 2}, two);
        transposed("ConvTranspose 4×4, stride 2, pads 1", new int[] {4, 3, 4, 4}, two.with("pads", 1, 1, 1, 1));
        transposed("ConvTranspose 3×3, stride 1", new int[] {4, 3, 3, 3}, Attributes.NONE.with("pads", 1, 1, 1, 1));
        Attributes extra = two.with("pads", 1, 1, 1, 1).with("output_padding", 1, 1);
        transposed("ConvTranspose 3×3 with output_padding", new int[] {4, 3, 3, 3}, extra);
        transposed(
                "ConvTranspose 2×2 with rows beyond the kernel",
                new int[] {4, 3, 2, 2},
                two.with("output_padding", 1, 0));
        transposed("ConvTranspose dilated", new int[] {4, 3, 2, 3}, two.with("dilations", 3, 2));
        transposed(
                "ConvTranspose dilated 2 groups",
                new int[] {4, 3, 3, 3},
                two.with("dilations", 1, 2).with("group", 2).with("pads", 0, 1, 2, 0));
        transposed("ConvTranspose uneven pads", new int[] {4, 3, 3, 3}, two.with("pads", 0, 1, 2, 0));
        transposed("ConvTranspose 2 groups", new int[] {4, 3, 2, 2}, two.with("group", 2));
        transposed("ConvTranspose 4 groups", new int[] {4, 1, 2, 2}, two.with("group", 4));
    }

    private void activations() {
        op("Relu", "Relu", Attributes.NONE);
        op("Sigmoid", "Sigmoid", Attributes.NONE);
        op("Tanh", "Tanh", Attributes.NONE);
        add("Sqrt", b -> sigmoid(b).node("Sqrt", "y", "s"));
        op("LeakyRelu", "LeakyRelu", Attributes.NONE.with("alpha", 0.2f));
        op("Elu", "Elu", Attributes.NONE);
        op("Elu α 0.5", "Elu", Attributes.NONE.with("alpha", 0.5f));
        op("HardSigmoid", "HardSigmoid", Attributes.NONE.with("alpha", 0.3f));
        op("HardSwish", "HardSwish", Attributes.NONE);
        op("Mish", "Mish", Attributes.NONE);
        op("Selu", "Selu", Attributes.NONE);
        op("Selu α 0.5, γ 2", "Selu", Attributes.NONE.with("alpha", 0.5f).with("gamma", 2f));
        op("Softplus", "Softplus", Attributes.NONE);
        add(
                "Softplus beyond the exponents of floats",
                b -> number(b, "k", 60).node("Mul", "x", IMAGE, "k").node("Softplus", "y", "x"));
        op("Softsign", "Softsign", Attributes.NONE);
        op("Softmax over channels", "Softmax", Attributes.NONE.with("axis", 1));
        op("Softmax over width", "Softmax", Attributes.NONE);
        op("Identity", "Identity", Attributes.NONE);
        op("Dropout", "Dropout", Attributes.NONE);
        add("Clip 0 to 1", b -> clip(b, 1));
        add("Clip 0 to 6", b -> clip(b, 6));
        add("Clip below only", b -> number(b, "lo", 0).node("Clip", "y", IMAGE, "lo"));
        add("PRelu by channel", b -> b.normal("slope", 1, 4, 1, 1).node("PRelu", "y", IMAGE, "slope"));
        add("PRelu of one slope", b -> b.normal("slope", 1, 1).node("PRelu", "y", IMAGE, "slope"));
        add("PRelu behind Unsqueeze", b -> b.integers("axes", 1, 2)
                .normal("slope", 1, 4)
                .node("Unsqueeze", "s", "slope", "axes")
                .node("PRelu", "y", IMAGE, "s"));
        add("BatchNormalization", b -> BatchNormFoldingLawTest.norm(b, "y", IMAGE, 4));
        add("BatchNormalization of rank 2", b -> BatchNormFoldingLawTest.norm(flat(b), "y", "flat", 168));
        Attributes training = Attributes.NONE.with("training_mode", 1);
        add("BatchNormalization of the batch", b -> BatchNormFoldingLawTest.norm(b, training, "y", IMAGE, 4));
        add(
                "BatchNormalization of the batch, rank 2",
                b -> BatchNormFoldingLawTest.norm(flat(b), training, "y", "flat", 168));
    }

    private static NetworkBuilder number(NetworkBuilder b, String name, float value) {
        return b.constant(name, Tensor.scalar(value));
    }

    private static NetworkBuilder clip(NetworkBuilder b, float high) {
        return number(number(b, "lo", 0), "hi", high).node("Clip", "y", IMAGE, "lo", "hi");
    }

    private static NetworkBuilder flat(NetworkBuilder b) {
        return b.node("Flatten", "flat", IMAGE);
    }

    private static NetworkBuilder sigmoid(NetworkBuilder b) {
        return b.node("Sigmoid", "s", IMAGE);
    }

    private void arithmetic() {
        for (String op : List.of("Add", "Sub", "Mul", "Div")) {
            add(op + " of two maps", b -> sigmoid(b).node(op, "y", IMAGE, "s"));
            add(op + " by channel", b -> b.normal("k", 1, 4, 1, 1).node(op, "y", IMAGE, "k"));
            add(op + " by column", b -> b.normal("k", 1, 7).node(op, "y", IMAGE, "k"));
            add(op + " number", b -> number(b, "k", 3).node(op, "y", IMAGE, "k"));
            add(op + " number on the left", b -> number(sigmoid(b), "k", 3).node(op, "y", "k", "s"));
            add(
                    op + " with a pooled map",
                    b -> sigmoid(b).node("GlobalAveragePool", "g", "s").node(op, "y", IMAGE, "g"));
        }
    }

    private void pooling() {
        Attributes two = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        Attributes three = Attributes.NONE.with("kernel_shape", 3, 3).with("strides", 2, 2);
        Attributes padded = three.with("pads", 1, 1, 1, 1);
        for (String op : List.of("MaxPool", "AveragePool")) {
            op(op + " 2×2", op, two);
            op(op + " 3×3 padded", op, padded);
            op(op + " ceil_mode", op, two.with("ceil_mode", 1));
            op(op + " uneven pads", op, three.with("pads", 0, 1, 2, 0));
        }
        op("AveragePool count_include_pad", "AveragePool", padded.with("count_include_pad", 1));
        op(
                "AveragePool count_include_pad, ceil_mode",
                "AveragePool",
                padded.with("count_include_pad", 1).with("ceil_mode", 1));
        Attributes dilated = padded.with("dilations", 2, 1);
        op("MaxPool dilated", "MaxPool", dilated);
        op("AveragePool dilated", "AveragePool", dilated.with("pads", 2, 1, 1, 0));
        op(
                "AveragePool dilated, ceil_mode",
                "AveragePool",
                dilated.with("ceil_mode", 1).with("dilations", 1, 2));
        op("GlobalAveragePool", "GlobalAveragePool", Attributes.NONE);
        op("GlobalMaxPool", "GlobalMaxPool", Attributes.NONE);
    }

    private void resizing() {
        for (String mode : List.of("linear", "nearest")) {
            for (String coordinates : List.of("half_pixel", "align_corners", "asymmetric")) {
                Attributes a = Attributes.NONE.with("mode", mode).with("coordinate_transformation_mode", coordinates);
                add("Resize " + mode + " " + coordinates + " ×2", b -> resize(b, a, 12, 14));
                add("Resize " + mode + " " + coordinates + " to 9×5", b -> resize(b, a, 9, 5));
            }
        }
        Attributes floor = Attributes.NONE
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor");
        add("Resize nearest floor ×3×2", b -> resize(b, floor, 18, 14));
        add("SoftCrop", Shape.of(2, 4, 6, 8), b -> softCrop(b, IMAGE, "y", 0.31, 0.43));
        add(
                "SoftCrop of a coarser map",
                Shape.of(2, 4, 12, 20),
                b -> softCrop(b.pool("p", IMAGE), "p", "y", 0.19, 0.13));
        add("SoftCrop twice with the same cut-offs", Shape.of(2, 4, 10, 14), b -> softCrop(b, IMAGE, "x", 0.33, 0.21)
                .node("Relu", "r", "x")
                .node(SoftCrop.node("r", "cutoff_h", "cutoff_w", "y")));
        for (Resampling kind : Resampling.values()) {
            add(
                    "Resample " + kind.id() + " 1/2",
                    Shape.of(2, 4, 6, 8),
                    b -> b.node(new Resample(kind, new Grid(1, 2)).node(IMAGE, "y")));
            add(
                    "Resample " + kind.id() + " 1/2x1/4",
                    Shape.of(2, 4, 6, 8),
                    b -> b.node(new Resample(kind, new Grid(1, 2, 1, 4)).node(IMAGE, "y")));
            add("Resample " + kind.id() + " 2/3 and back", Shape.of(2, 4, 6, 8), b -> b.node(
                            new Resample(kind, new Grid(2, 3)).node(IMAGE, "low"))
                    .node(new Resample(kind, Grid.FULL).node("low", "y")));
        }
    }

    private static NetworkBuilder softCrop(NetworkBuilder b, String x, String y, double height, double width) {
        return b.constant("cutoff_h", SoftCrop.stored(height))
                .constant("cutoff_w", SoftCrop.stored(width))
                .node(SoftCrop.node(x, "cutoff_h", "cutoff_w", y));
    }

    private static NetworkBuilder resize(NetworkBuilder b, Attributes a, int height, int width) {
        return b.integers("sizes", height, width).node("Resize", "y", a.with("axes", 2, 3), IMAGE, "", "", "sizes");
    }

    private void movement() {
        add("Concat", b -> sigmoid(b).concat("y", IMAGE, "s"));
        add("Concat of rows and of none", b -> sigmoid(b)
                .integers("none", 0)
                .integers("rows", 2)
                .node("Slice", "empty", IMAGE, "none", "none", "rows")
                .node("Concat", "y", Attributes.NONE.with("axis", 2), IMAGE, "empty", "s"));
        add(
                "Pad",
                b -> number(b, "v", 0.5f).integers("p", 0, 0, 1, 2, 0, 0, 0, 1).node("Pad", "y", IMAGE, "p", "v"));
        op("Transpose", "Transpose", Attributes.NONE.with("perm", 0, 2, 3, 1));
        add("Reshape", b -> b.integers("to", 0, -1, 6).node("Reshape", "y", IMAGE, "to"));
        add("Slice", b -> b.integers("starts", 1, -4)
                .integers("ends", 3, Long.MAX_VALUE)
                .integers("axes", 1, 3)
                .node("Slice", "y", IMAGE, "starts", "ends", "axes"));
        add("Slice with steps", b -> b.integers("start", 0)
                .integers("end", 5)
                .integers("height", 2)
                .node("Slice", "cut", IMAGE, "start", "end", "height")
                .integers("from", 1)
                .integers("to", 7)
                .integers("width", 3)
                .integers("step", 2)
                .node("Slice", "y", "cut", "from", "to", "width", "step"));
        add("Split", b -> b.integers("sizes", 1, 3)
                .parts("Split", List.of("one", "three"), Attributes.NONE.with("axis", 1), IMAGE, "sizes")
                .node("Mul", "y", "three", "one"));
        add("Gather", b -> b.integers("order", 2, 0, -1, 2, 1)
                .node("Gather", "y", Attributes.NONE.with("axis", 1), IMAGE, "order"));
        op("Flatten", "Flatten", Attributes.NONE);
        add(
                "Unsqueeze and Squeeze",
                b -> b.integers("axes", 2).node("Unsqueeze", "u", IMAGE, "axes").node("Squeeze", "y", "u", "axes"));
    }

    private void products() {
        add("MatMul with a matrix on the right", b -> b.normal("w", 1, 7, 5).node("MatMul", "y", IMAGE, "w"));
        add("MatMul with a matrix on the left", b -> b.normal("w", 1, 5, 6).node("MatMul", "y", "w", IMAGE));
        add("MatMul with a vector on the right", b -> b.normal("w", 1, 7).node("MatMul", "y", IMAGE, "w"));
        add("MatMul with a vector on the left", b -> b.normal("w", 1, 6).node("MatMul", "y", "w", IMAGE));
        add("MatMul of a vector and a matrix", b -> b.normal("w", 1, 7)
                .normal("m", 1, 7, 7)
                .node("MatMul", "v", "w", "m")
                .node("Mul", "y", IMAGE, "v"));
        add("MatMul in pairs", b -> b.node("Transpose", "t", Attributes.NONE.with("perm", 0, 1, 3, 2), IMAGE)
                .node("MatMul", "y", IMAGE, "t"));
        add("Gemm", b -> flat(b).normal("w", 0.1, 168, 5).normal("c", 1, 5).node("Gemm", "y", "flat", "w", "c"));
        Attributes a = Attributes.NONE.with("transB", 1).with("alpha", 0.5f).with("beta", 2f);
        add(
                "Gemm transposed",
                b -> flat(b).normal("w", 0.1, 5, 168).normal("c", 1, 1, 5).node("Gemm", "y", a, "flat", "w", "c"));
    }
}
