package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.op.GraphValues;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of the training loss in chosen constants of a network, which are left as they are. Only what these need is
 * computed backwards. Not for several threads at once.
 */
public final class LossGradients implements AutoCloseable {
    /** In the place of a gradient's name: the loss does not depend on the constant, as in an auxiliary head. */
    private static final String NONE = "";

    private final Network network;
    private final Shape images;
    private final GraphValues values;
    private final LossGraph loss;
    private final InferenceSession session;
    private final Map<String, String> gradients = new LinkedHashMap<>();

    private LossGradients(Network network, Shape images, Set<String> constants) {
        this.network = network;
        this.images = images;
        this.values = GraphLowering.lower(network, images, constants);
        Shape output = Shapes.infer(
                        network.graph(), Map.of(network.card().input().name(), images))
                .of(network.card().output().name());
        this.loss = LossGraph.append(values, network.card(), output, 1);
        SameDiff sd = values.sameDiff();
        Training.quietly(sd::createGradFunction);
        for (String constant : constants) {
            Optional<SDVariable> gradient = Optional.ofNullable(sd.grad(name(constant)));
            gradients.put(constant, gradient.map(SDVariable::name).orElse(NONE));
        }
        this.session = new InferenceSession(sd.getFunction("grad"));
    }

    /**
     * Differentiates the loss.
     *
     * @param images N×C×H×W of the batches to come
     * @param constants floating-point constants of the graph, at least one
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static LossGradients of(Network network, Shape images, Set<String> constants) {
        Natives.require();
        return new LossGradients(network, images, constants);
    }

    /** The gradient at a batch: for each constant one number an element, in C order; 0 where the loss does not depend on it. */
    public Map<String, float[]> at(TrainingBatch batch) {
        if (!batch.imageShape().equals(images) || !batch.targetShape().equals(loss.shape())) {
            throw new InvalidInputException("The batch has images " + batch.imageShape() + " and targets "
                    + batch.targetShape() + ", expected " + images + " and " + loss.shape() + ".");
        }
        Map<String, float[]> computed = new LinkedHashMap<>();
        try (INDArray input = Nd4j.create(batch.images(), Training.sizes(images), 'c');
                INDArray targets = Nd4j.create(batch.targets(), Training.sizes(loss.shape()), 'c')) {
            Map<String, INDArray> arrays = session.output(
                    gradients.values().stream().filter(g -> !g.equals(NONE)).toList(),
                    Map.of(name(network.card().input().name()), input, loss.targets(), targets),
                    null,
                    List.of(),
                    List.of(),
                    At.defaultAt());
            gradients.forEach((constant, gradient) -> computed.put(constant, copied(constant, arrays.get(gradient))));
        }
        return computed;
    }

    private float[] copied(String constant, @Nullable INDArray gradient) {
        if (gradient == null) {
            return new float
                    [Math.toIntExact(network.graph()
                            .constant(constant)
                            .orElseThrow()
                            .shape()
                            .elements())];
        }
        return values.asTensor(constant, gradient).toFloats();
    }

    private String name(String tensor) {
        String name = values.names().get(tensor);
        if (name == null) {
            throw new IllegalArgumentException(
                    "network '" + network.card().name() + "' computes nothing from '" + tensor + "'");
        }
        return name;
    }

    /** Gives native memory back; nothing else may be called any more. */
    @Override
    public void close() {
        Training.release(values.sameDiff());
    }
}
