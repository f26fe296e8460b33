package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.Softmax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Sum of softmax cross-entropies with targets t over the last axis, − Σ t · log softmax. It reads logits, one weight and
 * targets, and needs memory for the logarithms.
 *
 * @param kind ND4J's name of the operator
 */
record SoftmaxLoss(String kind) implements Work {
    private static final int INPUTS = 3;

    /** The operator's argument for a sum. */
    private static final List<Long> SUM = List.of(1L);

    /** The number of products that are summed in single precision. */
    private static final long STRETCH = 1 << 14;

    /** The fastest work for an operator. */
    static Work of(OperatorWork work, List<Result> inputs) {
        if (fits("softmax_cross_entropy_loss_grad", work, inputs)) {
            return new SoftmaxLossGradient(work);
        }
        return OneDnn.isAvailable() && fits("softmax_cross_entropy_loss", work, inputs)
                ? new SoftmaxLoss(work.kind())
                : work;
    }

    /** Whether an operator has a single weight of 1, no smoothing and a sum. */
    private static boolean fits(String kind, OperatorWork work, List<Result> inputs) {
        return work.kind().equals(kind)
                && inputs.size() == INPUTS
                && inputs.get(0).isMap()
                && inputs.get(1).elements() == 1
                && work.operator() instanceof DynamicCustomOp custom
                && custom.numTArguments() == 1
                && custom.getTArgument(0) == 0
                && work.integerArguments().equals(SUM);
    }

    /** The form that adds the working memory; arguments stay as they are, with classes last. */
    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.of(this, Set.of(), Set.of()).withRoom(inputs.get(0)));
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray loss = outputs.get(0);
        long classes = inputs.get(0).size(3);
        INDArray logarithms = outputs.get(1).reshape(-1, classes);
        Softmax softmax = Softmax.logarithm(inputs.get(0).reshape(-1, classes), logarithms);
        List<INDArray> found = stretches(logarithms);
        List<INDArray> targets = stretches(inputs.get(2));
        return Instruction.of(
                kind,
                () -> {
                    softmax.run();
                    double sum = 0;
                    for (int i = 0; i < found.size(); i++) {
                        sum += Nd4j.getBlasWrapper().dot(found.get(i), targets.get(i));
                    }
                    loss.assign(-sum);
                },
                softmax::close);
    }

    private static List<INDArray> stretches(INDArray array) {
        INDArray all = array.reshape(array.length());
        return LongStream.range(0, (all.length() + STRETCH - 1) / STRETCH)
                .mapToObj(i -> all.get(NDArrayIndex.interval(i * STRETCH, Math.min(all.length(), (i + 1) * STRETCH))))
                .toList();
    }
}
