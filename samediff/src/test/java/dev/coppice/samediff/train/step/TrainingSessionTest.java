package dev.coppice.samediff.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.OutputKind;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.SameDiffNetworks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

@Tag("program")
class TrainingSessionTest {
    private static final Shape IMAGE = Shape.of(2, 3, 16, 24);
    private static final int CLASSES = 3;

    /** The tolerance of one update on one batch: the same kernels sum in another order. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-4);

    private static final LearningRate RATE = step -> 0.01;

    @Test
    void training_lowers_the_loss_and_tells_every_step() {
        List<Double> losses = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {

            session.train(batches(2), 30, RATE, (step, loss) -> {
                steps.add(step);
                return losses.add(loss);
            });
        }

        assertThat(steps).hasSize(30).startsWith(0, 1, 2).endsWith(29);
        assertThat(losses.get(29)).isLessThan(losses.get(0) * 0.8);
    }

    @Test
    void the_loss_is_the_weighted_cross_entropy_of_the_output() {
        Network net = unet();
        TrainingBatch batch = batches(2).next();
        List<Double> losses = new ArrayList<>();
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            double expected = crossEntropy(logits(session, batch.images()), batch);

            session.train(batches(2), 1, RATE, (step, loss) -> losses.add(loss));

            assertThat(losses).singleElement().satisfies(l -> assertThat(l).isCloseTo(expected, ROUNDING));
        }
    }

    @Test
    void the_gradient_is_softmax_times_the_sum_of_targets_less_the_targets() {
        Network net = unet();
        TrainingBatch batch = batches(2).next();
        float[] uneven = batch.targets().clone();
        for (int i = 0; i < uneven.length; i++) {
            uneven[i] = (uneven[i] + 1e-4f * (i % 3)) * (i % 7);
        }
        TrainingBatch weighted = new TrainingBatch(IMAGE, batch.images(), batch.targetShape(), uneven);
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, new Optimizer.Sgd(0, 0))) {
            double[] expected = biasGradient(logits(session, batch.images()), weighted);
            float[] before = net.graph().constant("head.bias").orElseThrow().toFloats();

            session.train(List.of(weighted).iterator(), 1, s -> 1, (s, l) -> true);

            float[] after = session.network()
                    .graph()
                    .constant("head.bias")
                    .orElseThrow()
                    .toFloats();
            for (int k = 0; k < CLASSES; k++) {
                assertThat((double) before[k] - after[k]).isCloseTo(expected[k], ROUNDING);
            }
        }
    }

    @Test
    void weights_come_back_in_onnx_layout_and_untouched_ones_bit_for_bit() {
        Network net = unet();
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            assertThat(session.network().graph().constants())
                    .isEqualTo(net.graph().constants());

            session.train(batches(2), 3, RATE, TrainingMonitor.SILENT);
            Network trained = session.network();

            assertThat(trained.graph().constants()).allSatisfy((name, tensor) -> assertThat(tensor)
                    .isNotEqualTo(net.graph().constants().get(name)));
            float[] images = batches(3).next().images();
            try (InferenceSession again = InferenceSession.of(trained, IMAGE)) {
                assertThat(again.logits(images)).isEqualTo(logits(session, images));
            }
        }
    }

    @Test
    void two_calls_of_train_are_one() {
        try (TrainingSession once = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT);
                TrainingSession twice = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            List<Integer> steps = new ArrayList<>();
            once.train(batches(2), 6, RATE, TrainingMonitor.SILENT);

            twice.train(batches(2), 2, RATE, TrainingMonitor.SILENT);
            twice.train(batches(2), 4, RATE, (step, loss) -> steps.add(step));

            assertThat(steps).containsExactly(2, 3, 4, 5);
            assertThat(twice.network().graph().constants())
                    .isEqualTo(once.network().graph().constants());
        }
    }

    @Test
    void the_average_lies_behind_the_weights_and_leaves_them_alone() {
        Optimizer averaged = new Optimizer.Averaged(new Optimizer.Sgd(0, 0), 0.5);
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, averaged)) {
            float[] before = weight(session.network());
            assertThat(weight(session.averaged())).isEqualTo(before);
            session.train(batches(2), 1, step -> 0.1, TrainingMonitor.SILENT);
            float[] after = weight(session.network());

            float[] average = weight(session.averaged());

            assertThat(after).isNotEqualTo(before);
            for (int i = 0; i < average.length; i++) {
                // the first step keeps (1 + 0) / (10 + 0) of the old average
                assertThat(average[i]).isCloseTo(0.1f * before[i] + 0.9f * after[i], Offset.offset(1e-6f));
            }
            assertThat(weight(session.network())).isEqualTo(after);
        }
    }

    private static float[] weight(Network network) {
        String name = network.graph().nodes().stream()
                .filter(n -> n.is("Conv"))
                .findFirst()
                .orElseThrow()
                .inputs()
                .get(1);
        return network.graph().constant(name).orElseThrow().toFloats();
    }

    @Test
    void the_learning_rate_is_asked_for_every_step_and_zero_changes_nothing() {
        Network net = unet();
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, new Optimizer.Sgd(0.9, 0.1))) {
            session.train(batches(2), 3, step -> 0, TrainingMonitor.SILENT);

            assertThat(session.network().graph().constants())
                    .isEqualTo(net.graph().constants());
        }
    }

    @Test
    void weight_decay_shrinks_by_rate_times_decay() {
        Network net = unet();
        Tensor before = net.graph().constant("head.weight").orElseThrow();
        Shape targets = batches(2).next().targetShape();
        float[] none = new float[Math.toIntExact(targets.elements())];
        TrainingBatch ignored = new TrainingBatch(IMAGE, batches(2).next().images(), targets, none);
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, new Optimizer.Sgd(0, 0.5))) {

            session.train(List.of(ignored).iterator(), 1, step -> 0.1, (s, l) -> true);

            float[] after = session.network()
                    .graph()
                    .constant("head.weight")
                    .orElseThrow()
                    .toFloats();
            assertThat(after[0]).isCloseTo(before.toFloats()[0] * 0.95f, Offset.offset(1e-6f));
        }
    }

    @Test
    void stops_when_the_monitor_says_so_or_batches_end() {
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            List<Integer> steps = new ArrayList<>();

            session.train(batches(2), 9, RATE, (step, loss) -> steps.add(step) && step < 1);
            session.train(List.of(batches(2).next()).iterator(), 9, RATE, (s, l) -> steps.add(s));
            session.train(batches(2), 0, RATE, (s, l) -> steps.add(s));

            assertThat(steps).containsExactly(0, 1, 2);
        }
    }

    @Test
    void a_loss_that_is_no_number_stops_with_the_step() {
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, new Optimizer.Sgd(0, 0))) {
            assertThatThrownBy(() -> session.train(batches(2), 50, step -> 1e30, TrainingMonitor.SILENT))
                    .isInstanceOf(TrainingDivergedException.class)
                    .hasMessageContaining("Training diverged: the loss of step 1 is")
                    .hasMessageContaining("the first values that are not finite are in tensor '")
                    .hasMessageContaining("Lower the learning rate");
        }
    }

    @Test
    void a_weight_that_is_no_number_is_named() {
        Tensor bias = unet().graph().constant("head.bias").orElseThrow();
        float[] broken = bias.toFloats();
        broken[1] = Float.NaN;
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            session.assign(Map.of("head.bias", Tensor.floats(bias.shape(), broken)));

            assertThatThrownBy(() -> session.train(batches(2), 5, RATE, TrainingMonitor.SILENT))
                    .hasMessageContaining("the loss of step 0 is NaN")
                    .hasMessageContaining("the first values that are not finite are in weight 'head.bias', 1 of 3");
        }
    }

    @Test
    void a_state_goes_on_to_the_weights_of_an_unbroken_training() {
        List<TrainingBatch> all = Stream.generate(batches(2)::next).limit(6).toList();
        Network unbroken = trained(all.iterator(), Optional.empty());
        TrainingState half;
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            session.train(all.iterator(), 3, RATE, TrainingMonitor.SILENT);
            half = session.state();
        }

        Network resumed = trained(all.subList(3, 6).iterator(), Optional.of(half));

        assertThat(half.taken()).isEqualTo(3);
        assertThat(half.vectors()).containsOnlyKeys("weights", "optimizer");
        unbroken.graph().constants().forEach((name, tensor) -> assertThat(
                        resumed.graph().constant(name).orElseThrow().toFloats())
                .as(name)
                .containsExactly(tensor.toFloats(), Offset.offset(1e-5f)));
    }

    private static Network trained(Iterator<TrainingBatch> batches, Optional<TrainingState> from) {
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            from.ifPresent(state -> session.resume(state));
            session.train(batches, 6, RATE, TrainingMonitor.SILENT);
            return session.network();
        }
    }

    @Test
    void a_state_of_another_optimizer_is_refused() {
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            session.train(batches(2), 1, RATE, TrainingMonitor.SILENT);
            TrainingState state = session.state();

            try (TrainingSession other =
                    TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, new Optimizer.Sgd(0.9, 0))) {
                assertThatThrownBy(() -> other.resume(state))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("numbers in vector 'optimizer', this training needs ");
            }
        }
    }

    @Test
    void a_batch_twice_as_large_is_planned_with_nearly_twice_the_memory() {
        try (TrainingSession two = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT);
                TrainingSession four =
                        TrainingSession.of(unet(), IMAGE.with(0, 4), LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            double ratio = four.bytes() / (double) two.bytes();

            assertThat(ratio).isBetween(1.8, 2.05);
        }
    }

    @Test
    void one_logit_trains_as_two() {
        Network net = NetworkBuilder.initialised(IMAGE, 4)
                .conv("y", NetworkBuilder.IMAGE, 1)
                .to("y", OutputKind.BINARY_LOGIT, 2);
        TrainingBatch three = batches(2).next();
        float[] targets = new float[three.targets().length / 3 * 2];
        for (int p = 0; p < targets.length / 2; p++) {
            targets[2 * p] = three.targets()[3 * p];
            targets[2 * p + 1] = three.targets()[3 * p + 1] + three.targets()[3 * p + 2];
        }
        TrainingBatch two =
                new TrainingBatch(IMAGE, three.images(), three.targetShape().with(3, 2), targets);
        List<Double> losses = new ArrayList<>();
        try (TrainingSession session = TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {

            session.train(Stream.generate(() -> two).iterator(), 40, step -> 0.05, (s, l) -> losses.add(l));
        }
        assertThat(losses.get(39)).isLessThan(losses.get(0) * 0.5);
    }

    @Test
    void same_diff_of_a_trained_network_is_a_fresh_graph_that_computes_the_same() {
        float[] images = batches(2).next().images();
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            session.train(batches(2), 1, RATE, TrainingMonitor.SILENT);

            SameDiff sd = SameDiffNetworks.lower(session.network());

            assertThat(sd).isNotSameAs(SameDiffNetworks.lower(session.network()));
            assertThat(sd.getOps().keySet()).noneMatch(sd::hasVariable);
            float[] direct = sd.outputSingle(Map.of(NetworkBuilder.IMAGE, Nd4j.create(images, 2, 3, 16, 24)), "head")
                    .data()
                    .asFloat();
            assertThat(direct).isEqualTo(logits(session, images));
        }
    }

    /** The values of tensors as a step computes them. */
    private static float[] logits(TrainingSession session, float... images) {
        return Objects.requireNonNull(session.values(images, List.of("head")).get("head"));
    }

