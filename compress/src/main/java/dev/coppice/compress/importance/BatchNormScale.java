package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;

/**
 * Scale of the batch normalisation that reads a channel: s = |γ| (Network Slimming, Liu et al., ICCV 2017, §3.2). A
 * contraction that no normalisation reads directly is scored by {@link L2Norm}, the scale of its own output.
 */
public record BatchNormScale() implements WeightCriterion {
    private static final int SCALE = 1;

    @Override
    public String id() {
        return "bn-scale";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("BatchNormScale");
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        return scale(graph, producer)
                .filter(t -> t.shape().elements() == producer.members().size())
                .map(BatchNormScale::magnitudes)
                .orElseGet(() -> new L2Norm().scores(graph, producer));
    }

    private static Optional<Tensor> scale(Graph graph, Producer producer) {
        return graph.uses(graph.node(producer.node()).output()).stream()
                .map(Graph.Use::node)
                .filter(n -> n.is("BatchNormalization"))
                .findFirst()
                .map(Node::inputs)
                .map(inputs -> graph.constants().get(inputs.get(SCALE)));
    }

    private static double[] magnitudes(Tensor scale) {
        float[] values = scale.toFloats();
        double[] magnitudes = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            magnitudes[c] = Math.abs(values[c]);
        }
        return magnitudes;
    }
}
