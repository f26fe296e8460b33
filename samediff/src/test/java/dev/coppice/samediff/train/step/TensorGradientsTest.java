package dev.coppice.samediff.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.measure.TensorGradient;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.GradientCheck;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.ReferenceInterpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SameDiff's gradients of computed tensors against central differences of {@link ReferenceInterpreter} in double. */
class TensorGradientsTest {
    private static final Shape IMAGE = Shape.of(2, 3, 4, 8);
    private static final int CLASSES = 3;

    /** The step of differences. A smaller step loses digits of doubles; a larger one reaches kinks. */
    private static final double STEP = 1e-6;

    @Test
    void every_tensor_of_an_encoder_with_a_skip_has_the_gradient_of_finite_differences() {
        Network net = NetworkBuilder.initialised(IMAGE, 3)
                .conv("down", NetworkBuilder.IMAGE, 3)
                .node("Tanh", "top", "down")
                .pool("pooled", "top")
                .conv("bottom", "pooled", 4)
                .node("Tanh", "low", "bottom")
                .transposed("up", "low", 2, 2)
                .concat("joined", "top", "up")
                .conv("head", "joined", CLASSES, 1)
                .to("head");
        List<String> tensors = new ArrayList<>(List.of(NetworkBuilder.IMAGE));
        net.graph().nodes().forEach(n -> tensors.addAll(n.outputs()));

        check(net, tensors);
    }

    /** A network with a skip that is read twice, an Identity beside its source, and a Split with one part in the loss. */
    @Test
    void tensors_that_share_a_variable_or_a_node_have_gradients_of_their_own() {
        check(branched(), List.of("a", "same", "left", "right", "both", "logits"));
    }

    @Test
    void what_the_loss_does_not_depend_on_has_a_gradient_of_zero_and_its_value() {
        Network net = branched();
        TrainingBatch batch = batch();
        try (TensorGradients gradients = TensorGradients.of(net, IMAGE, List.of("left", "right", "aux"));
                InferenceSession session = InferenceSession.of(net, IMAGE, List.of("right", "aux"))) {

            Map<String, TensorGradient> at = gradients.at(batch).tensors();

            for (String tensor : List.of("right", "aux")) {
                TensorGradient own = Objects.requireNonNull(at.get(tensor));
                assertThat(own.gradient()).as(tensor).containsOnly(0).hasSize(own.values().length);
                assertThat(own.values())
                        .containsExactly(session.run(batch.images()).get(tensor));
            }
        }
    }

    @Test
    void passes_after_the_first_give_the_same() {
        Network net = branched();
        TrainingBatch batch = batch();
        try (TensorGradients gradients = TensorGradients.of(net, IMAGE, List.of(NetworkBuilder.IMAGE, "same"))) {

            TensorGradients.Result first = gradients.at(batch);
            TensorGradients.Result second = gradients.at(batch);

            assertThat(second.loss()).isEqualTo(first.loss());
            first.tensors().forEach((tensor, own) -> {
                TensorGradient again = Objects.requireNonNull(second.tensors().get(tensor));
                assertThat(again.values()).containsExactly(own.values());
                assertThat(again.gradient()).containsExactly(own.gradient());
            });
        }
    }

