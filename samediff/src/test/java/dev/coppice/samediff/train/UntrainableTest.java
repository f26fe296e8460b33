package dev.coppice.samediff.train;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.Optimizer;
import dev.coppice.samediff.train.step.TrainingBatch;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operators that no gradient goes through, and the layers that have to stay as they are in front of them. */
@Tag("program")
class UntrainableTest {
    private static final Shape MAP = Shape.of(1, 2, 4, 4);
    private static final String END =
            ". Compress with training length 0, or prune without data; docs/operators.md lists what can be trained.";

    /** Two layers and Round, a layer beside them, and a head. */
    private static NetworkBuilder rounded() {
        return NetworkBuilder.initialised(MAP, 1)
                .conv("enc.a", IMAGE, 3)
                .conv("enc.b", "enc.a", 3)
                .node("Round", "wave", "enc.b")
                .conv("entry", IMAGE, 3)
                .node("Add", "sum", "wave", "entry");
    }

    private static void check(Network network, String... frozen) {
        TrainingCheck.trainable(
                RetrainOptions.defaults().with(o -> o.batch(1).frozen(Freezing.of(List.of(frozen)))), network);
    }

    @Test
    void the_smallest_set_of_layers_to_freeze_is_named() {
        Network network = rounded().conv("y", "sum", 2).to("y", 0);

        assertThatThrownBy(() -> check(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Unsupported operators for retraining: 'Round' (wave). A step can compute operators without a"
                                + " gradient where nothing in front of them is trained: give frozen layers \"enc.*\" to train the"
                                + " other 4 weights" + END);
        assertThatCode(() -> check(network, "enc.*")).doesNotThrowAnyException();
    }

    /** What is frozen already stays so, and a beginning that others share is not given. */
    @Test
    void layers_that_are_frozen_already_are_named_with_the_others() {
        Network network = NetworkBuilder.initialised(MAP, 1)
                .conv("enc.a", IMAGE, 3)
                .node("Hardmax", "most", Attributes.NONE.with("axis", 1), "enc.a")
                .conv("enc.b", "most", 3)
                .conv("y", "enc.b", 2)
                .to("y", 0);

        assertThatThrownBy(() -> check(network, "enc.b"))
                .hasMessageContaining("give frozen layers \"enc.*\" to train the other 2 weights");
        assertThatThrownBy(() -> check(network))
                .hasMessageContaining("give frozen layers enc.a to train the other 4 weights");
    }

    @Test
    void where_freezing_does_not_help_no_layers_are_named() {
        assertThatThrownBy(() -> check(NetworkBuilder.initialised(MAP, 1)
                        .conv("a", IMAGE, 3)
                        .node("Round", "b", "a")
                        .node("Bernoulli", "c", "b")
                        .conv("y", "c", 2)
                        .to("y", 0)))
                .hasMessage(
                        "Unsupported operators for retraining: 'Round' (b), 'Bernoulli' (c). A training step cannot compute"
                                + " 'Bernoulli', so freezing layers does not help" + END);
        assertThatThrownBy(() -> check(NetworkBuilder.initialised(MAP, 1)
                        .conv("a", IMAGE, 3)
                        .node("Round", "y", "a")
                        .to("y", 0)))
                .hasMessage("Unsupported operators for retraining: 'Round' (y)" + END);
    }

    @Test
    void the_layers_behind_are_trained_and_those_in_front_stay() {
        Network network = rounded()
                .node("Hardmax", "most", Attributes.NONE.with("axis", 1), "wave")
                .node("ArgMax", "which", Attributes.NONE.with("axis", 1), "enc.b")
                .node("Cast", "index", Attributes.NONE.with("to", 1), "which")
                .node("Sum", "all", "sum", "most", "index")
                .conv("logits", "all", 2)
                .to("logits", 0);
        Graph start = network.graph();
        Set<String> frozen = Freezing.of(List.of("enc.*")).weights(start);
        float[] pixels = new float[32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.sin(i);
        }
        float[] targets = new float[32];
        Arrays.fill(targets, 0, 16, 1 / 16f);
        TrainingBatch batch = new TrainingBatch(MAP, pixels, Shape.of(1, 4, 4, 2), targets);

        try (TrainingSession session =
                TrainingSession.of(network, MAP, LossForm.PIXELS, Optimizer.Adam.DEFAULT, frozen)) {
            session.train(Stream.generate(() -> batch).iterator(), 3, step -> 0.01, (step, loss) -> true);

            Graph trained = session.network().graph();
            Set<String> changed = new TreeSet<>();
            start.constants().forEach((name, tensor) -> {
                if (!trained.constant(name).orElseThrow().equals(tensor)) {
                    changed.add(name);
                }
            });
            assertThat(changed).isEqualTo(session.weights()).hasSize(4).doesNotContainAnyElementsOf(frozen);
        }
    }

    /** Ties go to the even number and to the first place. */
    @Test
    void what_has_no_gradient_is_computed() {
        Shape row = Shape.of(1, 1, 1, 6);
        float[] x = {0.5f, 1.5f, -2.5f, 2.5f, 2.49f, -0.6f};

        assertThat(computed("ArgMax", row, x)).containsExactly(3);
        assertThat(computed("ArgMin", row, x)).containsExactly(2);
        assertThat(computed("Round", row, x)).containsExactly(0, 2, -2, 2, 2, -1);
        assertThat(computed("Hardmax", row, x)).containsExactly(0, 0, 0, 1, 0, 0);
        assertThat(computed("Hardmax", row, 3, 1, 3, 1, 0, 0)).containsExactly(1, 0, 0, 0, 0, 0);
    }

    private static float[] computed(String op, Shape shape, float... x) {
        Network network = NetworkBuilder.initialised(shape, 1)
                .node(op, "y", Attributes.NONE.with("axis", 3), IMAGE)
                .to("y", 0);
        try (InferenceSession session = InferenceSession.of(network, shape, List.of("y"))) {
            return Objects.requireNonNull(session.run(x).get("y"));
        }
    }
}
