package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.RetrainOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecalibratingEvaluatorTest {
    private final Network original = normalised(0);
    private final Network changed = normalised(7);
    private final List<Network> measured = new ArrayList<>();

    @Test
    void what_is_not_the_original_is_measured_with_statistics_of_its_own() {
        measure(RetrainOptions.defaults());

        assertThat(measured.get(0)).isSameAs(original);
        // the first logit is its bias and does not depend on the picture
        assertThat(mean(measured.get(1))).isCloseTo(2 + 7, within(1e-5f));
    }

    @Test
    void statistics_are_the_old_ones_where_they_are_kept() {
        measure(RetrainOptions.defaults().with(o -> o.batchNorm(BatchNormMode.KEPT)));

        assertThat(measured).containsExactly(original, changed);
    }

    private void measure(RetrainOptions options) {
        RecalibratingEvaluator evaluator = new RecalibratingEvaluator(
                network -> {
                    measured.add(network);
                    return new Evaluation(Metric.MEAN_IOU, 1, 1, Map.of(), List.of(), 1, 1, 0);
                },
                original,
                options,
                TinyStreets.usual(),
                Progress.SILENT);
        evaluator.evaluate(original);
        evaluator.evaluate(changed);
    }

    private static float mean(Network network) {
        Node norm = network.graph().nodes().stream()
                .filter(n -> n.is("BatchNormalization"))
                .findFirst()
                .orElseThrow();
        return network.graph().constant(norm.input(3)).orElseThrow().toFloats()[0];
    }

    /** The tiny network with a normalisation behind it and its logits moved by an offset. */
    private static Network normalised(float offset) {
        Network plain = TinyStreets.network("road", "sky");
        Graph graph = plain.graph();
        List<Node> nodes = new ArrayList<>();
        graph.nodes()
                .forEach(n -> nodes.add(
                        n.output().equals("y") ? Node.of("Conv", "raw", n.attributes(), "relu", "w2", "b2") : n));
        nodes.add(Node.of("BatchNormalization", "y", Attributes.NONE, "raw", "one", "zero", "zero", "one"));
        Map<String, Tensor> constants = new HashMap<>(graph.constants());
        constants.put("b2", Tensor.floats(Shape.of(2), 2 + offset, offset));
        constants.put("one", Tensor.floats(Shape.of(2), 1, 1));
        constants.put("zero", Tensor.floats(Shape.of(2), 0, 0));
        return new Network(new Graph("normalised", graph.inputs(), graph.outputs(), nodes, constants), plain.card());
    }
}