    @Test
    void names_every_operator_that_cannot_be_lowered() {
        Network net = NetworkBuilder.initialised(IMAGE, 1)
                .node("Bernoulli", "a", NetworkBuilder.IMAGE)
                .node("Bernoulli", "b", "a")
                .conv("c", "b", CLASSES)
                .to("c");

        assertThatThrownBy(() -> TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Unsupported operators for retraining: 'Bernoulli' (a), 'Bernoulli' (b). A training step"
                        + " cannot compute 'Bernoulli', so freezing layers does not help. Compress with training"
                        + " length 0, or prune without data; docs/operators.md lists what can be trained.");
    }

    @Test
    void a_network_without_weights_is_refused() {
        Network net = NetworkBuilder.initialised(IMAGE, 1)
                .node("Exp", "a", NetworkBuilder.IMAGE)
                .to("a");

        assertThatThrownBy(() -> TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("has no weights in single or half precision, so there is nothing to train.");
    }

    @Test
    void names_every_variation_that_cannot_be_lowered() {
        Attributes smooth =
                Attributes.NONE.with("mode", "linear").with("antialias", 1).with("axes", 2, 3);
        Network net = NetworkBuilder.initialised(IMAGE, 1)
                .integers("sizes", 8, 12)
                .node("Resize", "small", smooth, NetworkBuilder.IMAGE, "", "", "sizes")
                .node("ReduceMin", "low", Attributes.NONE.with("keepdims", 0), "small")
                .node("Clip", "above", "small", "low")
                .to("above");

        assertThatThrownBy(() -> TrainingSession.of(net, IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT))
                .hasMessageContaining("'Resize' with antialias (small), 'Clip' with computed bounds (above)");
    }

    @Test
    void a_batch_of_another_size_is_refused() {
        Shape small = IMAGE.with(0, 1);
        Shape targets = Shape.of(1, 16, 24, CLASSES);
        TrainingBatch one = new TrainingBatch(
                small,
                new float[Math.toIntExact(small.elements())],
                targets,
                new float[Math.toIntExact(targets.elements())]);
        try (TrainingSession session = TrainingSession.of(unet(), IMAGE, LossForm.PIXELS, Optimizer.Adam.DEFAULT)) {
            assertThatThrownBy(() -> session.train(List.of(one).iterator(), 1, RATE, TrainingMonitor.SILENT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("A training batch has images 1×3×16×24, the lowered network takes 2×3×16×24.");
        }
    }

    private static Network unet() {
        return Networks.unet(1, IMAGE, CLASSES, 4, 8);
    }

    private static double[] biasGradient(float[] logits, TrainingBatch batch) {
        int plane = IMAGE.size(2) * IMAGE.size(3);
        double[] gradient = new double[CLASSES];
        for (int p = 0; p < batch.targets().length / CLASSES; p++) {
            int first = p / plane * CLASSES * plane + p % plane;
            double sum = 0;
            double mass = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += Math.exp(logits[first + k * plane]);
                mass += batch.targets()[p * CLASSES + k];
            }
            for (int k = 0; k < CLASSES; k++) {
                gradient[k] += mass * Math.exp(logits[first + k * plane]) / sum - batch.targets()[p * CLASSES + k];
            }
        }
        return gradient;
    }

    private static double crossEntropy(float[] logits, TrainingBatch batch) {
        int plane = IMAGE.size(2) * IMAGE.size(3);
        double loss = 0;
        for (int p = 0; p < batch.targets().length / CLASSES; p++) {
            int first = p / plane * CLASSES * plane + p % plane;
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += Math.exp(logits[first + k * plane]);
            }
            for (int k = 0; k < CLASSES; k++) {
                loss -= batch.targets()[p * CLASSES + k] * (logits[first + k * plane] - Math.log(sum));
            }
        }
        return loss;
    }

    /** Repeats one batch, in which the class of a pixel depends on its red. */
    static Iterator<TrainingBatch> batches(long seed) {
        Random random = new Random(seed);
        float[] images = Normal.values(random, IMAGE.elements(), 1);
        Shape targets = Shape.of(IMAGE.size(0), IMAGE.size(2), IMAGE.size(3), CLASSES);
        float[] weights = new float[Math.toIntExact(targets.elements())];
        int pixels = weights.length / CLASSES;
        int plane = IMAGE.size(2) * IMAGE.size(3);
        for (int p = 0; p < pixels; p++) {
            float red = images[p / plane * 3 * plane + p % plane];
            weights[p * CLASSES + (red < -0.5 ? 0 : red < 0.5 ? 1 : 2)] = 1f / pixels;
        }
        TrainingBatch batch = new TrainingBatch(IMAGE, images, targets, weights);
        return Stream.generate(() -> batch).iterator();
    }
}
