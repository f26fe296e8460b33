package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.Natives;
import dev.coppice.samediff.TrainingUnavailableException;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradient of the training loss in chosen constants of a network, which stay as they are. Only the gradients that these need
 * are computed. Not thread-safe.
 */
public final class LossGradients implements AutoCloseable {
    /** The gradient name of a constant that the loss does not depend on, as in an auxiliary head. */
    private static final String NONE = "";

    private final Network network;
    private final Shape images;
    private final GraphValues values;
    private final LossGraph loss;
    private final List<String> tensors;
    private final INDArray input;
    private final INDArray targets;
    private final Program program;
    private final Map<String, String> gradients = new LinkedHashMap<>();
    private final Map<String, String> probes = new LinkedHashMap<>();

    /**
     * Result of one pass.
     *
     * @param loss loss of the batch
     * @param constants gradients in the constants, in their own layout
     * @param tensors gradients in the tensors that the loss depends on
     * @param values values of the requested tensors
     */
    record Pass(
            double loss, Map<String, float[]> constants, Map<String, float[]> tensors, Map<String, float[]> values) {}

    /**
     * Request for gradients and values.
     *
     * @param constants names of constants whose gradients are wanted
     * @param probes names of tensors whose gradients are wanted
     * @param tensors names of tensors whose values are wanted; several may share a variable
     */
    record Wanted(Set<String> constants, Set<String> probes, List<String> tensors) {}

    private LossGradients(Network network, Shape images, GraphLowering.Probed lowered, Wanted wanted) {
        this.network = network;
        this.images = images;
        this.values = lowered.values();
        Shape output = network.shapes(images).of(network.card().output().name());
        this.loss = LossGraph.append(values, network.card(), output, LossForm.PIXELS);
        SameDiff sd = values.sameDiff();
        values.differentiate();
        wanted.constants()
                .forEach(constant -> gradients.put(
                        constant, values.names().containsKey(constant) ? gradient(name(constant)) : NONE));
        lowered.zeros().forEach((tensor, zeros) -> probes.put(tensor, gradient(zeros)));
        this.tensors = List.copyOf(wanted.tensors());
        this.input = Nd4j.create(DataType.FLOAT, WeightLayout.longs(images));
        this.targets = Nd4j.create(DataType.FLOAT, WeightLayout.longs(loss.shape()));
        this.program = compile(sd);
    }

    private Program compile(SameDiff sd) {
        Set<String> wanted = new LinkedHashSet<>(gradients.values());
        wanted.addAll(probes.values());
        wanted.remove(NONE);
        tensors.forEach(t -> wanted.add(name(t)));
        wanted.add(loss.loss());
        Map<String, INDArray> given = new HashMap<>();
        for (SDVariable variable : sd.variables()) {
            if (variable.getVariableType() == VariableType.VARIABLE) {
                given.put(variable.name(), variable.getArr());
            }
        }
        given.put(name(network.card().input().name()), input);
        given.put(loss.targets(), targets);
        return Program.of(sd.getFunction("grad"), new Program.Task(given, wanted, Map.of()));
    }

    private String gradient(String variable) {
        return Optional.ofNullable(values.sameDiff().grad(variable))
                .map(SDVariable::name)
                .orElse(NONE);
    }

    /**
     * Differentiates the loss.
     *
     * @param images shape N×C×H×W of the batches
     * @param constants names of floating-point constants of the graph, at least one
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static LossGradients of(Network network, Shape images, Set<String> constants) {
        return of(network, images, new Wanted(constants, Set.of(), List.of()));
    }

    /** As above, with gradients in computed tensors too. The loss must depend on at least one constant or tensor. */
    static LossGradients of(Network network, Shape images, Wanted wanted) {
        Natives.require();
        Network part = GraphLowering.lowerable(network, images);
        GraphLowering.Probed lowered = GraphLowering.lower(part, images, wanted.constants(), wanted.probes());
        boolean made = false;
        try {
            LossGradients gradients = new LossGradients(part, images, lowered, wanted);
            made = true;
            return gradients;
        } finally {
            if (!made) {
                lowered.values().release();
            }
        }
    }

    /** The gradient for a batch: for each constant one number per element, in C order; 0 if the loss does not depend on it. */
    public Map<String, float[]> at(TrainingBatch batch) {
        return pass(batch).constants();
    }

    /** The gradient for a batch, with the loss and the values of the requested tensors. */
    Pass pass(TrainingBatch batch) {
        if (!batch.imageShape().equals(images) || !batch.targetShape().equals(loss.shape())) {
            throw new InvalidInputException("The batch has images " + batch.imageShape() + " and targets "
                    + batch.targetShape() + ", expected " + images + " and " + loss.shape() + ".");
        }
        if (batch.further() != null || !batch.given().isEmpty()) {
            throw new InvalidInputException(
                    "The batch has more than targets, gradients are those of cross-entropy alone.");
        }
        WeightLayout.fill(input, batch.images());
        WeightLayout.fill(targets, batch.targets());
        program.run();
        return copied();
    }

    private Pass copied() {
        Map<String, float[]> ofConstants = new LinkedHashMap<>();
        gradients.forEach((constant, gradient) -> ofConstants.put(constant, copied(constant, gradient)));
        Map<String, float[]> ofTensors = new LinkedHashMap<>();
        probes.forEach((tensor, gradient) -> {
            if (!gradient.equals(NONE)) {
                ofTensors.put(tensor, floats(gradient));
            }
        });
        Map<String, float[]> seen = new LinkedHashMap<>();
        tensors.forEach(t -> seen.put(t, floats(name(t))));
        return new Pass(floats(loss.loss())[0], ofConstants, ofTensors, seen);
    }

    private float[] floats(String variable) {
        return program.array(variable).dup('c').data().asFloat();
    }

    private float[] copied(String constant, String gradient) {
        if (gradient.equals(NONE)) {
            return new float
                    [Math.toIntExact(network.graph()
                            .constant(constant)
                            .orElseThrow()
                            .shape()
                            .elements())];
        }
        return values.asTensor(constant, program.array(gradient)).toFloats();
    }

    private String name(String tensor) {
        String name = values.names().get(tensor);
        if (name == null) {
            throw new IllegalArgumentException(
                    "network '" + network.card().name() + "' computes nothing from '" + tensor + "'");
        }
        return name;
    }

    /** Frees native memory; no other method may be called afterwards. */
    @Override
    public void close() {
        program.close();
        input.close();
        targets.close();
        values.release();
    }
}
