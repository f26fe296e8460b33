package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.samediff.op.GraphValues;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Appends − Σ targets · log softmax(logits) to a lowered graph, or − Σ targets · log(mean of softmax(logits) over a block)
 * where blocks of pixels share a target.
 *
 * <p>Pixel by pixel it is SameDiff's own loss operator: it shifts by the largest logit, so that a class some 100 below it costs a
 * finite loss, and its gradient is right as long as nothing comes after it, for targets of any sum. The same from primitives takes
 * a tenth of the step, in the gradient of the maximum. Block by block it is primitives, and a probability is at least
 * {@value #LEAST}: a finite loss too, of at most 69 nats.
 *
 * @param targets name of the placeholder, N×H×W×K
 * @param loss name of the scalar
 * @param shape of the targets
 */
record LossGraph(String targets, String loss, Shape shape) {
    private static final String TARGETS = "coppice.targets";
    private static final String LOSS = "coppice.loss";

    /** Far below what single precision resolves beside 1, far above its smallest number. */
    private static final double LEAST = 1e-30;

    /** Pooled: the side of a block, a divisor of the output's height and width; 1 for every pixel on its own. */
    static LossGraph append(GraphValues values, NetworkCard card, Shape output, int pooled) {
        SameDiff sd = values.sameDiff();
        boolean binary = card.output().kind() == OutputKind.BINARY_LOGIT;
        boolean map = output.rank() == 4;
        Shape flat = map
                ? Shape.of(output.size(0), output.size(2), output.size(3), output.size(1))
                : Shape.of(output.size(0), 1, 1, output.size(1));
        checkBlocks(flat, pooled);
        Shape pixels = binary ? flat.with(3, 2) : flat;
        Shape shape = pixels.with(1, flat.size(1) / pooled).with(2, flat.size(2) / pooled);
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
            SDVariable loss = pooled == 1 ? pixelLoss(sd, targets, last) : blockLoss(sd, targets, last, pooled);
            sd.renameVariable(loss.name(), lossName);
        });
        sd.setLossVariables(lossName);
        return new LossGraph(targetName, lossName, shape);
    }

    private static SDVariable pixelLoss(SameDiff sd, SDVariable targets, SDVariable logits) {
        return sd.loss().softmaxCrossEntropy(targets, logits, sd.constant(Nd4j.scalar(1f)), LossReduce.SUM, 0);
    }

    /** Softmax over the last axis, as over axis 1 oneDNN's is wrong; pooling with channels first, where its gradient is right. */
    private static SDVariable blockLoss(SameDiff sd, SDVariable targets, SDVariable logits, int side) {
        Pooling2DConfig window =
                Pooling2DConfig.builder().kH(side).kW(side).sH(side).sW(side).build();
        SDVariable probabilities = sd.permute(sd.nn().softmax(logits, 3), 0, 3, 1, 2);
        SDVariable means = sd.permute(sd.cnn().avgPooling2d(probabilities, window), 0, 2, 3, 1);
        return sd.math().log(means.add(LEAST)).mul(targets).sum().neg();
    }

    private static void checkBlocks(Shape flat, int pooled) {
        if (pooled < 1 || flat.size(1) % pooled != 0 || flat.size(2) % pooled != 0) {
            throw new InvalidInputException("Blocks of " + pooled + "×" + pooled + " pixels do not fill an output of "
                    + flat.size(1) + "×" + flat.size(2) + " (height×width); take crops of whole blocks.");
        }
    }
}
