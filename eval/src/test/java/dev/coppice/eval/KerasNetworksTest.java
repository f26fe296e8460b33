package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.kit.KerasRows;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Segmentation networks in Keras's files: read, and pruned by the law. */
class KerasNetworksTest {
    private static final KerasRows ROWS = KerasRows.read();

    @TempDir
    private Path folder;

    static List<String> networks() {
        return ROWS.models().stream().filter(name -> name.startsWith("net-")).toList();
    }

    private Network read(String name) throws IOException {
        SourceModel model = ModelFormats.read(Files.write(folder.resolve(name), ROWS.model(name)));
        assertThat(model.format()).isEqualTo("Keras");
        return model.network(model.image(Optional.empty()));
    }

    private static CompressionPlan half(Network network) {
        return new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY)
                .plan(network);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_network_is_pruned_by_the_law(String name) throws IOException {
        Network network = read(name);

        Network pruned = PruningLaw.check(network, half(network), 1);

        assertThat(network.graph().nodes()).noneMatch(n -> n.is("Transpose"));
        assertThat(Cost.of(pruned).macs()).isLessThan(Cost.of(network).macs() * 45 / 100);
        assertThat(pruned.card().layout())
                .isEqualTo(name.startsWith("net-unet-first") ? Optional.empty() : Optional.of(ImageLayout.NHWC));
    }

    @Test
    void all_forms_of_a_network_are_one_graph() throws IOException {
        Network archive = read("net-unet-bilinear.keras");

        assertThat(read("net-unet-bilinear.h5").graph().hash())
                .isEqualTo(archive.graph().hash());
        assertThat(read("net-unet-bilinear.keras2.h5").graph().hash())
                .isEqualTo(archive.graph().hash());
    }

    @Test
    void a_channels_last_network_costs_what_its_channels_first_twin_costs() throws IOException {
        Network first = read("net-unet-first.keras");
        Network last = read("net-unet-bilinear.keras");

        assertThat(Cost.of(last).macs()).isEqualTo(Cost.of(first).macs());
    }
}
