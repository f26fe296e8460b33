package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.kit.TinyVolumes;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("program")
class VolumeCompressionTest {
    private static final CompressionPass HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);

    @TempDir
    private Path out = Path.of("");

    @Test
    void a_volume_network_is_cut_trained_and_written() throws Exception {
        CompressionResult result =
                compressed(new TinyVolumes(List.of(10, 12, 14), 4), TinyVolumes.network(3, 8, 8, 8), List.of(4, 8, 8));

        assertThat(result.report().retrained().evaluation().accuracy())
                .isGreaterThan(result.report().original().evaluation().accuracy());
        assertThat(out.resolve("examples.png")).exists();
    }

    @Test
    void a_volume_network_is_truncated_along_height_and_width_alone() throws Exception {
        CompressionPass limit = new GridTruncation(Grid.parse("1/1x1/2x1/2"), new Region.Decoder(), Resampling.AREA);
        CompressionResult result = compressed(
                new TinyVolumes(List.of(10, 12, 14), 4), TinyVolumes.network(3, 8, 8, 8), List.of(4, 8, 8), limit);

        assertThat(result.network().shapes(1).of("cr").toString()).isEqualTo("1×6×8×4×4");
        assertThat(result.report().retrained().evaluation().accuracy()).isPositive();
    }

    @Test
    void a_signal_network_is_cut_trained_and_written() throws Exception {
        CompressionResult result = compressed(new TinyVolumes(List.of(40), 4), TinyVolumes.network(3, 32), List.of(16));

        assertThat(result.report().retrained().evaluation().accuracy())
                .isGreaterThan(result.report().original().evaluation().accuracy());
    }

    private CompressionResult compressed(TinyVolumes data, Network network, List<Integer> crop) throws Exception {
        return compressed(data, network, crop, HALF);
    }

    private CompressionResult compressed(TinyVolumes data, Network network, List<Integer> crop, CompressionPass pass)
            throws Exception {
        CompressionRequest request = CompressionRequest.of(network, data, out).with(pass);
        CompressionRequest training =
                request.withRetraining(request.retraining().with(o -> o.length(new TrainingLength.Steps(30))
                        .batch(2)
                        .schedule(o.optimization().schedule().withPeak(0.01))
                        .augmentation(Augmentation.DEFAULT.withCrop(crop))));
        return new CompressionFlow(Progress.SILENT, new Cancellation()).run(training);
    }
}
