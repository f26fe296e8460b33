package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.lowering.WeightLayout;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays through which a training step gets its batch. */
final class StepInputs implements AutoCloseable {
    private final Shape imageShape;
    private final LossGraph loss;
    private final INDArray images;
    private final INDArray targets;
    private final INDArray slopes;
    private final Map<String, INDArray> given = new LinkedHashMap<>();

    StepInputs(TrainingStep.Form form, LossGraph loss) {
        this.loss = loss;
        imageShape = form.image();
        images = Nd4j.create(DataType.FLOAT, WeightLayout.longs(imageShape));
        targets = Nd4j.create(DataType.FLOAT, WeightLayout.longs(loss.shape()));
        slopes = hasSlopes() ? Nd4j.create(DataType.FLOAT, WeightLayout.longs(loss.shape())) : Nd4j.scalar(0f);
        for (TermGraph term : loss.terms()) {
            for (int i = 0; i < term.given().size(); i++) {
                long[] shape = WeightLayout.longs(term.shapes().get(i));
                given.put(term.given().get(i), Nd4j.create(DataType.FLOAT, shape));
            }
        }
    }

    /** The arrays by the names of their placeholders. */
    Map<String, INDArray> named(String input) {
        Map<String, INDArray> named = new HashMap<>();
        named.put(input, images);
        named.put(loss.targets(), targets);
        if (hasSlopes()) {
            named.put(loss.slopes(), slopes);
        }
        named.putAll(given);
        return named;
    }

    /** Whether they include the gradient of a further loss in the logits. */
    boolean hasSlopes() {
        return !loss.slopes().isEmpty();
    }

    /** Writes a batch without its further loss. */
    void take(TrainingBatch batch) {
        expect("images", imageShape, batch.imageShape());
        expect("targets", loss.shape(), batch.targetShape());
        if (!hasSlopes() && batch.further() != null) {
            throw new InvalidInputException(
                    "A training batch has a further loss, but the network is lowered for cross-entropy alone.");
        }
        if (batch.given().size() != given.size()) {
            throw new InvalidInputException("A training batch brings "
                    + batch.given().size() + " arrays for terms of the loss, the network is lowered for " + given.size()
                    + ".");
        }
        WeightLayout.fill(images, batch.images());
        WeightLayout.fill(targets, batch.targets());
        Iterator<float[]> brought = batch.given().iterator();
        given.values().forEach(array -> WeightLayout.fill(array, brought.next()));
    }

    /** Writes the gradient of a further loss in the logits. */
    void takeSlopes(float... gradient) {
        WeightLayout.fill(slopes, gradient);
    }

    private static void expect(String what, Shape expected, Shape actual) {
        if (!actual.equals(expected)) {
            throw new InvalidInputException(
                    "A training batch has " + what + " " + actual + ", the lowered network takes " + expected + ".");
        }
    }

    /** The bytes of all arrays. */
    long bytes() {
        return named("").values().stream().mapToLong(INDArray::length).sum() * Float.BYTES;
    }

    @Override
    public void close() {
        images.close();
        targets.close();
        slopes.close();
        given.values().forEach(INDArray::close);
    }
}
