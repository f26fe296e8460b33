package dev.coppice.samediff;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.resample.SoftCrop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Every variation of every operator that can be lowered, as small networks of it alone between input and output. */
final class TranslatorCases {
    private static final Shape IMAGE = Shape.of(2, 4, 6, 7);

    private final List<Case> cases = new ArrayList<>();

    /** One network and what is special about it. */
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
        return all.cases;
    }

    /** A case whose function emits nodes on {@code input} and returns the output. */
    private void add(String name, Function<NetBuilder, String> nodes) {
        add(name, IMAGE, nodes);
    }

    /** The card says nothing of classes: most of these outputs are no prediction. */
    private void add(String name, Shape image, Function<NetBuilder, String> nodes) {
        NetBuilder b = new NetBuilder(cases.size(), image);
        String output = nodes.apply(b);
        NetworkCard card = NetworkCard.unknown("net", NetBuilder.INPUT, image, output);
        cases.add(new Case(name, new Network(b.graph(output), card)));
    }

    private void op(String name, String op, Attributes a) {
        add(name, b -> b.node(op, "y", a, "input"));
    }

    private void conv(String name, int[] weights, boolean bias, Attributes a) {
        add(name, b -> {
            String w = b.weight("w", 0.5, weights);
            return bias
                    ? b.node("Conv", "y", a, "input", w, b.weight("b", 1, weights[0]))
                    : b.node("Conv", "y", a, "input", w);
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
        add("Conv of shared weights", b -> {
            String w = b.weight("w", 0.5, 4, 4, 1, 1);
            return b.node("Conv", "y", Attributes.NONE, b.node("Conv", "x", Attributes.NONE, "input", w), w);
        });
    }

    private void transposed(String name, int[] weights, Attributes a) {
        add(name, b -> {
            int channels = weights[1] * a.integer("group", 1);
            return b.node("ConvTranspose", "y", a, "input", b.weight("w", 0.5, weights), b.weight("b", 1, channels));
        });
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
        transposed("ConvTranspose uneven pads", new int[] {4, 3, 3, 3}, two.with("pads", 0, 1, 2, 0));
        transposed("ConvTranspose 2 groups", new int[] {4, 3, 2, 2}, two.with("group", 2));
        transposed("ConvTranspose 4 groups", new int[] {4, 1, 2, 2}, two.with("group", 4));
    }

    private void activations() {
        op("Relu", "Relu", Attributes.NONE);
        op("Sigmoid", "Sigmoid", Attributes.NONE);
        op("Tanh", "Tanh", Attributes.NONE);
        add("Sqrt", b -> b.node("Sqrt", "y", Attributes.NONE, b.node("Sigmoid", "s", Attributes.NONE, "input")));
        op("LeakyRelu", "LeakyRelu", Attributes.NONE.with("alpha", 0.2f));
        op("Elu", "Elu", Attributes.NONE);
        op("Elu α 0.5", "Elu", Attributes.NONE.with("alpha", 0.5f));
        op("HardSigmoid", "HardSigmoid", Attributes.NONE.with("alpha", 0.3f));
        op("HardSwish", "HardSwish", Attributes.NONE);
        op("Softmax over channels", "Softmax", Attributes.NONE.with("axis", 1));
        op("Softmax over width", "Softmax", Attributes.NONE);
        op("Identity", "Identity", Attributes.NONE);
        op("Dropout", "Dropout", Attributes.NONE);
        add("Clip 0 to 1", b -> b.node("Clip", "y", Attributes.NONE, "input", number(b, "lo", 0), number(b, "hi", 1)));
        add("Clip 0 to 6", b -> b.node("Clip", "y", Attributes.NONE, "input", number(b, "lo", 0), number(b, "hi", 6)));
        add("Clip below only", b -> b.node("Clip", "y", Attributes.NONE, "input", number(b, "lo", 0)));
        add("PRelu by channel", b -> b.node("PRelu", "y", Attributes.NONE, "input", b.weight("slope", 1, 4, 1, 1)));
        add("PRelu of one slope", b -> b.node("PRelu", "y", Attributes.NONE, "input", b.weight("slope", 1, 1)));
        add("PRelu behind Unsqueeze", b -> {
            String axes = b.constant("axes", Tensor.vector(1, 2));
            String slope = b.node("Unsqueeze", "s", Attributes.NONE, b.weight("slope", 1, 4), axes);
            return b.node("PRelu", "y", Attributes.NONE, "input", slope);
        });
        add("BatchNormalization", b -> BatchNormFoldingTest.norm(b, "y", "input", 4));
        add("BatchNormalization of rank 2", b -> BatchNormFoldingTest.norm(b, "y", flat(b), 168));
        Attributes training = Attributes.NONE.with("training_mode", 1);
        add("BatchNormalization of the batch", b -> BatchNormFoldingTest.norm(b, training, "y", "input", 4));
        add("BatchNormalization of the batch, rank 2", b -> BatchNormFoldingTest.norm(b, training, "y", flat(b), 168));
    }

    private static String number(NetBuilder b, String name, float value) {
        return b.constant(name, Tensor.scalar(value));
    }

    private static String flat(NetBuilder b) {
        return b.node("Flatten", "flat", Attributes.NONE, "input");
    }

    private void arithmetic() {
        for (String op : List.of("Add", "Sub", "Mul", "Div")) {
            add(
                    op + " of two maps",
                    b -> b.node(op, "y", Attributes.NONE, "input", b.node("Sigmoid", "s", Attributes.NONE, "input")));
            add(op + " by channel", b -> b.node(op, "y", Attributes.NONE, "input", b.weight("k", 1, 4, 1, 1)));
            add(op + " by column", b -> b.node(op, "y", Attributes.NONE, "input", b.weight("k", 1, 7)));
            add(op + " number", b -> b.node(op, "y", Attributes.NONE, "input", number(b, "k", 3)));
            add(op + " number on the left", b -> {
                String s = b.node("Sigmoid", "s", Attributes.NONE, "input");
                return b.node(op, "y", Attributes.NONE, number(b, "k", 3), s);
            });
            add(op + " with a pooled map", b -> {
                String s = b.node("Sigmoid", "s", Attributes.NONE, "input");
                return b.node(op, "y", Attributes.NONE, "input", b.node("GlobalAveragePool", "g", Attributes.NONE, s));
            });
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
        add("SoftCrop", Shape.of(2, 4, 6, 8), b -> softCrop(b, "input", 0.31, 0.43));
        add("SoftCrop of a coarser map", Shape.of(2, 4, 12, 20), b -> softCrop(b, b.maxPool("input"), 0.19, 0.13));
        add("SoftCrop twice with the same cut-offs", Shape.of(2, 4, 10, 14), b -> {
            String first = softCrop(b, "input", 0.33, 0.21);
            return b.add(SoftCrop.node(b.relu(first), "cutoff_h", "cutoff_w", "y2"));
        });
        for (Resampling kind : Resampling.values()) {
            add(
                    "Resample " + kind.id() + " 1/2",
                    Shape.of(2, 4, 6, 8),
                    b -> b.add(new Resample(kind, new Grid(1, 2)).node("input", "y")));
            add(
                    "Resample " + kind.id() + " 1/2x1/4",
                    Shape.of(2, 4, 6, 8),
                    b -> b.add(new Resample(kind, new Grid(1, 2, 1, 4)).node("input", "y")));
            add("Resample " + kind.id() + " 2/3 and back", Shape.of(2, 4, 6, 8), b -> {
                String low = b.add(new Resample(kind, new Grid(2, 3)).node("input", "low"));
                return b.add(new Resample(kind, Grid.FULL).node(low, "y"));
            });
        }
    }

    private static String softCrop(NetBuilder b, String x, double height, double width) {
        String h = b.constant("cutoff_h", SoftCrop.stored(height));
        String w = b.constant("cutoff_w", SoftCrop.stored(width));
        return b.add(SoftCrop.node(x, h, w, "y"));
    }

    private static String resize(NetBuilder b, Attributes a, int height, int width) {
        Attributes spatial = a.with("axes", 2, 3);
        return b.node("Resize", "y", spatial, "input", "", "", b.constant("sizes", Tensor.vector(height, width)));
    }

    private void movement() {
        add("Concat", b -> b.concat("input", b.node("Sigmoid", "s", Attributes.NONE, "input")));
        add(
                "Pad",
                b -> b.node(
                        "Pad",
                        "y",
                        Attributes.NONE,
                        "input",
                        b.constant("p", Tensor.vector(0, 0, 1, 2, 0, 0, 0, 1)),
                        number(b, "v", 0.5f)));
        add("Transpose", b -> b.node("Transpose", "y", Attributes.NONE.with("perm", 0, 2, 3, 1), "input"));
        add(
                "Reshape",
                b -> b.node("Reshape", "y", Attributes.NONE, "input", b.constant("to", Tensor.vector(0, -1, 6))));
        add("Slice", b -> slice(b, Tensor.vector(1, -4), Tensor.vector(3, Long.MAX_VALUE), Tensor.vector(1, 3)));
        add(
                "Slice with steps",
                b -> b.node(
                        "Slice",
                        "y",
                        Attributes.NONE,
                        slice(b, Tensor.vector(0), Tensor.vector(5), Tensor.vector(2)),
                        b.constant("from", Tensor.vector(1)),
                        b.constant("to", Tensor.vector(7)),
                        b.constant("axis", Tensor.vector(3)),
                        b.constant("step", Tensor.vector(2))));
        add("Split", b -> {
            String sizes = b.constant("sizes", Tensor.vector(1, 3));
            Attributes axis = Attributes.NONE.with("axis", 1);
            b.add(new Node("split", "", "Split", List.of("input", sizes), List.of("one", "three"), axis));
            return b.node("Mul", "y", Attributes.NONE, "three", "one");
        });
        add(
                "Gather",
                b -> b.node(
                        "Gather",
                        "y",
                        Attributes.NONE.with("axis", 1),
                        "input",
                        b.constant("order", Tensor.vector(2, 0, -1, 2, 1))));
        add("Flatten", TranslatorCases::flat);
        add("Unsqueeze and Squeeze", b -> {
            String axes = b.constant("axes", Tensor.vector(2));
            String wide = b.node("Unsqueeze", "u", Attributes.NONE, "input", axes);
            return b.node("Squeeze", "y", Attributes.NONE, wide, axes);
        });
    }

    private static String slice(NetBuilder b, Tensor starts, Tensor ends, Tensor axes) {
        return b.node(
                "Slice",
                "cut",
                Attributes.NONE,
                "input",
                b.constant("starts", starts),
                b.constant("ends", ends),
                b.constant("axes", axes));
    }

    private void products() {
        add(
                "MatMul with a matrix on the right",
                b -> b.node("MatMul", "y", Attributes.NONE, "input", b.weight("w", 1, 7, 5)));
        add(
                "MatMul with a matrix on the left",
                b -> b.node("MatMul", "y", Attributes.NONE, b.weight("w", 1, 5, 6), "input"));
        add("MatMul in pairs", b -> {
            String turned = b.node("Transpose", "t", Attributes.NONE.with("perm", 0, 1, 3, 2), "input");
            return b.node("MatMul", "y", Attributes.NONE, "input", turned);
        });
        add(
                "Gemm",
                b -> b.node("Gemm", "y", Attributes.NONE, flat(b), b.weight("w", 0.1, 168, 5), b.weight("c", 1, 5)));
        Attributes a = Attributes.NONE.with("transB", 1).with("alpha", 0.5f).with("beta", 2f);
        add(
                "Gemm transposed",
                b -> b.node("Gemm", "y", a, flat(b), b.weight("w", 0.1, 5, 168), b.weight("c", 1, 1, 5)));
    }
}
