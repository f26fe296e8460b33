package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.WeightLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays through which a training step gets its batch. */
final class StepInputs implements AutoCloseable {
    private final Shape imageShape;
    private final LossGraph loss;
    private final INDArray images;
    private final INDArray targets;
    private final INDArray slopes;
    private final List<INDArray> attention;

    StepInputs(TrainingStep.Form form, LossGraph loss) {
        this.loss = loss;
        imageShape = form.image();
        images = Nd4j.create(DataType.FLOAT, WeightLayout.longs(imageShape));
        targets = Nd4j.create(DataType.FLOAT, WeightLayout.longs(loss.shape()));
        slopes = hasSlopes() ? Nd4j.create(DataType.FLOAT, WeightLayout.longs(loss.shape())) : Nd4j.scalar(0f);
        attention = form.loss().attention().maps().stream()
                .map(maps -> Nd4j.create(DataType.FLOAT, imageShape.size(0), maps.pixels()))
                .toList();
    }

    /** Each array by the name of its placeholder. */
    Map<String, INDArray> named(String input) {
        Map<String, INDArray> named = new HashMap<>();
        named.put(input, images);
        named.put(loss.targets(), targets);
        if (hasSlopes()) {
            named.put(loss.slopes(), slopes);
        }
        for (int i = 0; i < attention.size(); i++) {
            named.put(loss.attention().targets().get(i), attention.get(i));
        }
        return named;
    }

    /** Whether the gradient of a further loss in the logits is among them. */
    boolean hasSlopes() {
        return !loss.slopes().isEmpty();
    }

    /** Writes a batch, but for its further loss. */
    void take(TrainingBatch batch) {
        expect("images", imageShape, batch.imageShape());
        expect("targets", loss.shape(), batch.targetShape());
        if (!hasSlopes() && batch.further() != null) {
            throw new InvalidInputException(
                    "A training batch has a further loss, but the network is lowered for cross-entropy alone.");
        }
        if (batch.attention().size() != attention.size()) {
            throw new InvalidInputException("A training batch has attention maps of "
                    + batch.attention().size() + " tensors, the network is lowered for those of " + attention.size()
                    + ".");
        }
        WeightLayout.fill(images, batch.images());
        WeightLayout.fill(targets, batch.targets());
        for (int i = 0; i < attention.size(); i++) {
            WeightLayout.fill(attention.get(i), batch.attention().get(i));
        }
    }

    /** The gradient of a further loss in the logits. */
    void takeSlopes(float... gradient) {
        WeightLayout.fill(slopes, gradient);
    }

    private static void expect(String what, Shape expected, Shape actual) {
        if (!actual.equals(expected)) {
            throw new InvalidInputException(
                    "A training batch has " + what + " " + actual + ", the lowered network takes " + expected + ".");
        }
    }

    /** What they take of memory. */
    long bytes() {
        return named("").values().stream().mapToLong(INDArray::length).sum() * Float.BYTES;
    }

    @Override
    public void close() {
        images.close();
        targets.close();
        slopes.close();
        attention.forEach(INDArray::close);
    }
}
