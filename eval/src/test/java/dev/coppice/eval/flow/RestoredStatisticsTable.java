package dev.coppice.eval.flow;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.report.Report;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes {@code target/restored-statistics.md}: the zoo's street network with folded normalisations, cut by 40 %, in each mode;
 * run when asked for, as its name is no test's.
 */
class RestoredStatisticsTable {
    private static final Path TABLE = Path.of("target/restored-statistics.md");
    private static final int HEIGHT = 96;
    private static final int WIDTH = 128;

    @Test
    void writes_the_table(@TempDir Path folder) throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("| statistics | steps | as it was | cut | retrained |", "|---|---:|---:|---:|---:|"));
        Files.createDirectories(TABLE.getParent());
        CompressionFlow flow = new CompressionFlow(Progress.SILENT, new Cancellation());
        for (int steps : new int[] {0, 40}) {
            for (BatchNormMode mode : List.of(BatchNormMode.KEPT, BatchNormMode.REESTIMATED, BatchNormMode.BATCH)) {
                Path out = folder.resolve(mode + "-" + steps);
                Report report = flow.run(request(mode, steps, out)).report();
                rows.add(String.format(
                        Locale.ROOT,
                        "| %s | %d | %.4f | %.4f | %.4f |",
                        mode.name().toLowerCase(Locale.ROOT),
                        steps,
                        report.original().evaluation().accuracy(),
                        report.rewritten().evaluation().accuracy(),
                        report.retrained().evaluation().accuracy()));
                Files.write(TABLE, rows);
            }
        }
    }

    private static CompressionRequest request(BatchNormMode mode, int steps, Path out) {
        CompressionRequest request = CompressionRequest.of(street(), SyntheticScenes.of(Zoo.STREET_SEED), out)
                .with(new ChannelPruning(new PruningRatio(0.4), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withoutLatency();
        return request.withRetraining(
                request.retraining().with(changes -> changes.length(new TrainingLength.Steps(steps))
                        .batchNorm(mode)
                        .statistics(64)
                        .batch(8)
                        .augmentation(new Augmentation(HEIGHT, WIDTH, 0.75, 1.5, true))
                        .validateEvery(steps + 1)));
    }

    /** The network at a size that takes seconds, as an exporter folds it. */
    private static Network street() {
        Network street = Zoo.street();
        NetworkCard card = street.card();
        InputSpec input = new InputSpec(
                card.input().name(),
                List.of(HEIGHT, WIDTH),
                card.input().order(),
                card.input().mean(),
                card.input().std());
        Graph graph = GraphRewriter.apply(
                street.graph(),
                List.of(
                        new GraphEdit.DeclareInputs(
                                List.of(open(street.graph().inputs().get(0), 3))),
                        new GraphEdit.DeclareOutputs(List.of(open(
                                street.graph().outputs().get(0), card.classes().size())))));
        return new Network(
                GraphRewriter.apply(graph, BatchNormFolding.fold(graph)),
                new NetworkCard(card.name(), input, card.output(), card.classes()));
    }

    private static TensorInfo open(TensorInfo info, int channels) {
        return new TensorInfo(
                info.name(),
                info.type(),
                List.of(Dimension.open("N"), Dimension.of(channels), Dimension.open("H"), Dimension.open("W")));
    }
}
