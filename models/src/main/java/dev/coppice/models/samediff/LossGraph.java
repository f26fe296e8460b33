package dev.coppice.models.samediff;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.samediff.op.GraphValues;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Appends − Σ targets · log softmax(logits) to a lowered graph.
 *
 * <p>By SameDiff's own loss operator: it shifts by the largest logit, so that a class some 100 below it costs a finite loss, and
 * its gradient is right as long as nothing comes after it, for targets of any sum. The same from primitives takes a tenth of the
 * step, in the gradient of the maximum.
 *
 * @param targets name of the placeholder, N×H×W×K
 * @param loss name of the scalar
 * @param shape of the targets
 */
record LossGraph(String targets, String loss, Shape shape) {
    private static final String TARGETS = "coppice.targets";
    private static final String LOSS = "coppice.loss";

    static LossGraph append(GraphValues values, NetworkCard card, Shape output) {
        SameDiff sd = values.sameDiff();
        boolean binary = card.output().kind() == OutputKind.BINARY_LOGIT;
        boolean map = output.rank() == 4;
        Shape flat = map
                ? Shape.of(output.size(0), output.size(2), output.size(3), output.size(1))
                : Shape.of(output.size(0), 1, 1, output.size(1));
        Shape shape = binary ? flat.with(3, 2) : flat;
        String targetName = values.name(TARGETS);
        String lossName = values.name(LOSS);
        SDVariable targets = sd.placeHolder(targetName, DataType.FLOAT, Training.sizes(shape));
        values.emit(() -> {
            SDVariable logits = values.value(card.output().name());
            SDVariable last = map ? sd.permute(logits, 0, 2, 3, 1) : sd.reshape(logits, Training.sizes(flat));
            if (binary) {
                SDVariable zeros = sd.constant(Nd4j.zeros(DataType.FLOAT, Training.sizes(flat)));
                last = sd.concat(3, zeros, last);
            }
            SDVariable one = sd.constant(Nd4j.scalar(1f));
            SDVariable loss = sd.loss().softmaxCrossEntropy(targets, last, one, LossReduce.SUM, 0);
            sd.renameVariable(loss.name(), lossName);
        });
        sd.setLossVariables(lossName);
        return new LossGraph(targetName, lossName, shape);
    }
}
