package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuinousCutTest {
    private static final Network NETWORK = network();

    @Test
    void a_layer_with_a_tenth_of_its_channels_is_named() {
        assertThat(pruned(0.95)).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith(
                        "This cut will probably ruin accuracy: hardly any channels are left in 1 layer ('a' 4 of 40)")
                .contains("cut fewer channels"));
    }

    @Test
    void half_of_the_channels_is_no_ruin() {
        assertThat(pruned(0.5)).isEmpty();
    }

    @Test
    void a_map_of_two_by_two_instead_of_32_by_32_is_named() {
        assertThat(sentence(truncation(16)))
                .hasValueSatisfying(warning -> assertThat(warning).contains("'y' 2×2 instead of 32×32", "finer grid"));
    }

    @Test
    void half_of_the_grid_is_no_ruin() {
        assertThat(sentence(truncation(2))).isEmpty();
    }

    private static Optional<String> pruned(double ratio) {
        return sentence(new ChannelPruning(
                new PruningRatio(ratio), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY));
    }

    private static GridTruncation truncation(int q) {
        return new GridTruncation(new Grid(1, q), new Region.All(), Resampling.AREA);
    }

    private static Optional<String> sentence(CompressionPass pass) {
        Network cut = PlanRewriter.rewrite(NETWORK, pass.plan(NETWORK));
        return RuinousCut.sentence(NETWORK, cut);
    }

    private static Network network() {
        Attributes pads = Attributes.NONE.with("pads", 1, 1, 1, 1);
        List<Dimension> dims = List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(32), Dimension.of(32));
        Graph graph = new Graph(
                "test",
                List.of(new TensorInfo("x", ElementType.FLOAT, dims)),
                List.of(new TensorInfo("z", ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Conv", "a", pads, "x", "a.w"),
                        Node.of("Relu", "r", Attributes.NONE, "a"),
                        Node.of("Conv", "y", pads, "r", "y.w"),
                        Node.of("Relu", "s", Attributes.NONE, "y"),
                        Node.of("Conv", "z", pads, "s", "z.w")),
                Map.of(
                        "a.w", Normal.tensor(1, Shape.of(40, 3, 3, 3)),
                        "y.w", Normal.tensor(2, Shape.of(8, 40, 3, 3)),
                        "z.w", Normal.tensor(3, Shape.of(2, 8, 3, 3))));
        return new Network(graph, Cards.logits("x", 32, 32, "z", "a", "b"));
    }
}
