package dev.coppice.models.samediff;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.samediff.op.GraphValues;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The training engine: SameDiff's own differentiation, one {@code fit} a call over an iterator of batches. */
final class Training {
    private final SameDiff sd;
    private final Shape imageShape;
    private final LossGraph loss;
    private final RateSchedule schedule = new RateSchedule();

    /** What one call of {@code train} asks for. */
    record Course(Iterator<TrainingBatch> batches, int steps, TrainingMonitor monitor) {}

    /**
     * What a step looks like.
     *
     * @param image shape of the input
     * @param output shape of the card's output
     * @param pooled side of blocks of output pixels that share a target
     */
    record Form(Shape image, Shape output, int pooled) {}

    /**
     * Appends the loss and its gradients to a lowered graph.
     *
     * @param form shapes of input and output
     */
    Training(GraphValues values, NetworkCard card, Form form, Optimizer optimizer) {
        sd = values.sameDiff();
        imageShape = form.image();
        loss = LossGraph.append(values, card, form.output(), form.pooled());
        sd.setTrainingConfig(config(values.names().getOrDefault(card.input().name(), ""), optimizer));
        quietly(sd::createGradFunction);
    }

    void run(Course course, LearningRate rate) {
        schedule.follow(rate);
        BatchFeed feed = new BatchFeed(course, imageShape, loss.shape());
        if (!feed.hasNext()) {
            return;
        }
        StepWatch watch = new StepWatch(course.monitor(), feed, rate);
        sd.fit(feed, 1, watch);
        watch.complain();
    }

    @SuppressWarnings("rawtypes") // as ND4J declares it
    private TrainingConfig config(String input, Optimizer optimizer) {
        TrainingConfig.Builder builder = new TrainingConfig.Builder()
                .updater(updater(optimizer))
                .dataSetFeatureMapping(input)
                .dataSetLabelMapping(loss.targets());
        if (optimizer.weightDecay() > 0) {
            builder.weightDecay(optimizer.weightDecay(), true);
        }
        TrainingConfig config = builder.build();
        // Nothing in the gradient needs the loss itself, so SameDiff skips it and reports 0; asking for an evaluation
        // of it,
        // of no kind, has it computed.
        Map<String, List<IEvaluation>> none = new HashMap<>();
        none.put(loss.loss(), new ArrayList<>());
        config.setTrainEvaluations(none);
        config.setTrainEvaluationLabels(new HashMap<>(Map.of(loss.loss(), 0)));
        return config;
    }

    private IUpdater updater(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Adam adam) {
            return org.nd4j.linalg.learning.config.Adam.builder()
                    .learningRateSchedule(schedule)
                    .beta1(adam.beta1())
                    .beta2(adam.beta2())
                    .epsilon(adam.epsilon())
                    .build();
        }
        double momentum = ((Optimizer.Sgd) optimizer).momentum();
        return momentum == 0
                ? Sgd.builder().learningRateSchedule(schedule).build()
                : Nesterovs.builder()
                        .learningRateSchedule(schedule)
                        .momentum(momentum)
                        .build();
    }

    /** Gives the arrays of a graph's weights back. */
    static void release(SameDiff sd) {
        for (SDVariable variable : sd.variables()) {
            if (variable.isConstant() || variable.getVariableType() == VariableType.VARIABLE) {
                INDArray array = variable.getArr();
                if (array != null && array.closeable() && !array.wasClosed()) {
                    array.close();
                }
            }
        }
    }

    static long[] sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).asLongStream().toArray();
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
}
