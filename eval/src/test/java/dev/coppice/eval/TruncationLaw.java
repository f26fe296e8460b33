package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxRuntimeException;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Law of a truncation: the network is written, runs in ONNX Runtime, has the output's shape and fewer MACs; truncated again,
 * it stays. On a picture of one colour it gives what the original gives, where convolutions see nothing of the borders.
 */
final class TruncationLaw {
    private static final double CLOSE = 1e-3;

    private TruncationLaw() {}

    /** Checks the law and returns the plan. */
    static CompressionPlan check(Network original, GridTruncation truncation) {
        CompressionPlan plan = runs(original, truncation);
        if (!plan.steps().isEmpty()) {
            again(PlanRewriter.rewrite(original, plan), plan, truncation);
            // with the first samples of all grids in one place, a kernel's middle tap stays alone
            GridTruncation aligned =
                    new GridTruncation(truncation.limit(), truncation.region(), Resampling.BILINEAR_ALIGN_CORNERS);
            oneColour(withoutBorders(original), aligned);
        }
        return plan;
    }

    /** Checks that the result is planned as it is. */
    private static void again(Network truncated, CompressionPlan plan, GridTruncation truncation) {
        // what ends a region changes its maps, and has nothing to end once they are restored
        boolean ended = plan.declined().stream().anyMatch(d -> d.reason().endsWith("ends here"));
        if (!ended && !truncation.region().nodes(truncated, truncated.shapes(1)).isEmpty()) {
            assertThat(truncation.plan(truncated).steps()).as("planned again").isEmpty();
        }
    }

    /** Checks that it runs as before on fewer MACs, for networks whose inner maps have patterns on it. */
    static CompressionPlan runs(Network original, GridTruncation truncation) {
        CompressionPlan plan = truncation.plan(original);
        assertThat(plan.decisions()).extracting(d -> d.reason()).doesNotContain("");
        if (plan.steps().isEmpty()) {
            return plan;
        }
        CompressionPlan replayed = PlanFile.parse(PlanFile.format(plan), "plan.json");
        assertThat(replayed).isEqualTo(plan);
        Network truncated = PlanRewriter.rewrite(original, replayed);
        String output = original.card().output().name();
        Tensor y = run(truncated, Normal.tensor(3, original.inputShape(original.batch())));
        assertThat(y.shape()).isEqualTo(original.shapes(original.batch()).of(output));
        for (float value : y.type() == ElementType.FLOAT ? y.toFloats() : new float[0]) {
            assertThat(value).isFinite();
        }
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(original).macs());
        return plan;
    }

    /** Whether the written file reads N×C×H×W, as the network does; files with channels last are given back as they came. */
    static boolean readsChannelsFirst(Network network) {
        try {
            run(network, Normal.tensor(3, network.inputShape(network.batch())));
            return true;
        } catch (OnnxRuntimeException e) {
            return false;
        }
    }

    private static void oneColour(Network original, GridTruncation truncation) {
        Tensor image = oneColour(original.inputShape(original.batch()));
        Tensor before = runOneColour(original, image);
        if (before.type() != ElementType.FLOAT) {
            return;
        }
        double largest = 0;
        for (float value : before.toFloats()) {
            largest = Math.max(largest, Math.abs(value));
        }
        if (!isOfOneColour(before, CLOSE * largest)) {
            return; // borders reach in, or the network knows where it is
        }
        Network truncated = PlanRewriter.rewrite(original, truncation.plan(original));
        float[] were = before.toFloats();
        float[] after = runOneColour(truncated, image).toFloats();
        double difference = 0;
        for (int i = 0; i < after.length; i++) {
            difference = Math.max(difference, Math.abs(after[i] - were[i]));
        }
        assertThat(difference)
                .as("difference on a picture of one colour, of %s", largest)
                .isLessThanOrEqualTo(CLOSE * largest + 1e-6);
    }

    private static Tensor oneColour(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        int size = shape.product(2, shape.rank());
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.3f + 0.4f * (i / size % shape.size(1));
        }
        return Tensor.floats(shape, values);
    }

    private static boolean isOfOneColour(Tensor map, double close) {
        float[] values = map.toFloats();
        int rank = map.shape().rank();
        int size = rank > 2 ? map.shape().product(2, rank) : 1;
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i] - values[i - i % size]) <= close)) {
                return false;
            }
        }
        return true;
    }

    /** The network whose padded kernels are their middle taps alone. */
    private static Network withoutBorders(Network network) {
        Graph graph = network.graph();
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Tensor> weights = node.is("Conv") ? graph.constant(node.input(1)) : Optional.empty();
            weights.filter(w -> w.shape().rank() > 2 && w.type() == ElementType.FLOAT)
                    .ifPresent(w -> edits.add(new GraphEdit.PutConstant(node.input(1), middle(w))));
        }
        return network.with(GraphRewriter.apply(graph, edits));
    }

    private static Tensor middle(Tensor weights) {
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            boolean isMiddle = true;
            int inner = i;
            for (int axis = weights.shape().rank() - 1; axis >= 2; axis--) {
                int size = weights.shape().size(axis);
                isMiddle &= inner % size == size / 2;
                inner /= size;
            }
            values[i] = isMiddle ? values[i] : 0;
        }
        return Tensor.floats(weights.shape(), values);
    }

    /** The output where other inputs are of one colour too. */
    private static Tensor runOneColour(Network network, Tensor image) {
        byte[] model = OnnxWriter.bytes(network.graph(), WriteOptions.of(image.shape()));
        String output = network.card().output().name();
        try (OnnxSession session = OnnxSession.open(model, "law")) {
            Map<String, Tensor> feeds = new LinkedHashMap<>(session.feeds(image));
            feeds.replaceAll((name, given) -> given.shape().rank() > 2 ? oneColour(given.shape()) : given);
            return Objects.requireNonNull(session.run(feeds, Set.of(output)).get(output));
        }
    }

    private static Tensor run(Network network, Tensor image) {
        byte[] model = OnnxWriter.bytes(network.graph(), WriteOptions.of(image.shape()));
        try (OnnxSession session = OnnxSession.open(model, "law")) {
            return session.run(image, network.card().output().name());
        }
    }
}
