package dev.coppice.samediff;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.Arrays;
import java.util.List;

/** The cases of {@link TranslatorCases} with one space axis and with three. */
final class SpaceCases {
    private static final Attributes NONE = Attributes.NONE;

    private final TranslatorCases cases;

    SpaceCases(TranslatorCases cases) {
        this.cases = cases;
    }

    void all() {
        for (int axes : List.of(1, 3)) {
            convolutions(axes);
            transposed(axes);
            pooling(axes);
            channelwise(axes);
            resizing(axes);
        }
    }

    private static Shape image(int axes) {
        return axes == 1 ? Shape.of(2, 4, 12) : Shape.of(2, 4, 2, 3, 4);
    }

    private static String of(int axes) {
        return " of " + axes + (axes == 1 ? " axis" : " axes");
    }

    /** The first entries of three, from the last axis on. */
    private static int[] last(int axes, int... three) {
        return Arrays.copyOfRange(three, 3 - axes, 3);
    }

    private static int[] pads(int axes, int[] begin, int[] end) {
        int[] pads = Arrays.copyOf(last(axes, begin), 2 * axes);
        System.arraycopy(last(axes, end), 0, pads, axes, axes);
        return pads;
    }

    private static Attributes same(int axes, int... pads) {
        return NONE.with("pads", pads(axes, pads, pads));
    }

    private static int[] weights(int axes, int to, int from, int... kernel) {
        int[] sizes = new int[2 + axes];
        sizes[0] = to;
        sizes[1] = from;
        System.arraycopy(last(axes, kernel), 0, sizes, 2, axes);
        return sizes;
    }

    private void conv(String name, int axes, int[] weights, boolean bias, Attributes a) {
        cases.add(name + of(axes), image(axes), b -> {
            b.normal("w", 0.5, weights);
            return bias
                    ? b.normal("b", 1, weights[0]).node("Conv", "y", a, IMAGE, "w", "b")
                    : b.node("Conv", "y", a, IMAGE, "w");
        });
    }

    private void convolutions(int axes) {
        conv("Conv 3", axes, weights(axes, 3, 4, 3, 3, 3), true, same(axes, 1, 1, 1));
        conv("Conv 3 without bias", axes, weights(axes, 3, 4, 3, 3, 3), false, same(axes, 1, 1, 1));
        conv(
                "Conv 1×3×2, strides 1, 2, 2",
                axes,
                weights(axes, 3, 4, 1, 3, 2),
                true,
                same(axes, 0, 1, 0).with("strides", last(axes, 1, 2, 2)));
        Attributes uneven = NONE.with("pads", pads(axes, new int[] {0, 1, 1}, new int[] {1, 0, 2}));
        conv("Conv uneven pads", axes, weights(axes, 3, 4, 3, 3, 3), true, uneven);
        conv(
                "Conv 2 groups",
                axes,
                weights(axes, 6, 2, 3, 1, 3),
                true,
                same(axes, 1, 0, 1).with("group", 2));
        conv(
                "Conv depthwise",
                axes,
                weights(axes, 4, 1, 1, 3, 3),
                true,
                same(axes, 0, 1, 1).with("group", 4));
        conv(
                "Conv dilated",
                axes,
                weights(axes, 3, 4, 3, 3, 2),
                true,
                same(axes, 1, 2, 2).with("dilations", last(axes, 1, 2, 3)));
    }

    private void transposed(String name, int axes, int[] weights, Attributes a) {
        cases.add(name + of(axes), image(axes), b -> b.normal("w", 0.5, weights)
                .normal("b", 1, weights[1] * a.integer("group", 1))
                .node("ConvTranspose", "y", a, IMAGE, "w", "b"));
    }

    private void transposed(int axes) {
        Attributes two = NONE.with("strides", last(axes, 2, 2, 2));
        transposed("ConvTranspose 2", axes, weights(axes, 4, 3, 2, 2, 2), two);
        transposed(
                "ConvTranspose 1×2×3 with output_padding",
                axes,
                weights(axes, 4, 3, 1, 2, 3),
                NONE.with("strides", last(axes, 1, 2, 2))
                        .with("pads", pads(axes, new int[] {0, 0, 1}, new int[] {0, 0, 1}))
                        .with("output_padding", last(axes, 0, 0, 1)));
        transposed("ConvTranspose 2 groups", axes, weights(axes, 4, 3, 2, 1, 2), two.with("group", 2));
    }

