package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;

/** Lifts of operators that resize pictures or move pixels between axes. */
final class PictureLifts {
    private static final int BILINEAR = 0;
    private static final int NEAREST = 1;
    private static final int BICUBIC = 2;

    private PictureLifts() {}

    /** Arguments: edge of a block, 1 for N×H×W×C. */
    static void blocks(LiftedOp op, String kind) {
        boolean nhwc = op.integer(1, 0) == 1;
        Attributes a = Attributes.NONE.with("blocksize", Math.toIntExact(op.integer(0, 2)));
        op.output(nhwc, kind, kind.equals("DepthToSpace") ? a.with("mode", "DCR") : a, op.map(0, nhwc));
    }

    /** Arguments: height and width, unless an input has them; whether corners are aligned, whether pixels have centres. */
    static void bilinear(LiftedOp op) {
        resize(op, sampling(op).with("mode", "linear"));
    }

    /** Arguments as of {@link #bilinear}. */
    static void bicubic(LiftedOp op) {
        boolean centred = op.truth(1, false);
        Attributes a = sampling(op).with("mode", "cubic").with("cubic_coeff_a", centred ? -0.5f : -0.75f);
        resize(op, a.with("exclude_outside", centred ? 1 : 0));
    }

    /** Arguments as of {@link #bilinear}. */
    static void nearest(LiftedOp op) {
        boolean down = !op.truth(0, false) && !op.truth(1, false);
        resize(op, sampling(op).with("mode", "nearest").with("nearest_mode", down ? "floor" : "round_prefer_ceil"));
    }

    private static Attributes sampling(LiftedOp op) {
        String mode = op.truth(0, false) ? "align_corners" : op.truth(1, false) ? "half_pixel" : "asymmetric";
        return Attributes.NONE.with("coordinate_transformation_mode", mode);
    }

    /** Arguments: the method; whether the aspect is kept, whether it smooths. */
    static void image(LiftedOp op) {
        if (op.truth(0, false) || op.truth(1, false)) {
            throw new UnliftableException("that keeps the aspect or smooths");
        }
        Attributes half = Attributes.NONE.with("coordinate_transformation_mode", "half_pixel");
        switch ((int) op.integer(0, 0)) {
            case BILINEAR -> resize(op, half.with("mode", "linear"));
            case NEAREST -> resize(op, half.with("mode", "nearest").with("nearest_mode", "round_prefer_ceil"));
            case BICUBIC ->
                resize(
                        op,
                        half.with("mode", "cubic").with("cubic_coeff_a", -0.5f).with("exclude_outside", 1));
            default -> throw new UnliftableException("by a method other than bilinear, nearest and bicubic");
        }
    }

    /** Pictures are N×H×W×C. */
    private static void resize(LiftedOp op, Attributes a) {
        long[] size = op.has(1) ? op.constant(1).toLongs() : op.integers();
        if (op.rank(0) != 4 || size.length < 2 || size[0] < 1 || size[1] < 1) {
            throw new UnliftableException("to no height and width");
        }
        op.output(true, "Resize", a.with("axes", 2, 3), op.map(0, true), "", "", op.vector("size", size[0], size[1]));
    }

    /** Arguments: edge of a block; input: amounts of padding. Blocks become the outer part of the batch. */
    static void toBatch(LiftedOp op) {
        long edge = op.integer(0, 2);
        long[] around = op.constant(1).toLongs();
        long height = op.size(0, 1) + around[0] + around[1];
        long width = op.size(0, 2) + around[2] + around[3];
        long channels = op.size(0, 3);
        String x = padded(op, around);
        String parts = reshaped(op, x, -1, height / edge, edge, width / edge, edge, channels);
        String moved = op.emit("Transpose", Attributes.NONE.with("perm", 2, 4, 0, 1, 3, 5), parts);
        op.output(false, "Reshape", Attributes.NONE, moved, op.vector("to", -1, height / edge, width / edge, channels));
    }

    private static String padded(LiftedOp op, long... around) {
        boolean none = Arrays.stream(around).allMatch(a -> a == 0);
        return none
                ? op.plain(0)
                : op.emit(
                        "Pad",
                        Attributes.NONE,
                        op.plain(0),
                        op.vector("pads", 0, around[0], around[2], 0, 0, around[1], around[3], 0));
    }

    private static String reshaped(LiftedOp op, String x, long... to) {
        return op.emit("Reshape", Attributes.NONE, x, op.vector("parts", to));
    }

    /** Arguments: edge of a block; input: amounts that are cut off. */
    static void fromBatch(LiftedOp op) {
        long edge = op.integer(0, 2);
        long[] off = op.constant(1).toLongs();
        Shape x = op.shape(0);
        long height = op.size(0, 1) * edge;
        long width = op.size(0, 2) * edge;
        String parts = reshaped(op, op.plain(0), edge, edge, -1, x.size(1), x.size(2), x.size(3));
        String moved = op.emit("Transpose", Attributes.NONE.with("perm", 2, 3, 0, 4, 1, 5), parts);
        String whole = op.emit("Reshape", Attributes.NONE, moved, op.vector("to", -1, height, width, x.size(3)));
        op.output(
                false,
                "Slice",
                Attributes.NONE,
                whole,
                op.vector("starts", off[0], off[2]),
                op.vector("ends", height - off[1], width - off[3]),
                op.vector("axes", 1, 2));
    }
}
