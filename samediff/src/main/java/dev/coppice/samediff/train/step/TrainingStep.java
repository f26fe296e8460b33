package dev.coppice.samediff.train.step;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.program.DeferredProgram;
import dev.coppice.samediff.program.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Loss and gradients of a batch. SameDiff differentiates; a {@link Program}, compiled once, writes all gradients into one
 * vector.
 */
final class TrainingStep implements AutoCloseable {
    private final LossGraph loss;
    private final StepInputs inputs;
    private final FlatWeights weights;
    private final DeferredProgram program;

    /**
     * Shapes and loss of a step.
     *
     * @param image shape of the input, N×C×H×W
     * @param output shape of the card's output
     * @param loss form of the loss
     */
    record Form(Shape image, Shape output, LossForm loss) {}

    /** Appends the loss and its gradients to a lowered graph and compiles them; the first step allocates memory for maps. */
    TrainingStep(GraphValues values, NetworkCard card, Form form) {
        SameDiff sd = values.sameDiff();
        loss = LossGraph.append(values, card, form.output(), form.loss());
        values.differentiate();
        Map<String, String> gradients = gradients(sd);
        weights = FlatWeights.of(sd, List.copyOf(gradients.keySet()));
        inputs = new StepInputs(form, loss);
        program = new DeferredProgram(
                compiled(sd, values.names().getOrDefault(card.input().name(), ""), gradients));
    }

    /** The name of the gradient of each variable that the loss depends on. */
    private static Map<String, String> gradients(SameDiff sd) {
        Map<String, String> gradients = new TreeMap<>();
        for (SDVariable variable : sd.variables()) {
            SDVariable gradient = variable.getVariableType() == VariableType.VARIABLE ? sd.grad(variable.name()) : null;
            if (gradient != null) {
                gradients.put(variable.name(), gradient.name());
            }
        }
        return gradients;
    }

    private Program.Plan compiled(SameDiff sd, String input, Map<String, String> gradients) {
        Map<String, INDArray> given = new HashMap<>(weights.valueOf());
        given.putAll(inputs.named(input));
        List<String> wanted = new ArrayList<>();
        if (inputs.hasSlopes()) {
            wanted.add(loss.logits());
        }
        wanted.add(loss.loss());
        loss.terms().forEach(term -> wanted.add(term.loss()));
        Map<String, INDArray> into = new HashMap<>();
        gradients.forEach((variable, gradient) -> {
            wanted.add(gradient);
            into.put(gradient, weights.gradientOf().get(variable));
        });
        return Program.plan(sd.getFunction("grad"), new Program.Task(given, wanted, into));
    }

    /** The current weights, with their gradients for the previous batch. */
    FlatWeights weights() {
        return weights;
    }

    /** A description of each array that a batch brings for terms of the loss. */
    List<String> given() {
        return loss.terms().stream()
                .flatMap(term -> Collections.nCopies(term.given().size(), term.what()).stream())
                .toList();
    }

    /** The bytes of images, targets and all maps of a step, which grow with the batch. */
    long bytes() {
        return program.bytes() + inputs.bytes();
    }

    /** The nanoseconds of each kind of operator in loss and gradients of a batch. */
    Map<String, Long> profile(TrainingBatch batch) {
        inputs.take(batch);
        return program.get().profile();
    }

    /** Computes the loss of a batch and stores the gradients with the weights. */
    double lossAndGradients(TrainingBatch batch) {
        inputs.take(batch);
        Program ready = program.get();
        double more = 0;
        if (inputs.hasSlopes()) {
            ready.runTo(loss.logits());
            more = further(batch, ready);
            ready.runFrom(loss.logits());
        } else {
            ready.run();
        }
        for (TermGraph term : loss.terms()) {
            more += ready.array(term.loss()).getDouble(0);
        }
        return ready.array(loss.loss()).getDouble(0) + more;
    }

    /** Writes the gradient of the batch's further loss to the slopes. */
    private double further(TrainingBatch batch, Program ready) {
        LogitLoss further = batch.further();
        float[] gradient = new float[batch.targets().length];
        double value = 0;
        if (further != null) {
            try (INDArray logits = ready.array(loss.logits()).dup('c')) {
                float[] values = new float[gradient.length];
                ((FloatPointer) logits.data().pointer()).get(values);
                value = further.at(values, gradient);
            }
        }
        inputs.takeSlopes(gradient);
        return value;
    }

    @Override
    public void close() {
        program.close();
        weights.close();
        inputs.close();
    }
}