    private void pooling(int axes) {
        Attributes two = NONE.with("kernel_shape", last(axes, 2, 2, 2)).with("strides", last(axes, 2, 2, 2));
        Attributes padded = NONE.with("kernel_shape", last(axes, 1, 3, 3))
                .with("strides", last(axes, 1, 2, 2))
                .with("pads", pads(axes, new int[] {0, 1, 1}, new int[] {0, 1, 1}));
        for (String op : List.of("MaxPool", "AveragePool")) {
            node(op + " 2", axes, op, two);
            node(op + " 1×3×3 padded", axes, op, padded);
            node(op + " ceil_mode", axes, op, two.with("ceil_mode", 1));
            node(
                    op + " 2×1×3, strides 1, 1, 2",
                    axes,
                    op,
                    NONE.with("kernel_shape", last(axes, 2, 1, 3)).with("strides", last(axes, 1, 1, 2)));
        }
        node("AveragePool count_include_pad", axes, "AveragePool", padded.with("count_include_pad", 1));
        node("GlobalAveragePool", axes, "GlobalAveragePool", NONE);
        node("GlobalMaxPool", axes, "GlobalMaxPool", NONE);
    }

    private void node(String name, int axes, String op, Attributes a) {
        cases.add(name + of(axes), image(axes), b -> b.node(op, "y", a, IMAGE));
    }

    private void channelwise(int axes) {
        Attributes training = NONE.with("training_mode", 1);
        cases.add("BatchNormalization" + of(axes), image(axes), b -> BatchNormFoldingLawTest.norm(b, "y", IMAGE, 4));
        cases.add(
                "BatchNormalization of the batch" + of(axes),
                image(axes),
                b -> BatchNormFoldingLawTest.norm(b, training, "y", IMAGE, 4));
        cases.add("InstanceNormalization" + of(axes), image(axes), b -> b.normal("g", 1, 4)
                .normal("h", 1, 4)
                .node("InstanceNormalization", "y", IMAGE, "g", "h"));
        cases.add("GroupNormalization" + of(axes), image(axes), b -> b.normal("g", 1, 4)
                .normal("h", 1, 4)
                .node("GroupNormalization", "y", NONE.with("num_groups", 2), IMAGE, "g", "h"));
        int[] slopes = weights(axes, 4, 1, 1, 1, 1);
        cases.add("PRelu by channel" + of(axes), image(axes), b -> b.normal(
                        "slope", 1, Arrays.copyOf(slopes, slopes.length - 1))
                .node("PRelu", "y", IMAGE, "slope"));
        node("Softmax over channels", axes, "Softmax", NONE.with("axis", 1));
        int[] pads = new int[2 * (2 + axes)];
        pads[1 + axes] = 2;
        pads[pads.length - 1] = 1;
        cases.add("Pad" + of(axes), image(axes), b -> b.constant("v", Tensor.scalar(0.5f))
                .integers("p", Arrays.stream(pads).asLongStream().toArray())
                .node("Pad", "y", IMAGE, "p", "v"));
    }

    private void resizing(int axes) {
        for (String mode : List.of("linear", "nearest")) {
            Attributes half = NONE.with("mode", mode).with("coordinate_transformation_mode", "half_pixel");
            Attributes corners = half.with("coordinate_transformation_mode", "align_corners");
            Attributes floor =
                    half.with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor");
            resize("Resize " + mode + " ×2", axes, half, 4, 6, axes == 1 ? 24 : 8);
            resize("Resize " + mode + " align_corners", axes, corners, 2, 5, 3);
            resize("Resize " + mode + " floor ×3×1×2", axes, floor, 6, 3, axes == 1 ? 24 : 8);
        }
        Grid halves = new Grid(1, 2);
        for (Resampling kind : Resampling.values()) {
            cases.add("Resample " + kind.id() + of(axes), image(axes), b -> b.node(
                            new Resample(kind, halves).node(IMAGE, "low"))
                    .node(new Resample(kind, Grid.FULL).node("low", "y")));
        }
        if (axes == 3) {
            Grid each = Grid.parse("1/2x1x2/3");
            cases.add(
                    "Resample by axis", image(axes), b -> b.node(new Resample(Resampling.AREA, each).node(IMAGE, "y")));
        }
    }

    private void resize(String name, int axes, Attributes a, int... sizes) {
        int[] space = last(axes, sizes);
        int[] at = axes == 1 ? new int[] {2} : new int[] {2, 3, 4};
        cases.add(name + of(axes), image(axes), b -> b.integers(
                        "sizes", Arrays.stream(space).asLongStream().toArray())
                .node("Resize", "y", a.with("axes", at), IMAGE, "", "", "sizes"));
    }
}
