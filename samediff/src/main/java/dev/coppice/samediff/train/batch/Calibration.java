package dev.coppice.samediff.train.batch;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.NetworkInputs;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.LossGradients;
import dev.coppice.samediff.train.step.TensorGradients;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Unchanged training pictures for measurements on a network before it is changed, spread evenly over the split
 * {@code train}.
 *
 * @param data data set with a split {@code train}
 * @param pictures number of pictures, at least 1; all if there are fewer
 * @param progress listener that receives every picture
 */
public record Calibration(Dataset data, int pictures, Progress progress) implements GradientSource {
    public Calibration {
        if (pictures < 1) {
            throw new InvalidInputException(
                    "The number of calibration pictures is " + pictures + ", expected at least 1.");
        }
    }

    /** Calibration pictures without progress reports. */
    public Calibration(Dataset data, int pictures) {
        this(data, pictures, Progress.SILENT);
    }

    /** The names of the pictures. */
    public List<String> names() {
        return new SpreadSubset(data, pictures).names(BatchSource.TRAIN);
    }

    /**
     * Some pictures as one batch.
     *
     * @return values N×C×H×W in C order, at the card's size
     */
    public float[] images(Network network, List<String> batch) {
        NetworkInputs inputs = NetworkInputs.of(network.card(), data);
        float[] pixels =
                new float[Math.toIntExact(network.inputShape(batch.size()).elements())];
        for (int i = 0; i < batch.size(); i++) {
            inputs.fill(BatchSource.TRAIN, batch.get(i), pixels, i);
        }
        return pixels;
    }

    @Override
    public int count() {
        return names().size();
    }

    @Override
    public void values(Network network, List<String> tensors, Consumer<Map<String, float[]>> picture) {
        try (InferenceSession session = InferenceSession.of(network, network.inputShape(1), tensors)) {
            each(name -> picture.accept(session.run(images(network, List.of(name)))));
        }
    }

    @Override
    public void constantGradients(Network network, Set<String> constants, Consumer<Map<String, float[]>> picture) {
        try (LossGradients gradients = LossGradients.of(network, network.inputShape(1), constants)) {
            each(name -> picture.accept(gradients.at(labelled(network, name))));
        }
    }

    @Override
    public void tensorGradients(Network network, List<String> tensors, Consumer<Map<String, TensorGradient>> picture) {
        try (TensorGradients gradients = TensorGradients.of(network, network.inputShape(1), tensors)) {
            each(name -> picture.accept(gradients.at(labelled(network, name)).tensors()));
        }
    }

    private void each(Consumer<String> picture) {
        List<String> names = names();
        for (int n = 0; n < names.size(); n++) {
            picture.accept(names.get(n));
            progress.update("Scoring channels", n + 1, names.size(), "");
        }
    }

    /** One picture with targets for the mean cross-entropy over its labelled pixels, with equal class weights. */
    public TrainingBatch labelled(Network network, String name) {
        return labelled(network, data, BatchSource.TRAIN, name);
    }

    /** As above, for a picture of any split. */
    public static TrainingBatch labelled(Network network, Dataset data, String split, String name) {
        Shape images = network.inputShape(1);
        Shape output = network.shapes(1).of(network.tail().logits());
        ClassMapping mapping = ClassMapping.of(data, network.card());
        NetworkInputs inputs = NetworkInputs.of(network.card(), data);
        short[] seen = inputs.seen(split, name, output);
        for (int p = 0; p < seen.length; p++) {
            seen[p] = (short) mapping.of(seen[p]);
        }
        double[] weights = new double[network.card().classes().size()];
        Arrays.fill(weights, 1);
        float[] pixels = new float[Math.toIntExact(images.elements())];
        inputs.fill(split, name, pixels, 0);
        return new LabelledBatch(images, pixels, output.asPrediction(), seen)
                .with(Objective.CROSS_ENTROPY.terms(), weights, Map.of());
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("Calibration")
                .with("data", DatasetIdentity.of(data, BatchSource.TRAIN))
                .with("pictures", pictures);
    }
}
