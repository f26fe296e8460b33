package dev.coppice.models.samediff.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A transposed convolution whose kernel is as large as its stride, on maps N×H×W×C: every pixel becomes a block of its own, so
 * that a row of blocks is one matrix product a kernel row. ND4J's own takes four times as long.
 *
 * @param kind as ND4J calls it
 */
record UpConvolution(String kind) implements Work {
    private static final String GRADIENT = "deconv2d_bp";
    private static final Set<String> KINDS = Set.of("deconv2d", GRADIENT);

    /** Kernel, stride, padding, dilation, each of height and width. */
    private static final int WINDOW = 8;

    static Optional<MapForm> form(OperatorWork work, List<Result> inputs) {
        if (!KINDS.contains(work.kind())) {
            return Optional.empty();
        }
        List<Long> window = work.integerArguments().subList(0, WINDOW);
        boolean fits = window.subList(0, 2).equals(window.subList(2, 4))
                && window.subList(4, 6).equals(List.of(0L, 0L))
                && window.subList(6, 8).equals(List.of(1L, 1L));
        if (!fits) {
            return Optional.empty();
        }
        boolean gradient = work.kind().equals(GRADIENT);
        Result x = inputs.get(0).channelsLast();
        Result weights = inputs.get(1);
        // one row of every block: N·H·W × kW·O
        Result room = Result.of(
                x.type(),
                x.elements() / x.sizes().get(3),
                weights.sizes().get(1) * weights.sizes().get(2));
        return Optional.of(MapForm.of(
                        new UpConvolution(work.kind()), gradient ? Set.of(0, inputs.size() - 1) : Set.of(0), Set.of(0))
                .withRoom(room));
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        return kind.equals(GRADIENT) ? gradient(inputs, outputs) : forward(inputs, outputs);
    }

    /** Weights are kH×kW×O×I. */
    private Instruction forward(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray pixels = pixels(inputs.get(0));
        INDArray room = outputs.get(1);
        List<INDArray> kernels = rows(inputs.get(1));
        List<INDArray> blocks = blocks(outputs.get(0), inputs.get(0), kernels.size());
        INDArray result = pixels(outputs.get(0));
        return Instruction.of(kind, () -> {
            for (int row = 0; row < kernels.size(); row++) {
                pixels.mmuli(kernels.get(row).transpose(), room);
                blocks.get(row).assign(room.reshape(blocks.get(row).shape()));
            }
            if (inputs.size() > 2) {
                result.addiRowVector(inputs.get(2));
            }
        });
    }

    private Instruction gradient(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray above = inputs.get(inputs.size() - 1);
        INDArray pixels = pixels(inputs.get(0));
        INDArray ofPixels = pixels(outputs.get(0));
        INDArray room = outputs.get(outputs.size() - 1);
        List<INDArray> kernels = rows(inputs.get(1));
        List<INDArray> ofKernels = rows(outputs.get(1));
        List<INDArray> blocks = blocks(above, inputs.get(0), kernels.size());
        ColumnSums sums = new ColumnSums(above.shape());
        return Instruction.of(
                kind,
                () -> {
                    for (int row = 0; row < kernels.size(); row++) {
                        room.reshape(blocks.get(row).shape()).assign(blocks.get(row));
                        Nd4j.gemm(room, kernels.get(row), ofPixels, false, false, 1, row == 0 ? 0 : 1);
                        room.transpose().mmuli(pixels, ofKernels.get(row));
                    }
                    if (inputs.size() > 3) {
                        outputs.get(2)
                                .assign(sums.of(above).reshape(outputs.get(2).shape()));
                    }
                },
                sums::close);
    }

    private static INDArray pixels(INDArray map) {
        return map.reshape(-1, map.size(3));
    }

    /** A matrix kW·O × I for every row of the kernel. */
    private static List<INDArray> rows(INDArray weights) {
        List<INDArray> rows = new ArrayList<>();
        for (int row = 0; row < weights.size(0); row++) {
            rows.add(weights.get(NDArrayIndex.point(row)).reshape(-1, weights.size(3)));
        }
        return rows;
    }

    /** The pixels that each row of the kernel makes: N·H × W × kW·O. */
    private static List<INDArray> blocks(INDArray map, INDArray from, int kernelRows) {
        long width = from.size(2);
        INDArray apart = map.reshape(
                from.size(0) * from.size(1),
                kernelRows,
                width,
                map.length() / from.size(0) / from.size(1) / kernelRows / width);
        List<INDArray> blocks = new ArrayList<>();
        for (int row = 0; row < kernelRows; row++) {
            blocks.add(apart.get(NDArrayIndex.all(), NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.all()));
        }
        return blocks;
    }
}
