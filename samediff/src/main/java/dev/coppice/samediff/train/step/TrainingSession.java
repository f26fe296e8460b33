package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.Natives;
import dev.coppice.samediff.TrainingUnavailableException;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Session that trains a network with one loss and one optimizer at one image size, and returns it with its current weights.
 * It hides how training is done. Not thread-safe.
 */
public final class TrainingSession implements AutoCloseable {
    private static final String WEIGHTS = "weights";
    private static final String OPTIMIZER = "optimizer";

    private final Network network;
    private final Shape imageShape;
    private final GraphValues values;
    private final TrainingStep step;
    private final Updates updates;

    private TrainingSession(
            Network network, Shape imageShape, GraphValues values, TrainingStep step, Optimizer optimizer) {
        this.network = network;
        this.imageShape = imageShape;
        this.values = values;
        this.step = step;
        updates = new Updates(optimizer, step.weights().values().length());
    }

    /**
     * Checks that a network can be trained.
     *
     * @param imageShape input shape N×C×H×W of a step
     * @param frozen constants that stay as they are
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static void require(Network network, Shape imageShape, Set<String> frozen) {
        Natives.require();
        GraphLowering.require(network, imageShape, frozen);
    }

    /** As below, with every weight trained. */
    public static TrainingSession of(Network network, Shape imageShape, LossForm loss, Optimizer optimizer) {
        return of(network, imageShape, loss, optimizer, Set.of());
    }

    /**
     * Lowers a network with its loss. Only the logits and everything that they need are lowered.
     *
     * @param imageShape input shape N×C×H×W; the size may differ from the card's
     * @param loss form of the loss. The blocks' side must divide the output's height and width; the loss of blocks is − Σ
     *     targets · log(mean over the block of softmax(logits))
     * @param frozen constants that stay as they are; no gradient is computed where only they need it
     * @throws InvalidInputException naming every operator that cannot be lowered
     * @throws TrainingUnavailableException if ND4J has no build for this platform
     */
    public static TrainingSession of(
            Network network, Shape imageShape, LossForm loss, Optimizer optimizer, Set<String> frozen) {
        Natives.require();
        Network part = network.body();
        GraphValues values = GraphLowering.trainable(part, imageShape, frozen);
        boolean made = false;
        try {
            Shape output = part.shapes(imageShape).of(part.card().output().name());
            TrainingStep step = new TrainingStep(values, part.card(), new TrainingStep.Form(imageShape, output, loss));
            TrainingSession session = new TrainingSession(network, imageShape, values, step, optimizer);
            made = true;
            return session;
        } finally {
            if (!made) {
                values.release();
            }
        }
    }

    /**
     * Takes training steps.
     *
     * @param batches batches of the session's image shape; at most {@code steps} are taken
     * @throws InvalidInputException if a batch does not fit
     * @throws TrainingDivergedException if a loss is not finite
     */
    public void train(Iterator<TrainingBatch> batches, int steps, LearningRate rate, TrainingMonitor monitor) {
        boolean goesOn = true;
        for (int i = 0; goesOn && i < steps && batches.hasNext(); i++) {
            int taken = updates.taken();
            TrainingBatch batch = batches.next();
            double loss = step.lossAndGradients(batch);
            if (!Double.isFinite(loss)) {
                String culprit = new FirstNonFinite(this).in(batch);
                throw new TrainingDivergedException(taken, loss, rate.at(taken), culprit);
            }
            updates.step(step.weights(), rate);
            goesOn = monitor.afterStep(taken, loss);
        }
    }

    /**
     * The nanoseconds that each kind of operator, by ND4J's name, takes in loss and gradients of a batch. Nothing is
     * updated.
     */
    public Map<String, Long> profile(TrainingBatch batch) {
        return step.profile(batch);
    }

    /** The bytes of a step's arrays whose size grows with the batch, computed without allocating them. */
    public long bytes() {
        return step.bytes();
    }

    /** The state from which {@link #resume} continues, even in another process. */
    public TrainingState state() {
        return new TrainingState(
                updates.taken(), Map.of(WEIGHTS, floats(step.weights().values()), OPTIMIZER, floats(updates.state())));
    }

    private static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        ((FloatPointer) array.data().pointer()).get(values);
        return values;
    }

    /**
     * Continues another training of the same network with the same optimizer. With the same batch and image size, the next
     * steps are those that it would have taken.
     *
     * @throws InvalidInputException if the state does not fit network and optimizer
     */
    public void resume(TrainingState state) {
        INDArray weights = step.weights().values();
        float[] values = state.vector(WEIGHTS, weights.length());
        float[] memory = state.vector(OPTIMIZER, updates.state().length());
        WeightLayout.fill(weights, values);
        WeightLayout.fill(updates.state(), memory);
        updates.goOnAfter(state.taken());
    }

    /**
     * Sets weights, between training steps or in a {@link TrainingMonitor}. The optimizer's state stays.
     *
     * @param weights new values by tensor of the network's graph, in its layout and shape
     * @throws IllegalArgumentException if a tensor is not a trained weight
     */
    public void assign(Map<String, Tensor> weights) {
        step.weights().store();
        values.assign(weights);
        step.weights().load();
    }

    /** The names of the weights that training changes. */
    public Set<String> weights() {
        return values.weights().keySet();
    }

    /** The network with its current weights. */
    public Network network() {
        step.weights().store();
        Map<String, Tensor> weights = values.weights();
        return weights.isEmpty() ? network : network.with(network.graph().withConstants(weights));
    }

    /**
     * The network with the average of its weights over the steps so far, see {@link Optimizer.Averaged}; with its current
     * weights if no average is kept. {@link #assign} does not change the average.
     */
    public Network averaged() {
        INDArray weights = step.weights().values();
        INDArray average = updates.averageOf(step.weights());
        if (average == weights) {
            return network();
        }
        try (INDArray now = weights.dup()) {
            weights.assign(average);
            Network averaged = network();
            weights.assign(now);
            return averaged;
        }
    }

    /** A description of each array that a batch brings for terms of the loss. */
    List<String> given() {
        return step.given();
    }

    /** The tensors of the network's graph that a step computes. */
    Set<String> tensors() {
        return values.names().keySet();
    }

    /** The values of tensors with the current weights, computed once, each in C order. */
    Map<String, float[]> values(float[] pixels, List<String> tensors) {
        step.weights().store();
        Map<String, String> names = values.names();
        List<String> wanted = tensors.stream()
                .map(t -> Objects.requireNonNull(names.get(t)))
                .distinct()
                .toList();
        String input = Objects.requireNonNull(names.get(network.card().input().name()));
        Map<String, float[]> results = new LinkedHashMap<>();
        try (INDArray images = Nd4j.create(pixels, WeightLayout.longs(imageShape), 'c');
                Program program =
                        Program.of(values.sameDiff(), new Program.Task(Map.of(input, images), wanted, Map.of()))) {
            program.run();
            tensors.forEach(t -> results.put(
                    t,
                    program.array(Objects.requireNonNull(names.get(t)))
                            .dup('c')
                            .data()
                            .asFloat()));
        }
        return results;
    }

    /** Frees native memory; no other method may be called afterwards. */
    @Override
    public void close() {
        step.close();
        updates.close();
        values.release();
    }
}
