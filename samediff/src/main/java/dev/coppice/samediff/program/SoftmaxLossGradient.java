package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import dev.coppice.samediff.kernel.ScaledDifference;
import dev.coppice.samediff.kernel.Softmax;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of {@link SoftmaxLoss} in the logits: softmax · Σ t − t. ND4J's own operator takes four times as long, half of it
 * for gradients in weights and targets. This one does not compute those.
 *
 * @param whole ND4J's operator, used if those gradients are read
 */
record SoftmaxLossGradient(OperatorWork whole) implements Work {
    /** The positions of the gradients in weights and targets. */
    private static final Set<Integer> OTHERS = Set.of(1, 2);

    @Override
    public String kind() {
        return whole.kind();
    }

    @Override
    public Work reading(Set<Integer> outputs) {
        return Collections.disjoint(outputs, OTHERS) ? this : whole;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        long classes = inputs.get(0).size(3);
        INDArray logits = inputs.get(0).reshape(-1, classes);
        INDArray targets = inputs.get(2).reshape(-1, classes);
        INDArray gradient = outputs.get(0).reshape(-1, classes);
        INDArray ones = Nd4j.ones(DataType.FLOAT, classes, 1);
        INDArray sums = Nd4j.create(DataType.FLOAT, logits.size(0), 1);
        Instruction softmax = softmax(logits, gradient);
        Instruction difference = difference(gradient, sums, targets);
        return Instruction.of(
                kind(),
                () -> {
                    softmax.run();
                    Nd4j.gemm(targets, ones, sums, false, false, 1, 0);
                    difference.run();
                },
                () -> {
                    softmax.close();
                    difference.close();
                    ones.close();
                    sums.close();
                });
    }

    private static Instruction softmax(INDArray logits, INDArray result) {
        if (OneDnn.isAvailable()) {
            Softmax softmax = Softmax.of(logits, result);
            return Instruction.of("softmax", softmax::run, softmax::close);
        }
        DynamicCustomOp softmax = DynamicCustomOp.builder("softmax")
                .addInputs(logits)
                .addOutputs(result)
                .addIntegerArguments(1)
                .build();
        return Instruction.of("softmax", () -> Nd4j.getExecutioner().exec(softmax));
    }

    /** Multiplies each row by a factor and subtracts another row. */
    private static Instruction difference(INDArray rows, INDArray factors, INDArray subtracted) {
        if (OneDnn.isAvailable()) {
            ScaledDifference difference = new ScaledDifference(rows, factors, subtracted);
            return Instruction.of("subtract", difference::run, difference::close);
        }
        BroadcastMulOp scaled = new BroadcastMulOp(rows, factors.reshape(factors.length()), rows, 0);
        return Instruction.of("subtract", () -> {
            Nd4j.getExecutioner().exec(scaled);
            rows.subi(subtracted);
        });
    }
}
