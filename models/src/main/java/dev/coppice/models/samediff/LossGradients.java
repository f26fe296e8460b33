package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.op.GraphValues;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
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
    private final Map<String, String> probes = new LinkedHashMap<>();

    /**
     * What one pass gives.
     *
     * @param loss of the batch
     * @param constants gradients in constants, in their own layout
     * @param tensors gradients in tensors that the loss depends on
     * @param values of the tensors asked for
     */
    record Pass(
            double loss, Map<String, float[]> constants, Map<String, float[]> tensors, Map<String, float[]> values) {}

    private LossGradients(Network network, Shape images, GraphLowering.Probed lowered, Set<String> constants) {
        this.network = network;
        this.images = images;
        this.values = lowered.values();
        Shape output = Shapes.infer(
                        network.graph(), Map.of(network.card().input().name(), images))
                .of(network.card().output().name());
        this.loss = LossGraph.append(values, network.card(), output, 1);
        SameDiff sd = values.sameDiff();
        Training.quietly(sd::createGradFunction);
        constants.forEach(constant -> gradients.put(constant, gradient(name(constant))));
        lowered.zeros().forEach((tensor, zeros) -> probes.put(tensor, gradient(zeros)));
        this.session = new InferenceSession(sd.getFunction("grad"));
    }

    private String gradient(String variable) {
        return Optional.ofNullable(values.sameDiff().grad(variable))
                .map(SDVariable::name)
                .orElse(NONE);
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
        return of(network, images, constants, Set.of());
    }

    /** The same in computed tensors too; at least one of all must have a share in the loss. */
    static LossGradients of(Network network, Shape images, Set<String> constants, Set<String> tensors) {
        Natives.require();
        GraphLowering.Probed lowered = GraphLowering.lower(network, images, constants, tensors);
        boolean made = false;
        try {
            LossGradients gradients = new LossGradients(network, images, lowered, constants);
            made = true;
            return gradients;
        } finally {
            if (!made) {
                Training.release(lowered.values().sameDiff());
            }
        }
    }

    /** The gradient at a batch: for each constant one number an element, in C order; 0 where the loss does not depend on it. */
    public Map<String, float[]> at(TrainingBatch batch) {
        return pass(batch, List.of()).constants();
    }

    /**
     * The gradient at a batch with the loss and the values of tensors that the graph computes.
     *
     * @param tensors names, each with a variable of its own or another's
     */
    Pass pass(TrainingBatch batch, List<String> tensors) {
        if (!batch.imageShape().equals(images) || !batch.targetShape().equals(loss.shape())) {
            throw new InvalidInputException("The batch has images " + batch.imageShape() + " and targets "
                    + batch.targetShape() + ", expected " + images + " and " + loss.shape() + ".");
        }
        Set<String> wanted = new LinkedHashSet<>(gradients.values());
        wanted.addAll(probes.values());
        wanted.remove(NONE);
        tensors.forEach(t -> wanted.add(name(t)));
        wanted.add(loss.loss());
        try (INDArray input = Nd4j.create(batch.images(), Training.sizes(images), 'c');
                INDArray targets = Nd4j.create(batch.targets(), Training.sizes(loss.shape()), 'c')) {
            Map<String, INDArray> arrays = session.output(
                    List.copyOf(wanted),
                    Map.of(name(network.card().input().name()), input, loss.targets(), targets),
                    null,
                    List.of(),
                    List.of(),
                    At.defaultAt());
            Pass pass = copied(arrays, tensors);
            arrays.forEach((name, array) -> release(name, array, input));
            return pass;
        }
    }

    private Pass copied(Map<String, INDArray> arrays, List<String> tensors) {
        Map<String, float[]> ofConstants = new LinkedHashMap<>();
        gradients.forEach((constant, gradient) -> ofConstants.put(constant, copied(constant, arrays.get(gradient))));
        Map<String, float[]> ofTensors = new LinkedHashMap<>();
        probes.forEach((tensor, gradient) -> {
            if (!gradient.equals(NONE)) {
                ofTensors.put(tensor, floats(arrays, gradient));
            }
        });
        Map<String, float[]> seen = new LinkedHashMap<>();
        tensors.forEach(t -> seen.put(t, floats(arrays, name(t))));
        return new Pass(floats(arrays, loss.loss())[0], ofConstants, ofTensors, seen);
    }

    /** An identity hands the placeholder's own array on, and a constant is the graph's. */
    private void release(String variable, INDArray array, INDArray input) {
        SameDiff sd = values.sameDiff().getFunction("grad");
        boolean computed = sd.getVariable(variable).getVariableType() == VariableType.ARRAY;
        if (computed && array != input && array.closeable() && !array.wasClosed()) {
            array.close();
        }
    }

    private static float[] floats(Map<String, INDArray> arrays, String variable) {
        return Objects.requireNonNull(arrays.get(variable), variable)
                .dup('c')
                .data()
                .asFloat();
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
