package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ScaleGradient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gradient of a product of maps x N×H×W×C and a factor s for each channel, or for each channel of each image (gates, layer
 * scales, squeeze-and-excitation): g · s and Σ g · x, summed over pixels. ND4J's own takes 30 times as long.
 *
 * @param map position of the maps among the arguments, 0 or 1
 */
record ChannelProductGradient(int map) implements Work {
    private static final String KIND = "multiply_bp";
    private static final int ABOVE = 2;

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs) {
        if (!work.kind().equals(KIND)) {
            return Optional.empty();
        }
        return IntStream.range(0, ABOVE)
                .filter(map -> isFast(inputs.get(map), inputs.get(1 - map), inputs.get(ABOVE)))
                .mapToObj(map -> MapForm.of(new ChannelProductGradient(map), Set.of(map, ABOVE), Set.of(map)))
                .findFirst();
    }

    /** Whether the factors are of channels, and the pixels that share one fill the kernel's vectors. */
    private static boolean isFast(Result maps, Result factors, Result above) {
        if (!maps.isMap() || !factors.isMap() || !maps.equals(above) || maps.isSameLast()) {
            return false;
        }
        List<Long> sizes = maps.sizes();
        long images = sizes.get(0);
        long shared = factors.sizes().get(0) == 1 ? images : 1;
        return factors.sizes().equals(List.of(images / shared, sizes.get(1), 1L, 1L))
                && ScaleGradient.isFast(shared * sizes.get(2) * sizes.get(3), sizes.get(1));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray factors = inputs.get(1 - map);
        List<ScaleGradient> gradients = IntStream.range(0, Math.toIntExact(factors.size(0)))
                .mapToObj(part -> new ScaleGradient(
                        part(inputs.get(map), factors, part),
                        part(factors, factors, part),
                        part(inputs.get(ABOVE), factors, part),
                        new ScaleGradient.Gradients(
                                part(outputs.get(map), factors, part), part(outputs.get(1 - map), factors, part))))
                .toList();
        return Instruction.of(
                KIND, () -> gradients.forEach(ScaleGradient::run), () -> gradients.forEach(ScaleGradient::close));
    }

    /** The images of an array that share one row of factors. */
    private static INDArray part(INDArray array, INDArray factors, int part) {
        long images = array.size(0) / factors.size(0);
        return array.get(
                NDArrayIndex.interval(part * images, (part + 1) * images),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all());
    }
}
