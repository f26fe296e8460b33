package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Layers without weights that change the size of maps: upsampling, padding, cropping, space to depth. */
final class Sizes {
    private Sizes() {}

    /** Each sample repeated. */
    static Value upsampling(Step step) {
        Value input = step.input();
        int axes = input.rank() - 2;
        int[] size = axes == 1 && step.settings().json().path("size").size() == 2
                ? new int[] {step.settings().wholes("size", 2)[0]}
                : step.settings().wholes("size", axes);
        float[] scales = new float[input.rank()];
        Arrays.fill(scales, 1);
        for (int i = 0; i < axes; i++) {
            scales[2 + i] = size[i];
        }
        if (Arrays.stream(size).anyMatch(s -> s < 1)) {
            throw step.settings().fault("size", "numbers of at least 1");
        }
        Attributes nearest = Attributes.NONE
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor");
        return input.with(
                step.last("Resize", nearest, input.tensor(), "", step.draft().floats(step.name() + ".scales", scales)));
    }

    /** Zeros around, given as begin and end of each axis in turn. */
    static Value padding(Step step) {
        Value input = step.input();
        int axes = input.rank() - 2;
        int[] given = step.settings().wholes("padding", 2 * axes);
        int[] pads = new int[2 * input.rank()];
        for (int i = 0; i < axes; i++) {
            pads[2 + i] = given[2 * i];
            pads[input.rank() + 2 + i] = given[2 * i + 1];
        }
        return input.with(
                step.last("Pad", Attributes.NONE, input.tensor(), step.draft().integers(step.name() + ".pads", pads)));
    }

    /** Samples cut off, given as begin and end of each axis in turn. */
    static Value cropping(Step step) {
        Value input = step.input();
        int axes = input.rank() - 2;
        int[] given = step.settings().wholes("cropping", 2 * axes);
        int[] starts = IntStream.range(0, axes).map(i -> given[2 * i]).toArray();
        int[] ends = IntStream.range(0, axes)
                .map(i -> given[2 * i + 1] == 0 ? Integer.MAX_VALUE : -given[2 * i + 1])
                .toArray();
        return slice(step, input, starts, ends, IntStream.range(2, input.rank()).toArray());
    }

    /** A slice as the vertex' tensor. */
    static Value slice(Step step, Value input, int[] starts, int[] ends, int... axes) {
        return input.with(step.last(
                "Slice",
                Attributes.NONE,
                input.tensor(),
                step.draft().integers(step.name() + ".starts", starts),
                step.draft().integers(step.name() + ".ends", ends),
                step.draft().integers(step.name() + ".axes", axes)));
    }

    static Value spaceToDepth(Step step) {
        Value input = step.input().require(Value.MAPS, "space to depth");
        Attributes block = Attributes.NONE.with("blocksize", step.settings().size("blockSize"));
        return input.with(step.last("SpaceToDepth", block, input.tensor()));
    }
}