    @Test
    void all_tensors_that_do_not_exist_are_named_with_near_ones() {
        assertThatThrownBy(() -> TensorGradients.of(branched(), IMAGE, List.of("lefd", "a", "logit", "a.weight")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'lefd' does not exist; near it are [left")
                .hasMessageContaining("'logit' does not exist; near it are [logits")
                .hasMessageContaining("'a.weight' is a constant");
    }

    @Test
    void tensors_that_the_output_does_not_depend_on_alone_are_refused() {
        assertThatThrownBy(() -> TensorGradients.of(branched(), IMAGE, List.of("aux")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("depends on none of [aux]");
    }

    private static Network branched() {
        Network net = NetworkBuilder.initialised(IMAGE, 5)
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node("Identity", "same", "a")
                .parts(
                        "Split",
                        List.of("left", "right"),
                        Attributes.NONE.with("axis", 1).with("num_outputs", 2),
                        "same")
                .node("Sigmoid", "gate", "left")
                .node("Mul", "both", "left", "gate")
                .concat("all", "both", "a")
                .conv("logits", "all", CLASSES)
                .conv("aux", "right", 1, 1)
                .to("logits");
        Graph graph = net.graph();
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        outputs.add(new TensorInfo("aux", ElementType.FLOAT, List.of()));
        return net.with(new Graph(graph.name(), graph.inputs(), outputs, graph.nodes(), graph.constants()));
    }

    private static TrainingBatch batch() {
        Random random = new Random(11);
        float[] images = Normal.values(random, IMAGE.elements(), 1);
        Shape targets = Shape.of(IMAGE.size(0), IMAGE.size(2), IMAGE.size(3), CLASSES);
        float[] values = new float[Math.toIntExact(targets.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new TrainingBatch(IMAGE, images, targets, values);
    }

    private static void check(Network net, List<String> tensors) {
        TrainingBatch batch = batch();
        try (TensorGradients gradients = TensorGradients.of(net, IMAGE, tensors)) {
            TensorGradients.Result result = gradients.at(batch);
            assertThat(result.tensors().keySet()).containsExactlyElementsOf(tensors);
            for (String tensor : tensors) {
                compare(net, batch, tensor, result);
            }
        }
    }

    private static void compare(Network net, TrainingBatch batch, String tensor, TensorGradients.Result result) {
        Graph cut = cut(net.graph(), tensor);
        TensorGradient own = Objects.requireNonNull(result.tensors().get(tensor));
        Shapes shapes = Shapes.infer(net.graph(), Map.of(NetworkBuilder.IMAGE, IMAGE));
        Map<String, double[]> given = new HashMap<>();
        given.put(NetworkBuilder.IMAGE, ReferenceInterpreter.doubles(batch.images()));
        cut.inputs().stream()
                .filter(i -> !i.name().equals(NetworkBuilder.IMAGE))
                .forEach(i -> given.put(
                        i.name(),
                        ReferenceInterpreter.doubles(
                                Objects.requireNonNull(result.tensors().getOrDefault(i.name(), own))
                                        .values())));
        double[] at = Objects.requireNonNull(given.get(tensor));
        assertThat(own.shape()).isEqualTo(shapes.of(tensor));
        assertThat(own.gradient()).hasSameSizeAs(at);
        assertThat(loss(cut, shapes, given, batch)).isCloseTo(result.loss(), within(1e-5 * result.loss()));
        double error = 0;
        double largest = 0;
        for (int i = 0; i < at.length; i++) {
            double here = at[i];
            at[i] = here + STEP;
            double above = loss(cut, shapes, given, batch);
            at[i] = here - STEP;
            double numeric = (above - loss(cut, shapes, given, batch)) / (2 * STEP);
            at[i] = here;
            error = Math.max(error, Math.abs(own.gradient()[i] - numeric));
            largest = Math.max(largest, Math.abs(numeric));
        }
        assertThat(error).as(tensor).isLessThanOrEqualTo(GradientCheck.GRADIENT * largest);
        assertThat(largest > 0).as(tensor).isEqualTo(!tensor.equals("right"));
    }

    /** The graph without the node that makes a tensor; its outputs become inputs. */
    private static Graph cut(Graph graph, String tensor) {
        List<TensorInfo> inputs = new ArrayList<>(graph.inputs());
        List<Node> nodes = new ArrayList<>(graph.nodes());
        graph.producer(tensor).ifPresent(node -> {
            nodes.removeIf(n -> n.name().equals(node.name()));
            node.outputs().forEach(o -> inputs.add(new TensorInfo(o, ElementType.FLOAT, List.of())));
        });
        return new Graph(graph.name(), inputs, graph.outputs(), nodes, graph.constants());
    }

    private static double loss(Graph graph, Shapes shapes, Map<String, double[]> given, TrainingBatch batch) {
        double[] logits = graph.producer("logits").isPresent()
                        || graph.producer("head").isPresent()
                ? ReferenceInterpreter.run(graph, shapes, given)
                : Objects.requireNonNull(given.get(graph.outputs().get(0).name()));
        int plane = IMAGE.size(2) * IMAGE.size(3);
        double loss = 0;
        for (int p = 0; p < IMAGE.size(0) * plane; p++) {
            int first = p / plane * CLASSES * plane + p % plane;
            double[] y = new double[CLASSES];
            Arrays.setAll(y, c -> logits[first + c * plane]);
            double norm = Math.log(Arrays.stream(y).map(Math::exp).sum());
            for (int c = 0; c < CLASSES; c++) {
                loss += batch.targets()[p * CLASSES + c] * (norm - y[c]);
            }
        }
        return loss;
    }
}
