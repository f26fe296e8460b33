package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowCompressionTest {
    @Test
    void a_sweep_runs_the_whole_flow_at_every_point(@TempDir Path folder) {
        CompressionRequest base = CompressionRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder)
                .withEpochs(0);
        CompressionFlow flow = new CompressionFlow(Progress.SILENT, new Cancellation());
        FlowCompression compression = new FlowCompression(
                flow, base, FlowCompressionTest::passes, new OnnxEvaluator(TinyStreets.usual(), "val"));
        Sweep sweep = new Sweep(folder, compression, Progress.SILENT, new Cancellation());

        List<SweepRow> rows = sweep.run(SweepPoint.product(
                List.of(Optional.empty(), Optional.of(new PruningRatio(0.5))),
                List.of(Optional.empty()),
                List.of("l1"),
                List.of(1L)));

        assertThat(rows).extracting(r -> r.figure("macsShare")).containsExactly(1.0, 0.5);
        assertThat(rows).extracting(r -> r.figure("mIoU")).allMatch(mIoU -> mIoU > 0.9);
        assertThat(folder.resolve("prune-0.5-l1-truncate-none-seed-1/model.onnx"))
                .exists();
        assertThat(folder.resolve("prune-0.5-l1-truncate-none-seed-1/report.json"))
                .exists();
        assertThat(sweep.run(SweepPoint.product(
                        List.of(Optional.empty()), List.of(Optional.empty()), List.of("l1"), List.of(1L))))
                .isEqualTo(rows.subList(0, 1));
    }

    private static List<CompressionPass> passes(SweepPoint point) {
        return point.prune()
                .map(ratio -> List.<CompressionPass>of(new ChannelPruning(ratio, PruningScope.LAYER, new L1Norm(), 1)))
                .orElse(List.of());
    }
}
