package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks as PyTorch's exporters write them before training: what is 1 everywhere is stored once, and so is what is 0. */
@Tag("program")
class OwnVectorsTest {
    private static NetworkBuilder fresh() {
        return NetworkBuilder.initialised(Shape.of(1, 3, TinyTask.SIZE, TinyTask.SIZE), 1)
                .constant("ones", Tensor.floats(Shape.of(4), 1, 1, 1, 1))
                .constant("zeros", Tensor.floats(Shape.of(4), new float[4]));
    }

    private static Network normalised() {
        return fresh().conv("a", NetworkBuilder.IMAGE, 4)
                .node("InstanceNormalization", "first", "a", "ones", "zeros")
                .conv("b", "first", 4)
                .node("InstanceNormalization", "second", "b", "ones", "zeros")
                .conv("c", "second", 4)
                .node("BatchNormalization", "third", "c", "ones", "zeros", "zeros", "ones")
                .conv("y", "third", 2)
                .to("y");
    }

    @Test
    void each_layer_and_each_statistic_has_its_own() {
        Network network = normalised();

        Graph graph = OwnVectors.given(network).graph();

        List<String> scales = List.of(
                graph.node("first").input(1),
                graph.node("second").input(1),
                graph.node("third").input(1),
                graph.node("third").input(4));
        List<String> shifts = List.of(
                graph.node("first").input(2),
                graph.node("second").input(2),
                graph.node("third").input(2),
                graph.node("third").input(3));
        assertThat(scales).doesNotHaveDuplicates().startsWith("ones");
        assertThat(shifts).doesNotHaveDuplicates().startsWith("zeros");
        assertThat(scales).allSatisfy(scale -> assertThat(graph.constant(scale))
                .isEqualTo(network.graph().constant("ones")));
        assertThat(shifts).allSatisfy(shift -> assertThat(graph.constant(shift))
                .isEqualTo(network.graph().constant("zeros")));
    }

    /** A convolution that is applied twice, with and without its bias in a sum of its own, and vectors that were trained. */
    @Test
    void layers_that_are_one_layer_share_what_they_have() {
        Network network = fresh().normal("kernel", 1, 4, 4, 1, 1)
                .constant("row", Tensor.floats(Shape.of(1, 4, 1, 1), 0, 0, 0, 0))
                .constant("trained", Tensor.floats(Shape.of(4), 1, 2, 3, 4))
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node("Conv", "once", "a", "kernel", "zeros")
                .node("Conv", "twice", "once", "kernel", "zeros")
                .node("Conv", "third", "twice", "kernel")
                .node("Add", "third_sum", "third", "row")
                .node("Conv", "fourth", "third_sum", "kernel")
                .node("Add", "fourth_sum", "fourth", "row")
                .node("InstanceNormalization", "m", "fourth_sum", "trained", "ones")
                .node("InstanceNormalization", "n", "m", "trained", "trained")
                .conv("y", "n", 2)
                .to("y");

        assertThat(OwnVectors.given(network)).isSameAs(network);
    }

    @Test
    void scales_of_two_layers_are_trained_apart() {
        Network network = new Network(
                normalised().graph(),
                Cards.logits(NetworkBuilder.IMAGE, TinyTask.SIZE, TinyTask.SIZE, "y", "ground", "square"));

        Graph trained = new Retrainer(RetrainOptions.fromScratch().with(o -> o.length(new TrainingLength.Steps(3))
                        .batch(4)
                        .augmentation(Augmentation.NONE)
                        .batchNorm(BatchNormMode.BATCH)))
                .retrain(network, Optional.empty(), new TinyTask(8), new RisingEvaluator())
                .network()
                .graph();

        Tensor first = trained.constant(trained.node("first").input(1)).orElseThrow();
        Tensor second = trained.constant(trained.node("second").input(1)).orElseThrow();
        Tensor third = trained.constant(trained.node("third").input(1)).orElseThrow();
        Tensor variance = trained.constant(trained.node("third").input(4)).orElseThrow();
        assertThat(List.of(first, second, third, variance)).doesNotHaveDuplicates();
    }
}
