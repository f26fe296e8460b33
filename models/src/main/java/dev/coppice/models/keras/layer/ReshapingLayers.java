package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Layers that move elements. */
final class ReshapingLayers {
    private ReshapingLayers() {}

    /** All axes behind the batch as one, with the channels last. */
    static String flatten(LayerCall call) {
        String x = call.input();
        int rank = call.rank();
        if (rank == 1) {
            return call.main("Unsqueeze", Attributes.NONE, x, call.vector("axes", 1));
        }
        String last = call.config().channelsLast() ? x : call.turned("last", x, LayerCall.lastAxes(rank));
        return rank == 2 ? last : call.main("Flatten", Attributes.NONE.with("axis", 1), last);
    }

    static String reshape(LayerCall call) {
        if (call.config().has("newshape")) {
            // the operation names the batch too
            long[] all = Arrays.stream(call.config().integers("newshape"))
                    .asLongStream()
                    .toArray();
            return call.main("Reshape", Attributes.NONE, call.input(), call.vector("shape", all));
        }
        int[] target = call.config().integers("target_shape");
        long[] sizes = LongStream.concat(LongStream.of(0), Arrays.stream(target).asLongStream())
                .toArray();
        return call.main("Reshape", Attributes.NONE, call.input(), call.vector("shape", sizes));
    }

    static String permute(LayerCall call) {
        int[] perm = IntStream.concat(
                        IntStream.of(0), Arrays.stream(call.config().integers("dims")))
                .toArray();
        if (perm.length != call.rank()) {
            throw call.config().refusal("permutes " + (perm.length - 1) + " axes of " + (call.rank() - 1));
        }
        return call.main("Transpose", Attributes.NONE.with("perm", perm), call.input());
    }

    static String repeat(LayerCall call) {
        String row = call.add("row", "Unsqueeze", call.input(), call.vector("axes", 1));
        return call.main(
                "Tile",
                Attributes.NONE,
                row,
                call.vector("repeats", 1, call.config().integer("n", 1), 1));
    }

    static String tile(LayerCall call) {
        int[] repeats = call.config().integers("repeats");
        if (repeats.length != call.rank()) {
            throw call.config().refusal("repeats " + repeats.length + " axes of " + call.rank());
        }
        long[] all = Arrays.stream(repeats).asLongStream().toArray();
        return call.main("Tile", Attributes.NONE, call.input(), call.vector("repeats", all));
    }

    /** Zeros around the axes of space. */
    static String padding(LayerCall call) {
        int rank = call.rank();
        int[] space = call.space(rank);
        int[][] amounts = call.config().amounts("padding", space.length);
        long[] pads = new long[2 * rank];
        for (int i = 0; i < space.length; i++) {
            pads[space[i]] = amounts[i][0];
            pads[rank + space[i]] = amounts[i][1];
        }
        return call.main("Pad", Attributes.NONE, call.input(), call.vector("pads", pads));
    }

    static String cropping(LayerCall call) {
        int[] space = call.space(call.rank());
        int[][] amounts = call.config().amounts("cropping", space.length);
        long[] starts = new long[space.length];
        long[] ends = new long[space.length];
        long[] axes = new long[space.length];
        for (int i = 0; i < space.length; i++) {
            starts[i] = amounts[i][0];
            ends[i] = amounts[i][1] == 0 ? Integer.MAX_VALUE : -amounts[i][1];
            axes[i] = space[i];
        }
        return call.main(
                "Slice",
                Attributes.NONE,
                call.input(),
                call.vector("starts", starts),
                call.vector("ends", ends),
                call.vector("axes", axes));
    }

    /** Maps of whole times the size: each sample repeated, or interpolated between the middles of pixels. */
    static String upsampling(LayerCall call) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = call.shape(x).rank() - 2;
        int[] factors = config.sizes("size", axes, 2);
        float[] scales = new float[2 + axes];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = i < 2 ? 1 : factors[i - 2];
        }
        String interpolation = config.text("interpolation", "nearest");
        Attributes attributes =
                interpolation.equals("nearest") ? nearest("asymmetric", "floor") : linear(config, interpolation);
        String sizes = call.constant("scales", Tensor.floats(Shape.of(scales.length), scales));
        return call.last(call.main("Resize", attributes, x, "", sizes));
    }

    /** Maps of a given size. */
    static String resizing(LayerCall call) {
        LayerConfig config = call.config();
        config.refuse(List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"));
        String x = call.first(call.input());
        if (call.shape(x).rank() != 4) {
            throw config.refusal("reads " + call.shape(x).rank() + " axes, expected pictures with 4");
        }
        String interpolation = config.text("interpolation", "bilinear");
        Attributes attributes = interpolation.equals("nearest")
                ? nearest("half_pixel", "round_prefer_ceil")
                : linear(config, interpolation);
        int[] size = config.has("size")
                ? config.sizes("size", 2, 0)
                : new int[] {config.integer("height", 0), config.integer("width", 0)};
        String sizes = call.vector("sizes", size[0], size[1]);
        return call.last(call.main("Resize", attributes.with("axes", 2, 3), x, "", "", sizes));
    }

    private static Attributes nearest(String coordinates, String rounding) {
        return Attributes.NONE
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", coordinates)
                .with("nearest_mode", rounding);
    }

    private static Attributes linear(LayerConfig config, String interpolation) {
        if (!interpolation.equals("bilinear")) {
            throw config.refusal("interpolates by '" + interpolation
                    + "', Coppice reads nearest and bilinear; export the model to ONNX in Keras instead");
        }
        return Attributes.NONE.with("mode", "linear").with("coordinate_transformation_mode", "half_pixel");
    }
}
