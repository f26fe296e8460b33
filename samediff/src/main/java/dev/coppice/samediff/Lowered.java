package dev.coppice.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.LoweringMode;
import dev.coppice.samediff.lowering.UserForm;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as a SameDiff graph at one image size: it runs, trains, and gives the network back with its weights as they are
 * then. Not for several threads at once. A wall: no caller sees how training is done.
 */
public final class Lowered implements AutoCloseable {
    private final Network network;
    private final Network part;
    private final Shape imageShape;
    private final LoweringMode mode;
    private final LossForm loss;
    private final GraphValues values;
    private @Nullable Forward forward;
    private @Nullable Training training;
    private @Nullable Optimizer optimizer;

    private Lowered(Network network, Shape imageShape, LoweringMode mode, LossForm loss) {
        this.network = network;
        this.part = mode == LoweringMode.TRAINING ? network.body() : GraphLowering.lowerable(network, imageShape);
        this.imageShape = imageShape;
        this.mode = mode;
        this.loss = loss;
        this.values = GraphLowering.lower(part, imageShape, mode);
    }

    /**
     * Lowers a network: its logits and what they need must be lowered, what stands beside or behind them is where it can be, and
     * to train nothing else is.
     *
     * @param imageShape N×C×H×W to instantiate at; need not be the card's size
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static Lowered lower(Network network, Shape imageShape, LoweringMode mode) {
        Natives.require();
        return new Lowered(network, imageShape, mode, LossForm.PIXELS);
    }

    /**
     * Looks whether a network can be trained, without lowering it.
     *
     * @param imageShape N×C×H×W of a step
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static void requireTrainable(Network network, Shape imageShape) {
        Natives.require();
        GraphLowering.require(network, imageShape);
    }

    /**
     * Lowers a network for training with a loss of a form. Where blocks of output pixels share a target it is − Σ targets ·
     * log(mean over the block of softmax(logits)).
     *
     * @param imageShape N×C×H×W to instantiate at
     * @param loss its blocks' side must divide the output's height and width
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static Lowered forTraining(Network network, Shape imageShape, LossForm loss) {
        Natives.require();
        return new Lowered(network, imageShape, LoweringMode.TRAINING, loss);
    }

    /**
     * A fresh, trainable SameDiff graph for images N×C×H×W of any batch, with the weights as they are now; its variables are
     * named as {@link #variables} says.
     */
    public SameDiff sameDiff() {
        Network now = network();
        return GraphLowering.lower(now, imageShape, UserForm.of(now.graph()));
    }

    /** The name of the variable that holds each tensor of the network's graph that was lowered. */
    public Map<String, String> variables() {
        return values.names();
    }

    /**
     * The logits.
     *
     * @param images N×C×H×W as lowered for, in C order
     * @return N×channels×h×w in C order
     */
    public float[] run(float[] images) {
        String output = part.card().output().name();
        return run(images, List.of(output)).values().iterator().next();
    }

    /**
     * Any tensors of the network's graph, computed or constant, in one pass.
     *
     * @param images N×C×H×W as lowered for, in C order
     * @return each tensor in its own layout (N×C×H×W for maps), C order, by name in the order asked for
     */
    public Map<String, float[]> run(float[] images, List<String> tensors) {
        if (images.length != imageShape.elements()) {
            throw new InvalidInputException("This network is lowered for images " + imageShape + " with "
                    + imageShape.elements() + " values; it was given " + images.length + ".");
        }
        settle();
        String input = network.card().input().name();
        List<String> wanted = tensors.stream()
                .filter(t -> !t.equals(input))
                .map(this::variable)
                .distinct()
                .toList();
        Map<String, float[]> results = new LinkedHashMap<>();
        Forward program = forward(wanted);
        program.run(images);
        tensors.forEach(t -> results.put(t, t.equals(input) ? images.clone() : program.values(variable(t))));
        return results;
    }

    /** Compiled for what was asked for last. */
    private Forward forward(List<String> wanted) {
        Forward compiled = forward;
        if (compiled == null || !compiled.wanted().equals(wanted)) {
            if (compiled != null) {
                compiled.close();
            }
            compiled = Forward.of(
                    values.sameDiff(), variable(network.card().input().name()), imageShape, wanted);
            forward = compiled;
        }
        return compiled;
    }

    private String variable(String tensor) {
        String name = values.names().get(tensor);
        if (name == null && !network.graph().hasTensor(tensor)) {
            throw new IllegalArgumentException(
                    "network '" + network.card().name() + "' has no tensor '" + tensor + "' that is computed");
        }
        if (name == null) {
            throw new InvalidInputException(
                    "Tensor '" + tensor + "' of network '" + network.card().name()
                            + "' cannot be computed where networks are trained: it hangs on an operator that is not lowered."
                            + " See docs/operators.md; take a criterion on weights, or a tensor in front of it.");
        }
        return name;
    }

