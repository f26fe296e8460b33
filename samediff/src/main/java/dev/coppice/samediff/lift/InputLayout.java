package dev.coppice.samediff.lift;

import dev.coppice.models.graph.ImageLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/** Order of the image's axes. The first operator with an order decides if only order-keeping operators precede it. */
final class InputLayout {
    private static final Set<String> WITHOUT_ORDER = Set.of("reshape", "squeeze", "expand_dims", "matmul", "xw_plus_b");

    private InputLayout() {}

    /** The order; empty if no operator decides. */
    static Optional<ImageLayout> of(List<SameDiffOp> ops, String input) {
        Set<String> images = new HashSet<>(Set.of(input));
        for (SameDiffOp op : ops) {
            boolean reads = op.getInputsToOp().stream().anyMatch(images::contains);
            Optional<ImageLayout> told = reads ? told(op) : Optional.empty();
            if (told.isPresent()) {
                return told;
            }
            if (reads && !WITHOUT_ORDER.contains(op.getOp().opName()) && !(op.getOp() instanceof BaseReduceOp)) {
                images.addAll(op.getOutputsOfOp());
            }
        }
        return Optional.empty();
    }

    private static Optional<ImageLayout> told(SameDiffOp op) {
        if (op.getOp() instanceof BaseReduceOp reduction) {
            int[] axes = reduction.dimensions() == null
                    ? new int[0]
                    : reduction.dimensions().toIntVector();
            return either(Arrays.equals(axes, new int[] {1, 2}), Arrays.equals(axes, new int[] {2, 3}));
        }
        return op.getOp() instanceof DynamicCustomOp custom ? told(custom) : Optional.empty();
    }

    private static Optional<ImageLayout> told(DynamicCustomOp op) {
        long[] args = op.iArgs();
        return switch (op.opName()) {
            case "conv2d", "depthwise_conv2d", "deconv2d" -> flag(args[9] == 1);
            case "maxpool2d", "avgpool2d" -> flag(args[10] == 1);
            case "upsampling2d" -> flag(args.length > 2 && args[2] == 0);
            case "biasadd" -> flag(op.bArgs().length == 0 || !op.bArgs()[0]);
            case "batchnorm" -> either(args[2] == 3, args[2] == 1);
            case "permute" -> either(permutes(args, LiftedTensors.TO_NCHW), permutes(args, LiftedTensors.TO_NHWC));
            default -> Optional.empty();
        };
    }

    private static boolean permutes(long[] args, int... axes) {
        return Arrays.equals(args, Arrays.stream(axes).asLongStream().toArray());
    }

    private static Optional<ImageLayout> flag(boolean nhwc) {
        return either(nhwc, true);
    }

    private static Optional<ImageLayout> either(boolean nhwc, boolean nchw) {
        return nhwc ? Optional.of(ImageLayout.NHWC) : nchw ? Optional.of(ImageLayout.NCHW) : Optional.empty();
    }
}
