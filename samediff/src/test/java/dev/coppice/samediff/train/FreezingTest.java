package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.Optimizer;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("program")
class FreezingTest {
    private static final TinyTask TASK = new TinyTask(8);
    private static final Freezing ENCODER = Freezing.of(List.of("enc*"));
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Steps(3))
                    .batch(4)
                    .augmentation(Augmentation.NONE)
                    .frozen(ENCODER));

    /** Frozen layers keep weights and statistics bit for bit, whatever happens to the normalisations of the others. */
    @ParameterizedTest
    @EnumSource
    void frozen_layers_come_out_as_they_went_in(BatchNormMode mode) {
        Network start = TinyTask.network(1);

        Network trained = new Retrainer(OPTIONS.with(o -> o.batchNorm(mode)))
                .retrain(start, Optional.empty(), TASK, new RisingEvaluator())
                .network();

        List<String> same = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        start.graph().constants().forEach((name, tensor) -> {
            Optional<Tensor> after = trained.graph().constant(name);
            after.ifPresent(value -> (value.equals(tensor) ? same : changed).add(name));
        });
        Set<String> frozen = constants(start.graph());
        assertThat(frozen).hasSizeGreaterThan(8);
        assertThat(same).containsAll(frozen);
        assertThat(changed).isNotEmpty().contains("logits.weight");
    }

    /** Every constant that a frozen layer reads, statistics included. */
    private static Set<String> constants(Graph graph) {
        Set<String> constants = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (ENCODER.has(node) && node.is("Conv", "BatchNormalization")) {
                node.inputs().stream()
                        .filter(input -> graph.constant(input).isPresent())
                        .forEach(constants::add);
            }
        }
        return constants;
    }

    @Test
    void what_only_frozen_layers_need_is_not_kept_for_the_way_back() {
        Network network = TinyTask.network(1);
        Shape images = network.inputShape(4);
        try (TrainingSession all = TrainingSession.of(network, images, LossForm.PIXELS, Optimizer.Adam.DEFAULT);
                TrainingSession part = TrainingSession.of(
                        network, images, LossForm.PIXELS, Optimizer.Adam.DEFAULT, ENCODER.weights(network.graph()))) {
            assertThat(part.bytes()).isLessThan(all.bytes() * 3 / 4);
            assertThat(part.weights()).isNotEmpty().noneMatch(name -> name.startsWith("enc"));
            assertThat(all.weights()).containsAll(part.weights()).anyMatch(name -> name.startsWith("enc"));
        }
    }

    @Test
    void a_pattern_that_names_nothing_and_one_that_leaves_nothing_are_refused() {
        Network network = TinyTask.network(1);

        assertThatThrownBy(() ->
                        TrainingCheck.trainable(OPTIONS.with(o -> o.frozen(Freezing.of(List.of("encoder*")))), network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Wrong frozen layers: Pattern 'encoder*' fits no weight of network '"
                        + network.card().name() + "' and no node that reads one. The nearest are ");
        assertThatThrownBy(
                        () -> TrainingCheck.trainable(OPTIONS.with(o -> o.frozen(Freezing.of(List.of("*")))), network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("All weights of network '" + network.card().name()
                        + "' are frozen, so there is nothing to train. Give fewer frozen layers.");
    }

    @Test
    void a_layer_with_computed_weights_is_frozen_with_what_they_are_computed_from() {
        Network network = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
                .normal("w", 1, 4, 3, 3, 3)
                .normal("gain", 1, 4, 1, 1, 1)
                .node("Mul", "weights", "w", "gain")
                .node("Conv", "conv", NetworkBuilder.IMAGE, "weights")
                .conv("y", "conv", 2)
                .to("y", 0);

        assertThat(Freezing.of(List.of("conv")).weights(network.graph())).containsExactlyInAnyOrder("w", "gain");
        assertThat(Freezing.of(List.of("weights")).weights(network.graph())).containsExactlyInAnyOrder("w", "gain");
        assertThat(Freezing.of(List.of("gain")).weights(network.graph())).containsExactly("gain");
    }

    /** A map has a name too, but it is no layer. */
    @Test
    void a_map_alone_names_nothing() {
        Network network = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
                .node("Relu", "map", NetworkBuilder.IMAGE)
                .conv("y", "map", 2)
                .to("y", 0);

        assertThatThrownBy(() -> Freezing.of(List.of("map")).requireKnown(network))
                .hasMessageContaining("Pattern 'map' fits no weight of network");
    }

    @Test
    void a_training_is_known_by_its_frozen_layers_if_it_has_some() {
        assertThat(TrainingFingerprint.of(OPTIONS).text()).contains("frozen=[enc*]");
        assertThat(TrainingFingerprint.of(RetrainOptions.defaults()).text()).doesNotContain("frozen");
    }
}
