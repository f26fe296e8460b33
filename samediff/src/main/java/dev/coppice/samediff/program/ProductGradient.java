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
 * squeeze-and-excitation, the scale of a normalisation. It is g · s, and Σ g · x over those axes. ND4J's own takes up to 100
 * times as long.
 *
 * @param whole ND4J's operator, for other axes than those of {@link Repeats}
 * @param larger position of x among the arguments, 0 or 1
 */
record ProductGradient(OperatorWork whole, int larger) implements Work {
    private static final String KIND = "multiply_bp";
    private static final int ABOVE = 2;

    /** The most rows that get a kernel each. */
    private static final int ROWS = 64;

    /** The maps as rows×pixels×channels, with a factor for each channel of a row. */
    private record Repeats(long rows, long pixels, long channels) {
        /** Empty if the axes along which factors are repeated do not lie side by side, or no kernel is fast. */
        static Optional<Repeats> of(long[] maps, long... factors) {
            long[] sizes = {1, 1, 1};
            int part = 0;
            for (int axis = 0; axis < maps.length; axis++) {
                int of = axis - maps.length + factors.length;
                long kept = of < 0 ? 1 : factors[of];
                if (maps[axis] > 1) {
                    boolean repeated = kept == 1;
                    part = repeated == (part == 1) ? part : part + 1;
                    if (part == sizes.length) {
                        return Optional.empty();
                    }
                    sizes[part] *= maps[axis];
                }
            }
            return Optional.of(new Repeats(sizes[0], sizes[1], sizes[2])).filter(Repeats::isFast);
        }

        private boolean isFast() {
            return pixels > 1 && (channels == 1 || (rows <= ROWS && ScaleGradient.isFast(pixels, channels)));
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

    /** Maps lie channels last if only there the repeated axes are side by side, or if one of them does. */
    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        Result maps = inputs.get(larger);
        Result factors = inputs.get(1 - larger);
        if (!maps.isMap() || !factors.isMap()) {
            return whole.channelsLast(inputs, outputs);
        }
        Optional<Repeats> last =
                Repeats.of(maps.channelsLast().shape(), factors.channelsLast().shape());
        if (last.isEmpty()) {
            return whole.channelsLast(inputs, outputs);
        }
        boolean onlyThere = Repeats.of(maps.shape(), factors.shape()).isEmpty();
        MapForm form = MapForm.following(this, inputs, outputs);
        return Optional.of(onlyThere ? MapForm.of(this, form.inputs(), form.outputs()) : form);
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        return Repeats.of(inputs.get(larger).shape(), inputs.get(1 - larger).shape())
                .map(repeats ->
                        repeats.channels() == 1 ? ofRows(inputs, outputs) : ofChannels(repeats, inputs, outputs))
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

    private Instruction ofRows(List<INDArray> inputs, List<INDArray> outputs) {
        RowScaleGradient gradient = new RowScaleGradient(
                inputs.get(larger),
                inputs.get(1 - larger),
                inputs.get(ABOVE),
                new ScaleGradient.Gradients(outputs.get(larger), outputs.get(1 - larger)));
        return Instruction.of(KIND, gradient::run, gradient::close);
    }
}
