package dev.coppice.samediff.lift;

import dev.coppice.models.graph.ImageLayout;
import dev.coppice.samediff.view.Arguments;
import dev.coppice.samediff.view.UserOp;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Order of the image's axes. The first operator with an order decides if only order-keeping operators precede it. */
final class InputLayout {
    private static final Set<String> WITHOUT_ORDER = Set.of("reshape", "squeeze", "expand_dims", "matmul", "xw_plus_b");

    private InputLayout() {}

    /** The order; empty if no operator decides. */
    static Optional<ImageLayout> of(List<UserOp> ops, String input) {
        Set<String> images = new HashSet<>(Set.of(input));
        for (UserOp op : ops) {
            boolean reads = op.inputs().stream().anyMatch(images::contains);
            Optional<ImageLayout> told = reads ? told(op) : Optional.empty();
            if (told.isPresent()) {
                return told;
            }
            if (reads
                    && !WITHOUT_ORDER.contains(op.kind())
                    && op.arguments().reduction().isEmpty()) {
                images.addAll(op.outputs());
            }
        }
        return Optional.empty();
    }

    private static Optional<ImageLayout> told(UserOp op) {
        Optional<Arguments.Reduction> reduction = op.arguments().reduction();
        if (reduction.isPresent()) {
            List<Integer> axes = reduction.get().axes();
            return either(axes.equals(List.of(1, 2)), axes.equals(List.of(2, 3)));
        }
        List<Long> args = op.arguments().integers();
        return switch (op.kind()) {
            case "conv2d", "depthwise_conv2d", "deconv2d" -> flag(args, 9, 1);
            case "maxpool2d", "avgpool2d" -> flag(args, 10, 1);
            case "upsampling2d" -> flag(args, 2, 0);
            case "biasadd" -> either(!op.arguments().truths().equals(List.of(true)), true);
            case "batchnorm" -> either(at(args, 2, 3), at(args, 2, 1));
            case "permute" -> either(permutes(op, LiftedTensors.TO_NCHW), permutes(op, LiftedTensors.TO_NHWC));
            default -> Optional.empty();
        };
    }

    /** Whether the operator is this permutation. */
    static boolean permutes(UserOp op, int... axes) {
        return op.kind().equals("permute")
                && op.arguments()
                        .integers()
                        .equals(Arrays.stream(axes).mapToObj(a -> (long) a).toList());
    }

    private static boolean at(List<Long> args, int index, long value) {
        return index < args.size() && args.get(index) == value;
    }

    private static Optional<ImageLayout> flag(List<Long> args, int index, long last) {
        return either(at(args, index, last), true);
    }

    private static Optional<ImageLayout> either(boolean nhwc, boolean nchw) {
        return nhwc ? Optional.of(ImageLayout.NHWC) : nchw ? Optional.of(ImageLayout.NCHW) : Optional.empty();
    }
}
