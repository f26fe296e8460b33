package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.PruningReach.LayerReach;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meaning of a ratio: the share of the channels of all layers that can be cut, in every scope. */
class RatioMeaningTest {
    private static final List<Double> RATIOS = List.of(0.3, 0.6);

    /** The error of whole channels in layers with few, and of the tenth that the ceiling leaves of each. */
    private static final double ROUNDING = 0.02;

    @ParameterizedTest
    @EnumSource(PruningScope.class)
    void holds_where_one_channel_is_born_in_many_convolutions(PruningScope scope) {
        NetworkBuilder network = NetworkBuilder.small().conv("stem", IMAGE, 24);
        String trunk = "stem";
        for (int block = 0; block < 6; block++) {
            network.conv("wide" + block, trunk, 40)
                    .node("Relu", "relu" + block, "wide" + block)
                    .conv("back" + block, "relu" + block, 24)
                    .node("Add", "sum" + block, trunk, "back" + block);
            trunk = "sum" + block;
        }

        assertMeets(network.conv("head", trunk, 2).to("head", 2), scope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corpus/resnet18",
                "corpus/mobilenet_v2",
                "corpus/unet_bilinear",
                "zoo/repvit_m0_9",
                "zoo/ghostnet_100"
            })
    void holds_on_architectures_that_people_have(String name) {
        Path file =
                Path.of(System.getProperty("coppice.shared", "../../shared")).resolve(name + ".onnx");
        assumeThat(file).as("shared graphs").matches(Files::exists);
        Graph graph = OnnxReader.readModel(file, new RandomWeights(1)).graph();
        int[] sizes = graph.inputs().get(0).dimensions().stream()
                .mapToInt(Dimension::size)
                .toArray();
        sizes[0] = 1;
        Network network = new Network(
                graph,
                NetworkCard.unknown(
                        name,
                        graph.inputs().get(0).name(),
                        Shape.of(sizes),
                        graph.outputs().get(0).name()));

        for (PruningScope scope : PruningScope.values()) {
            assertMeets(network, scope);
        }
    }

    private static void assertMeets(Network network, PruningScope scope) {
        for (double ratio : RATIOS) {
            ChannelPruning pruning =
                    new ChannelPruning(new PruningRatio(ratio), scope, new L1Norm(), ChannelWidths.ANY);
            PruningReach reach = PruningReach.of(network, PlanRewriter.rewrite(network, pruning.plan(network)));
            List<LayerReach> free =
                    reach.layers().stream().filter(LayerReach::free).toList();
            double before = free.stream().mapToInt(LayerReach::before).sum();
            double after = free.stream().mapToInt(LayerReach::after).sum();
            assertThat((before - after) / before)
                    .as("%s, scope %s, ratio %s", network.card().name(), scope, ratio)
                    .isCloseTo(ratio, within(ROUNDING));
        }
    }
}
