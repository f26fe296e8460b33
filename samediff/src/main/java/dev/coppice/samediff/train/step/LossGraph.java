package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loss in a lowered graph: − Σ targets · log softmax(logits), or − Σ targets · log(mean of softmax(logits) over a block) if
 * blocks of pixels share a target.
 *
 * <p>For separate pixels it is SameDiff's own loss operator. This operator shifts by the largest logit, so a class some 100
 * below it has a finite loss. Its gradient is right for targets of any sum, if nothing comes after it. Primitives would take
 * a tenth of the step's time for the gradient of the maximum. For blocks, primitives are used, and a probability is at least
 * {@value #LEAST}, so that the loss is finite, at most 69 nats.
 *
 * <p>A volume's slices lie one below the other, and a signal is one row.
 *
 * @param targets name of the placeholder of the targets, N×H×W×K
 * @param loss name of the scalar loss
 * @param shape shape of the targets
 * @param logits name of the variable of the logits, N×H×W×K, which the slopes belong to
 * @param slopes name of the placeholder of the slopes, of the same shape; empty without a further loss
 * @param terms terms that are added in the graph
 */
record LossGraph(String targets, String loss, Shape shape, String logits, String slopes, List<TermGraph> terms) {
    private static final String TARGETS = "coppice.targets";
    private static final String LOSS = "coppice.loss";
    private static final String SLOPES = "coppice.slopes";
    private static final String FURTHER = "coppice.further";

    /** The least probability: far below the resolution of single precision at 1, and far above its smallest number. */
    private static final double LEAST = 1e-30;

    /** Appends the losses of a form and marks them as the losses to differentiate. */
    static LossGraph append(GraphValues values, NetworkCard card, Shape output, LossForm form) {
        SameDiff sd = values.sameDiff();
        boolean binary = card.output().kind() == OutputKind.BINARY_LOGIT;
        boolean map = output.rank() > 2;
        Shape picture = output.asPicture();
        Shape flat = map
                ? Shape.of(picture.size(0), picture.size(2), picture.size(3), picture.size(1))
                : Shape.of(output.size(0), 1, 1, output.size(1));
        checkBlocks(flat, form.pooled());
        Shape pixels = binary ? flat.with(3, 2) : flat;
        Shape shape = pixels.with(1, flat.size(1) / form.pooled()).with(2, flat.size(2) / form.pooled());
        SDVariable targets = sd.placeHolder(values.name(TARGETS), DataType.FLOAT, WeightLayout.longs(shape));
        String lossName = values.name(LOSS);
        List<String> names = new ArrayList<>();
        values.emit(() -> {
            SDVariable logits = values.value(card.output().name());
            SDVariable last = map ? last(sd, logits, output) : sd.reshape(logits, WeightLayout.longs(flat));
            if (binary) {
                SDVariable zeros = sd.constant(Nd4j.zeros(DataType.FLOAT, WeightLayout.longs(flat)));
                last = sd.concat(3, zeros, last);
            }
            SDVariable loss =
                    form.pooled() == 1 ? pixelLoss(sd, targets, last) : blockLoss(sd, targets, last, form.pooled());
            sd.renameVariable(loss.name(), lossName);
            names.add(last.name());
        });
        List<TermGraph> terms = form.terms().stream()
                .map(term -> TermGraph.append(values, term, output.size(0)))
                .toList();
        String slopes = form.further() ? values.name(SLOPES) : "";
        List<String> losses = new ArrayList<>(List.of(lossName));
        terms.forEach(term -> losses.add(term.loss()));
        if (form.further()) {
            losses.add(
                    further(values, names.get(0), sd.placeHolder(slopes, DataType.FLOAT, WeightLayout.longs(shape))));
        }
        sd.setLossVariables(losses.toArray(String[]::new));
        return new LossGraph(targets.name(), lossName, shape, names.get(0), slopes, terms);
    }

    private static SDVariable last(SameDiff sd, SDVariable logits, Shape output) {
        Shape picture = output.asPicture();
        SDVariable plane = picture.equals(output) ? logits : sd.reshape(logits, WeightLayout.longs(picture));
        return sd.permute(plane, 0, 2, 3, 1);
    }

    /** A scalar whose gradient in the logits is given. */
    private static String further(GraphValues values, String logits, SDVariable slopes) {
        SameDiff sd = values.sameDiff();
        String further = values.name(FURTHER);
        values.emit(
                () -> sd.renameVariable(sd.getVariable(logits).mul(slopes).sum().name(), further));
        return further;
    }

    private static SDVariable pixelLoss(SameDiff sd, SDVariable targets, SDVariable logits) {
        return sd.loss().softmaxCrossEntropy(targets, logits, sd.constant(Nd4j.scalar(1f)), LossReduce.SUM, 0);
    }

    /**
     * Softmax runs over the last axis, as oneDNN's is wrong over axis 1. Pooling runs channels first, where its gradient is
     * right.
     */
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
