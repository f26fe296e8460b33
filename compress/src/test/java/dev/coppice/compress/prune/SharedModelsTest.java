package dev.coppice.compress.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions of channel pruning on the shared models. */
class SharedModelsTest {
    private static CompressionPlan half(String model) {
        Path file = Path.of(System.getProperty("coppice.shared", "../../shared"), "models", model + ".onnx");
        assumeThat(Files.exists(file)).as("shared model %s", file).isTrue();
        return new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(OnnxReader.readNetwork(file));
    }

    private static List<String> reasons(List<Decision> decisions) {
        return decisions.stream().map(d -> d.where() + ": " + d.reason()).toList();
    }

    @Test
    void every_layer_of_the_u_net_but_the_last_is_pruned() {
        CompressionPlan plan = half("unet_camvid");

        assertThat(plan.decisions()).hasSize(18);
        assertThat(reasons(plan.declined()))
                .containsExactly("/head/Conv: reaches output 'logits' unchanged by any contraction");
    }

    @Test
    void the_branches_of_espnet_are_pruned_as_its_sums_unite_them() {
        CompressionPlan plan = half("espnet_camvid");

        assertThat(reasons(plan.declined()))
                .containsExactly("/classifier/ConvTranspose: reaches output 'logits' unchanged by any contraction");
        assertThat(reasons(plan.decisions()))
                .contains(
                        "/level2_0/d1/conv/Conv: 16 → 8 channels, together with '/level2.0/d1/conv/Conv' and 1 more",
                        "/level2_0/d2/conv/Conv: 12 → 6 channels, together with '/level2_0/d4/conv/Conv' and 10 more");
    }

    @Test
    void both_halves_of_the_w_net_are_pruned_around_their_single_channels() {
        CompressionPlan plan = half("wnet_drive");

        assertThat(reasons(plan.declined()))
                .containsExactly(
                        "/unet1/final/Conv: has a single channel, and every tensor keeps at least one",
                        "/unet2/final/Conv: has a single channel, and every tensor keeps at least one");
        assertThat(plan.decisions()).hasSize(30);
    }
}
