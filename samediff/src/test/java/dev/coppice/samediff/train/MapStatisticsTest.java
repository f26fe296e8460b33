package dev.coppice.samediff.train;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.RandomStream;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.fold.ArithmeticFolding;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two convolutions, a transposed one, and one that makes the logits. */
class MapStatisticsTest {
    /** Single precision. */
    private static final float CLOSE = 1e-4f;

    private static final Shape IMAGES = Shape.of(4, 3, 8, 8);
    private static final List<String> MAPS = List.of("a", "b", "up", "logits");

    private static final Network WHOLE = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
            .conv("a", IMAGE, 6)
            .node("Relu", "ra", "a")
            .conv("b", "ra", 4)
            .node("Relu", "rb", "b")
            .transposed("up", "rb", 4, 2)
            .node("Relu", "ru", "up")
            .conv("logits", "ru", 2)
            .to("logits");

    /** One batch: over several, what a normalisation reads while it is measured is normalised batch by batch. */
    private static final LoweredBatches BATCHES = new LoweredBatches(List.of(pixels(4)), IMAGES);

    private static float[] pixels(long seed) {
        float[] batch = new float[Math.toIntExact(IMAGES.elements())];
        RandomStream random = RandomStream.of(seed);
        for (int i = 0; i < batch.length; i++) {
            batch[i] = (float) random.normal();
        }
        return batch;
    }

    /** The network without the last two channels of its first convolution, which their readers read as zeros. */
    private static Network cut() {
        Graph graph = WHOLE.graph();
        Tensor weights = graph.constant("b.weight").orElseThrow();
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 9 % 6 < 4 ? values[i] : 0;
        }
        return WHOLE.with(GraphRewriter.apply(
                graph, List.of(new GraphEdit.PutConstant("b.weight", Tensor.floats(weights.shape(), values)))));
    }

    @Test
    void the_convolutions_between_picture_and_logits_have_them() {
        assertThat(MapStatistics.places(WHOLE)).extracting(Node::name).containsExactly("a", "b", "up");
    }

    @Test
    void a_network_with_normalisations_has_its_own_statistics() {
        Network normed = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
                .conv("a", IMAGE, 2)
                .constant("one", Tensor.floats(Shape.of(2), 1, 1))
                .constant("zero", Tensor.floats(Shape.of(2), 0, 0))
                .node("BatchNormalization", "n", "a", "one", "zero", "zero", "one")
                .conv("b", "n", 2)
                .conv("logits", "b", 2)
                .to("logits");

        assertThat(MapStatistics.places(normed)).isEmpty();
    }

    /** One value of each channel in a picture: a batch of four tells little of it. */
    @Test
    void maps_of_one_point_have_none() {
        Network squeezed = NetworkBuilder.initialised(Shape.of(1, 3, 8, 8), 1)
                .conv("a", IMAGE, 2)
                .node("GlobalAveragePool", "p", "a")
                .conv("gate", "p", 2, 1)
                .node("Sigmoid", "s", "gate")
                .node("Mul", "m", "a", "s")
                .conv("b", "m", 2)
                .node("Relu", "r", "b")
                .conv("logits", "r", 2)
                .to("logits");

        assertThat(MapStatistics.places(squeezed)).extracting(Node::name).containsExactly("a", "b");
    }

    @Test
    void a_convolution_whose_normalisation_was_taken_apart_has_them_once_that_is_folded() {
        Network apart = NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .constant("mean", Tensor.floats(Shape.of(2, 1, 1), 1, 2))
                .constant("scale", Tensor.floats(Shape.of(2, 1, 1), 3, 4))
                .constant("shift", Tensor.floats(Shape.of(2, 1, 1), 5, 6))
                .node("Sub", "less", "a", "mean")
                .node("Mul", "scaled", "less", "scale")
                .node("Add", "normed", "scaled", "shift")
                .node("Relu", "r", "normed")
                .conv("logits", "r", 2)
                .to("logits");

        Network folded = apart.with(GraphRewriter.apply(apart.graph(), ArithmeticFolding.fold(apart.graph())));

        assertThat(MapStatistics.places(apart)).isEmpty();
        assertThat(MapStatistics.places(folded)).extracting(Node::name).containsExactly("a");
    }

    @Test
    void normalisations_change_nothing_where_they_are_inserted() {
        MapStatistics before = MapStatistics.measured(WHOLE, BATCHES);

        Network inserted = before.inserted(cut(), Freezing.NONE);

        assertThat(BatchStatistics.norms(inserted)).hasSize(3);
        assertEqual(maps(inserted), maps(cut()));
    }

    @Test
    void measured_anew_every_channel_has_its_former_mean_and_variance() {
        MapStatistics before = MapStatistics.measured(WHOLE, BATCHES);

        Network restored =
                before.folded(BatchNormReestimation.measured(before.inserted(cut(), Freezing.NONE), BATCHES));

        assertThat(restored.graph().nodes()).isEqualTo(WHOLE.graph().nodes());
        Map<String, MapStatistics.Moments> after =
                MapStatistics.measured(restored, BATCHES).moments();
        assertThat(after).containsOnlyKeys("a", "b", "up");
        after.forEach((name, moments) -> {
            MapStatistics.Moments former =
                    Objects.requireNonNull(before.moments().get(name));
            assertThat(moments.mean()).as("mean of " + name).containsExactly(former.mean(), within(CLOSE));
            assertThat(moments.variance()).as("variance of " + name).containsExactly(former.variance(), within(CLOSE));
        });
    }

    @Test
    void frozen_layers_keep_their_weights() {
        MapStatistics before = MapStatistics.measured(WHOLE, BATCHES);

        Network inserted = before.inserted(cut(), Freezing.of(List.of("a", "up*")));

        assertThat(BatchStatistics.norms(inserted)).extracting(Node::output).containsExactly("b");
    }

    @Test
    void channels_are_chosen_by_those_that_were_kept() {
        MapStatistics whole = new MapStatistics(Map.of(
                "a", new MapStatistics.Moments(new float[] {1, 2, 3}, new float[] {4, 5, 6}),
                "b", new MapStatistics.Moments(new float[] {7}, new float[] {8})));

        Map<String, MapStatistics.Moments> kept =
                whole.of(Map.of("a", List.of(0, 2))).moments();

        MapStatistics.Moments a = Objects.requireNonNull(kept.get("a"));
        assertThat(a.mean()).containsExactly(1, 3);
        assertThat(a.variance()).containsExactly(4, 6);
        assertThat(Objects.requireNonNull(kept.get("b")).mean()).containsExactly(7);
    }

    private static Map<String, float[]> maps(Network network) {
        try (InferenceSession session = InferenceSession.of(network, IMAGES, MAPS)) {
            return session.run(pixels(6));
        }
    }

    private static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
        MAPS.forEach(map -> assertThat(actual.get(map)).as(map).containsExactly(expected.get(map), within(CLOSE)));
    }
}
