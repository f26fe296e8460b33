package dev.coppice.samediff;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.program.Program;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The training engine: SameDiff's own differentiation, compiled once into a {@link Program} that writes all gradients into one
 * vector. A step is that program and one update.
 */
final class Training implements AutoCloseable {
    private static final String WEIGHTS = "weights";
    private static final String OPTIMIZER = "optimizer";

    private final LossGraph loss;
    private final StepInputs inputs;
    private final FlatWeights weights;
    private final Program.Plan plan;
    private @Nullable Program program;
    private Updates updates;

    /**
     * What one call of {@code train} asks for.
     *
     * @param culprit says of a batch with a loss that is not finite which tensor was it first
     */
    record Course(
            Iterator<TrainingBatch> batches,
            int steps,
            TrainingMonitor monitor,
            Function<TrainingBatch, String> culprit) {}

    /**
     * What a step looks like.
     *
     * @param image shape of the input
     * @param output shape of the card's output
     * @param loss what the loss is made of
     */
    record Form(Shape image, Shape output, LossForm loss) {}

    /**
     * Appends the loss and its gradients to a lowered graph, and compiles them; memory for maps is taken at the first step.
     *
     * @param form shapes of input and output
     */
    Training(GraphValues values, NetworkCard card, Form form, Optimizer optimizer) {
        SameDiff sd = values.sameDiff();
        loss = LossGraph.append(values, card, form.output(), form.loss());
        quietly(sd::createGradFunction);
        Map<String, String> gradients = gradients(sd);
        weights = FlatWeights.of(sd, List.copyOf(gradients.keySet()));
        inputs = new StepInputs(form, loss);
        plan = compile(sd, values.names().getOrDefault(card.input().name(), ""), gradients);
        updates = new Updates(optimizer, weights.values().length());
    }

    /** The gradient of each variable that the loss depends on. */
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

    private Program.Plan compile(SameDiff sd, String input, Map<String, String> gradients) {
        Map<String, INDArray> given = new HashMap<>(weights.valueOf());
        given.putAll(inputs.named(input));
        List<String> wanted = new ArrayList<>();
        if (inputs.hasSlopes()) {
            wanted.add(loss.logits());
        }
        wanted.add(loss.loss());
        if (loss.hasAttention()) {
            wanted.add(loss.attention().loss());
        }
        Map<String, INDArray> into = new HashMap<>();
        gradients.forEach((variable, gradient) -> {
            wanted.add(gradient);
            into.put(gradient, weights.gradientOf().get(variable));
        });
        return Program.plan(sd.getFunction("grad"), new Program.Task(given, wanted, into));
    }

    /** The weights as they are now. */
    FlatWeights weights() {
        return weights;
    }

    /** Runs something while the weights are the averages of those taken so far. */
    <T> T averaged(Supplier<T> reading) {
        INDArray average = updates.averageOf(weights);
        if (average == weights.values()) {
            return reading.get();
        }
        try (INDArray now = weights.values().dup()) {
            weights.values().assign(average);
            T read = reading.get();
            weights.values().assign(now);
            return read;
        }
    }

    /** Another optimizer starts afresh. */
    void use(Optimizer optimizer) {
        updates.close();
        updates = new Updates(optimizer, weights.values().length());
    }

    /** Bytes of images, targets and all maps of a step: what grows with the batch. */
    long bytes() {
        return plan.bytes() + inputs.bytes();
    }

    /** What {@link #resume} goes on from. */
    TrainingState state() {
        return new TrainingState(
                updates.taken(), Map.of(WEIGHTS, floats(weights.values()), OPTIMIZER, floats(updates.state())));
    }

    /** Goes on from the state of a training with the same variables and optimizer. */
    void resume(TrainingState state) {
        float[] values = state.vector(WEIGHTS, weights.values().length());
        float[] memory = state.vector(OPTIMIZER, updates.state().length());
        StepInputs.fill(weights.values(), values);
        StepInputs.fill(updates.state(), memory);
        updates.goOnAfter(state.taken());
    }

    void run(Course course, LearningRate rate) {
        boolean goesOn = true;
        for (int i = 0; goesOn && i < course.steps() && course.batches().hasNext(); i++) {
            int step = updates.taken();
            TrainingBatch batch = course.batches().next();
            double value = lossAndGradients(batch);
            if (!Double.isFinite(value)) {
                String culprit = course.culprit().apply(batch);
                throw new TrainingDivergedException(step, value, rate.at(step), culprit);
            }
            updates.step(weights, rate);
            goesOn = course.monitor().afterStep(step, value);
        }
    }

    /** Nanoseconds of each kind of operator in loss and gradients of a batch; nothing is updated. */
    Map<String, Long> profile(TrainingBatch batch) {
        inputs.take(batch);
        return program().profile();
    }

    private double lossAndGradients(TrainingBatch batch) {
        inputs.take(batch);
        Program ready = program();
        double more = 0;
        if (inputs.hasSlopes()) {
            ready.runTo(loss.logits());
            more = further(batch, ready);
            ready.runFrom(loss.logits());
        } else {
            ready.run();
        }
        if (loss.hasAttention()) {
            more += ready.array(loss.attention().loss()).getDouble(0);
        }
        return ready.array(loss.loss()).getDouble(0) + more;
    }

    /** Gives the slopes what the batch's further loss has for them. */
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

    private Program program() {
        Program ready = program;
        if (ready == null) {
            ready = plan.allocate();
            program = ready;
        }
        return ready;
    }

    private static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        ((FloatPointer) array.data().pointer()).get(values);
        return values;
    }

    /** SameDiff prints a line an operator while it differentiates. */
    static void quietly(Runnable task) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setOut(out);
        }
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        updates.close();
        weights.close();
        inputs.close();
    }
}
