package dev.coppice.models.samediff.program;

import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of the sum of softmax cross-entropies with targets t over the last axis, in the logits: softmax · Σ t − t. ND4J's
 * own operator takes four times as long, half of it for gradients in weights and targets, which are not computed here.
 *
 * @param whole ND4J's, for whoever reads those
 */
record SoftmaxLossGradient(OperatorWork whole) implements Work {
    /** Logits, weights, targets. */
    private static final int INPUTS = 3;

    /** Gradients in weights and targets. */
    private static final Set<Integer> OTHERS = Set.of(1, 2);

    /** Whether an operator is this one: unweighted, not smoothed, summed. */
    static boolean fits(OperatorWork work, List<Result> inputs) {
        return work.kind().equals("softmax_cross_entropy_loss_grad")
                && inputs.size() == INPUTS
                && inputs.get(0).isMap()
                && inputs.get(1).elements() == 1
                && work.operator() instanceof DynamicCustomOp custom
                && custom.numTArguments() == 1
                && custom.getTArgument(0) == 0;
    }

    @Override
    public String kind() {
        return whole.kind();
    }

    @Override
    public Work unread(Set<Integer> outputs) {
        return outputs.containsAll(OTHERS) ? this : whole;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray logits = inputs.get(0);
        long classes = logits.size(3);
        INDArray targets = inputs.get(2).reshape(-1, classes);
        INDArray gradient = outputs.get(0);
        INDArray rows = gradient.reshape(-1, classes);
        INDArray ones = Nd4j.ones(DataType.FLOAT, classes, 1);
        INDArray sums = Nd4j.create(DataType.FLOAT, rows.size(0), 1);
        DynamicCustomOp softmax = DynamicCustomOp.builder("softmax")
                .addInputs(logits)
                .addOutputs(gradient)
                .addIntegerArguments(3)
                .build();
        BroadcastMulOp scaled = new BroadcastMulOp(rows, sums.reshape(rows.size(0)), rows, 0);
        return Instruction.of(
                kind(),
                () -> {
                    Nd4j.getExecutioner().exec(softmax);
                    Nd4j.gemm(targets, ones, sums, false, false, 1, 0);
                    Nd4j.getExecutioner().exec(scaled);
                    rows.subi(targets);
                },
                () -> {
                    ones.close();
                    sums.close();
                });
    }
}
