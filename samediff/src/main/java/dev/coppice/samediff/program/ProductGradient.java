package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.RowScaleGradient;
import dev.coppice.samediff.kernel.ScaleGradient;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient of a product x · s, in which x is larger and s is repeated along some axes: gates, layer scales,
 * squeeze-and-excitation, the scale of a normalisation. It is g · s, and Σ g · x over those axes. ND4J's own took 0.9 of 2.0 s in
 * a pass through a U-Net with gates; this takes 0.06.
 *
 * @param whole ND4J's operator, for other axes than those of {@link Repeats}
 * @param larger position of x among the arguments, 0 or 1
 */
record ProductGradient(OperatorWork whole, int larger) implements Work {
    private static final String KIND = "multiply_bp";
    private static final int ABOVE = 2;

    /** The most rows that get a kernel each. */
    private static final int ROWS = 64;

    /**
     * The maps as rows×pixels×channels, with a factor for each channel of a row; or, with one channel, as many times these rows.
     */
    private record Repeats(long times, long rows, long pixels, long channels) {
        /** Empty if the axes along which factors are repeated lie otherwise, or no kernel is fast. */
        static Optional<Repeats> of(long[] maps, long... factors) {
            long[] sizes = {1, 1, 1, 1};
            int part = 0;
            for (int axis = 0; axis < maps.length; axis++) {
                int of = axis - maps.length + factors.length;
                boolean repeated = of < 0 || factors[of] == 1;
                if (maps[axis] > 1) {
                    part = repeated == (part % 2 == 0) ? part : part + 1;
                    if (part == sizes.length) {
                        return Optional.empty();
                    }
                    sizes[part] *= maps[axis];
                }
            }
            boolean trailing = sizes[2] == 1;
            return Optional.of(
                            trailing
                                    ? new Repeats(1, 1, sizes[0], sizes[1])
                                    : new Repeats(sizes[0], sizes[1], sizes[2], sizes[3]))
                    .filter(Repeats::isFast);
        }

        private boolean isFast() {
            return channels == 1
                    || (times == 1 && rows <= ROWS && pixels > 1 && ScaleGradient.isFast(pixels, channels));
        }
    }

    /** The gradient if an operator is that of a product in which one factor is repeated. */
    static Optional<Work> of(OperatorWork work, List<Result> inputs) {
        if (!work.kind().equals(KIND)) {
            return Optional.empty();
        }
        return IntStream.range(0, ABOVE)
                .filter(x -> inputs.get(x).equals(inputs.get(ABOVE))
                        && inputs.get(x).type() == DataType.FLOAT
                        && inputs.get(1 - x).elements() > 1
                        && inputs.get(1 - x).elements() < inputs.get(x).elements())
                .mapToObj(x -> (Work) new ProductGradient(work, x))
                .findFirst();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        Result maps = inputs.get(larger);
        Result factors = inputs.get(1 - larger);
        boolean fast = maps.isMap()
                && factors.isMap()
                && Repeats.of(
                                maps.channelsLast().shape(),
                                factors.channelsLast().shape())
                        .isPresent();
        return fast ? Optional.of(MapForm.following(this, inputs, outputs)) : whole.channelsLast(inputs, outputs);
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        return Repeats.of(inputs.get(larger).shape(), inputs.get(1 - larger).shape())
                .map(repeats -> repeats.channels() == 1
                        ? ofRows(repeats, inputs, outputs)
                        : ofChannels(repeats, inputs, outputs))
                .orElseGet(() -> whole.on(inputs, outputs));
    }

    private Instruction ofChannels(Repeats repeats, List<INDArray> inputs, List<INDArray> outputs) {
        ScaleGradient gradient = new ScaleGradient(
                inputs.get(larger).reshape(-1, repeats.channels()),
                inputs.get(1 - larger),
                inputs.get(ABOVE).reshape(-1, repeats.channels()),
                new ScaleGradient.Gradients(
                        outputs.get(larger).reshape(-1, repeats.channels()), outputs.get(1 - larger)));
        return Instruction.of(KIND, gradient::run, gradient::close);
    }

    private Instruction ofRows(Repeats repeats, List<INDArray> inputs, List<INDArray> outputs) {
        RowScaleGradient gradient = new RowScaleGradient(
                repeats.pixels(),
                inputs.get(larger),
                inputs.get(1 - larger),
                inputs.get(ABOVE),
                new ScaleGradient.Gradients(outputs.get(larger), outputs.get(1 - larger)));
        return Instruction.of(KIND, gradient::run, gradient::close);
    }
}