    /**
     * Takes training steps. State of the optimizer is kept between calls as long as the optimizer is equal.
     *
     * @param batches of the image shape lowered for; at most {@code steps} are taken
     * @param steps at least 0; training also ends with the last batch
     * @throws TrainingDivergedException if a loss is infinite or no number
     * @throws IllegalStateException if lowered for inference
     */
    public void train(
            Iterator<TrainingBatch> batches,
            int steps,
            Optimizer optimizer,
            LearningRate rate,
            TrainingMonitor monitor) {
        FirstNonFinite search = new FirstNonFinite(this);
        training(optimizer).run(new Training.Course(batches, steps, monitor, search::in), rate);
    }

    /**
     * Nanoseconds that each kind of operator, as ND4J calls it, takes in loss and gradients of a batch. Nothing is updated.
     *
     * @throws IllegalStateException if lowered for inference
     */
    public Map<String, Long> profile(TrainingBatch batch, Optimizer wanted) {
        return training(wanted).profile(batch);
    }

    /**
     * Bytes that arrays of a training step take whose size grows with the batch, found without taking them.
     *
     * @throws IllegalStateException if lowered for inference
     */
    public long trainingBytes(Optimizer wanted) {
        return training(wanted).bytes();
    }

    /** Bytes that {@link #run(float[])} takes for maps, found without taking them. */
    public long inferenceBytes() {
        return inferenceBytes(List.of(part.card().output().name()));
    }

    /** Bytes that {@link #run(float[], List)} takes for maps, found without taking them. */
    public long inferenceBytes(List<String> tensors) {
        String input = variable(network.card().input().name());
        try (INDArray images = Nd4j.create(DataType.FLOAT, WeightLayout.longs(imageShape))) {
            List<String> wanted = tensors.stream().map(this::variable).toList();
            return Program.plan(values.sameDiff(), new Program.Task(Map.of(input, images), wanted, Map.of()))
                    .bytes();
        }
    }

    /**
     * What {@link #resume} goes on from, in another process too.
     *
     * @throws IllegalStateException if no step was taken and none resumed
     */
    public TrainingState state() {
        if (training == null) {
            throw new IllegalStateException("not trained yet");
        }
        return training.state();
    }

    /**
     * Goes on where another training of the same network was, by the same optimizer. Lowered for as many images of the same size, the
     * next steps are those that it would have taken.
     *
     * @throws InvalidInputException if the state does not fit network and optimizer
     */
    public void resume(Optimizer wanted, TrainingState state) {
        training(wanted).resume(state);
    }

    /** The engine for an optimizer; another one starts afresh. */
    private Training training(Optimizer wanted) {
        if (mode != LoweringMode.TRAINING) {
            throw new IllegalStateException("lowered for " + mode + ", not for training");
        }
        Training engine = training;
        if (engine == null) {
            Shape shape = part.shapes(imageShape).of(part.card().output().name());
            engine = new Training(values, part.card(), new Training.Form(imageShape, shape, loss), wanted);
            training = engine;
        } else if (!wanted.equals(optimizer)) {
            engine.use(wanted);
        }
        optimizer = wanted;
        return engine;
    }

    /**
     * Gives weights other values, between training steps or in them ({@link TrainingMonitor}). State of the optimizer stays.
     *
     * @param weights by tensor of the network's graph, in its layout and shape
     * @throws IllegalArgumentException if one is no weight that is trained
     */
    public void assign(Map<String, Tensor> weights) {
        settle();
        values.assign(weights);
        if (training != null) {
            training.weights().load();
        }
    }

    /** Lets SameDiff's variables have what training made of them. */
    private void settle() {
        if (training != null) {
            training.weights().store();
        }
    }

    /** The network with its weights as they are now. */
    public Network network() {
        settle();
        Map<String, Tensor> weights = values.weights();
        return weights.isEmpty() ? network : network.with(network.graph().withConstants(weights));
    }

    /**
     * The network with the average of its weights over the steps so far, see {@link Optimizer.Averaged}; with its weights as they
     * are now where none is kept. {@link #assign} does not change an average.
     */
    public Network averaged() {
        return training == null ? network() : training.averaged(this::network);
    }

    /** Gives native memory back; nothing else may be called any more. */
    @Override
    public void close() {
        if (forward != null) {
            forward.close();
        }
        if (training != null) {
            training.close();
        }
        values.release();
    }
}
