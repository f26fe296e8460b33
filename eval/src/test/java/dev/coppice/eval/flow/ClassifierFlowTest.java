package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.sensitivity.SensitivityFlow;
import dev.coppice.eval.sensitivity.SensitivityRequest;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.Task;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.loss.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny classifier from fresh weights, through the whole flow. */
class ClassifierFlowTest {
    private static final ShapesTask DATA = new ShapesTask(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_classifier_learns_is_cut_retrained_and_reported_on() throws Exception {
        Network original = trained();
        CompressionRequest request = CompressionRequest.of(original, DATA, folder.resolve("out"))
                .with(new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));

        assertThat(request.retraining().goal().objective().loss()).isEqualTo(Loss.CROSS_ENTROPY);
        CompressionResult result =
                CompressionFlow.compress(request.withRetraining(options(request.retraining(), 25, 0.3)));

        assertThat(result.report().original().evaluation().metric()).isEqualTo(Metric.TOP_1);
        assertThat(result.report().original().evaluation().accuracy()).isGreaterThan(0.9);
        assertThat(result.report().retrained().evaluation().accuracy()).isGreaterThan(0.9);
        assertThat(result.network()
                        .graph()
                        .constant("first.weight")
                        .orElseThrow()
                        .shape()
                        .size(0))
                .isEqualTo(4);
        String page = Files.readString(folder.resolve("out/report.md"));
        assertThat(page).contains("top-1 went from", "| top-5 |", "## accuracy per class", "| validation top-1 |");
        assertThat(page).doesNotContain("IoU");
        JsonNode json =
                new JsonMapper().readTree(folder.resolve("out/report.json").toFile());
        assertThat(json.at("/retrained/top1").isNumber()).isTrue();
        assertThat(json.at("/retrained/top5").asDouble()).isEqualTo(1);
        assertThat(json.at("/retrained/perClassAccuracy/disc").isNumber()).isTrue();
        assertThat(json.at("/training/curve/0/top1").isNumber()).isTrue();
        assertThat(OnnxReader.readNetwork(folder.resolve("out/model.onnx"))
                        .card()
                        .output()
                        .task())
                .isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void each_layer_of_a_classifier_is_measured_alone() throws Exception {
        new SensitivityFlow(Progress.SILENT, new Cancellation())
                .run(SensitivityRequest.of(trained(), DATA, folder.resolve("sens")));

        assertThat(Files.readString(folder.resolve("sens/sensitivity.csv")))
                .startsWith("layer,ratio,channels,kept,macsShare,top1,drop,");
        assertThat(Files.readString(folder.resolve("sens/sensitivity.md"))).contains("Drops are in points of top-1");
    }

    private Network trained() {
        Network fresh = ShapesTask.network(3);
        RetrainOptions options = options(RetrainOptions.defaults(fresh.card()), 60, 0);
        return new TrainingFlow(Progress.SILENT, new Cancellation(), Checkpointing.NONE)
                .train(fresh, PictureRoles.of(DATA), options, folder.resolve("fresh.onnx"))
                .training()
                .network();
    }

    private static RetrainOptions options(RetrainOptions usual, int steps, double distillation) {
        return usual.with(o -> o.length(new TrainingLength.Steps(steps))
                .batch(6)
                .schedule(Schedule.cosine(1e-2))
                .objective(o.goal().objective().withDistillation(distillation)));
    }
}
