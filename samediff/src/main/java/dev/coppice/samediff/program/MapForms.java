package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;

/** Table of the forms of ND4J's operators for maps that lie channels last. */
final class MapForms {
    private static final Set<String> CONVOLUTIONS = Set.of("conv2d", "deconv2d", "depthwise_conv2d");

    /** Average pooling is missing, as its gradient is wrong for channels last; see {@link DirectAverage}. */
    private static final Set<String> POOLS = Set.of("maxpool2d");

    private static final Set<String> JOINS = Set.of("concat", "concat_bp");

    private static final List<Long> TO_LAST = List.of(0L, 2L, 3L, 1L);
    private static final List<Long> TO_FIRST = List.of(0L, 3L, 1L, 2L);

    private static final Set<String> POINTWISE =
            Set.of("add", "subtract", "multiply", "multiply_bp", "divide", "divide_bp", "zeroslike");

    /** The position of the layout among the integer arguments; its value 0 is channels first. */
    private static final int LAYOUT_OF_CONVOLUTION = 9;

    private static final int LAYOUT_OF_POOL = 10;
    private static final int CHANNELS = 1;
    private static final int LAST = 3;
    private static final String GRADIENT = "_bp";

    private MapForms() {}

    static Optional<MapForm> of(OperatorWork work, List<Result> inputs, List<Result> outputs) {
        String plain = work.kind().replace(GRADIENT, "");
        if (CONVOLUTIONS.contains(plain)) {
            return ChannelScaleGradient.form(work, inputs)
                    .or(() -> DirectConvolution.form(work, inputs, outputs))
                    .or(() -> Optional.of(window(work, LAYOUT_OF_CONVOLUTION, inputs)));
        }
        if (POOLS.contains(plain)) {
            return Optional.of(window(work, LAYOUT_OF_POOL, inputs));
        }
        if (JOINS.contains(work.kind())) {
            return joined(work, inputs, outputs);
        }
        if (work.kind().equals(Permuted.KIND)) {
            return permuted(work);
        }
        if (isPointwise(work) && isMaps(inputs) && isMaps(outputs)) {
            return Optional.of(MapForm.following(work, inputs, outputs));
        }
        return DirectAverage.form(work)
                .or(() -> ChannelMoment.form(work, inputs))
                .or(() -> ChannelMomentGradient.form(work, inputs));
    }

    /** The first argument is maps; so are the last argument and the first result of a gradient. */
    private static MapForm window(OperatorWork work, int layout, List<Result> inputs) {
        boolean gradient = work.kind().endsWith(GRADIENT);
        return MapForm.of(work.with(layout, 1), gradient ? Set.of(0, inputs.size() - 1) : Set.of(0), Set.of(0));
    }

    private static Optional<MapForm> joined(OperatorWork work, List<Result> inputs, List<Result> outputs) {
        List<Long> arguments = work.integerArguments();
        if (arguments.size() != 1
                || arguments.get(0) != CHANNELS
                || !inputs.stream().allMatch(Result::isMap)) {
            return Optional.empty();
        }
        return Optional.of(MapForm.following(work.with(0, LAST), inputs, outputs));
    }

    /** A permutation between channels first and last does nothing for a map that lies channels last. */
    private static Optional<MapForm> permuted(OperatorWork work) {
        if (work.integerArguments().equals(TO_LAST)) {
            return Optional.of(new MapForm(new Reshaped(), Set.of(0), Set.of(), true, List.of()));
        }
        return work.integerArguments().equals(TO_FIRST)
                ? Optional.of(MapForm.of(new Reshaped(), Set.of(), Set.of(0)))
                : Optional.empty();
    }

    /**
     * Whether all results are float maps or single elements. Readers expect truth values, as of a comparison, channels
     * first.
     */
    private static boolean isMaps(List<Result> results) {
        return results.stream().allMatch(r -> r.isMap() || r.elements() == 1);
    }

    private static boolean isPointwise(OperatorWork work) {
        return work.operator() instanceof DynamicCustomOp
                ? POINTWISE.contains(work.kind())
                : work.operator() instanceof TransformOp || work.operator() instanceof ScalarOp;
    }
}
