package dev.coppice.eval.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.FileBytes;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.flow.NothingToCutException;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.latency.profile.KnownTimes;
import dev.coppice.eval.latency.profile.MicroNetwork;
import dev.coppice.eval.latency.profile.ProfiledMachine;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.eval.report.Promise;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.train.RetrainOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promises on a small U-Net, for a machine whose time is proportional to the multiply-accumulates. */
class PromiseFlowTest {
    private static final Network NETWORK = TinyStreets.unet(8, 16);
    private static final List<String> FILES = List.of(
            "model.onnx",
            "model.json",
            "plan.json",
            "report.html",
            "report.json",
            "report.md",
            "report.nodes.json",
            "examples.png",
            "frontier.csv",
            "frontier.png");

    @TempDir
    private Path folder;

    /** Times at ten thousand multiply-accumulates per millisecond. */
    private record MacTimes() implements KnownTimes {
        @Override
        public double milliseconds(MicroNetwork network) {
            Map<String, Shape> inputs = new LinkedHashMap<>();
            network.graph().inputs().forEach(input -> inputs.put(input.name(), shape(input)));
            Graph graph = network.graph();
            return 1e-2 + 1e-4 * Cost.of(graph, Shapes.infer(graph, inputs)).macs();
        }
    }

    private static Shape shape(TensorInfo info) {
        return Shape.of(info.dimensions().stream().mapToInt(d -> d.size()).toArray());
    }

    private static BudgetPlanner planner(LayerLimits limits) {
        return new BudgetPlanner(
                new ChannelPruning(new PruningRatio(0), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                        .withLimits(limits),
                List.of(),
                Optional.of(new LatencySource(
                        new ProfiledMachine("Toy", "Runtime 1", 1), new MacTimes(), Optional.empty())),
                Optional.of(new CalibrationSubset(TinyStreets.usual(), "train", 4)),
                FileBytes::of,
                KeptFigures.NONE,
                SearchWatch.none());
    }

    private CompressionRequest request(String out, int epochs) {
        return CompressionRequest.of(NETWORK, TinyStreets.usual(), folder.resolve(out))
                .withRetraining(RetrainOptions.defaults().with(o -> o.batch(2)))
                .withEpochs(epochs);
    }

    private static CompressionResult promised(CompressionRequest request, double points) {
        return new PromiseFlow(Progress.SILENT, new Cancellation(), Checkpointing.NONE)
                .run(request, new MaxDrop(points), planner(LayerLimits.DEFAULT));
    }

    private static Map<String, Shape> shapes(Network network) {
        return network.graph().constants().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().shape()));
    }

    @Test
    void the_result_lies_in_the_folder_as_of_an_ordinary_compression_and_says_what_was_promised() throws IOException {
        CompressionResult result = promised(request("out", 4), 100);

        Promise promise = result.report().promise().orElseThrow();
        assertThat(promise.isKept()).isTrue();
        assertThat(promise.rounds()).hasSizeBetween(1, DropWalk.ROUNDS);
        assertThat(promise.best().drop().measured())
                .isEqualTo(result.report().original().evaluation().accuracy()
                        - result.report().retrained().evaluation().accuracy());
        assertThat(result.folder().toFile().list()).containsExactlyInAnyOrderElementsOf(FILES);
        assertThat(result.model().file())
                .isEqualTo(folder.resolve("out/model.onnx"))
                .exists();
        JsonNode json = new JsonMapper()
                .readTree(folder.resolve("out/report.json").toFile())
                .path("promise");
        assertThat(json.path("maxDrop").asDouble()).isEqualTo(1.0);
        assertThat(json.path("kept").asBoolean()).isTrue();
        assertThat(json.path("rounds")).hasSameSizeAs(promise.rounds());
        assertThat(folder.resolve("out/report.md"))
                .content()
                .contains("## Promised", promise.sentence(), "split 'val'", "Toy, Runtime 1, one thread");
        assertThat(folder.resolve("out/report.html"))
                .content()
                .contains("id=\"promise\"", promise.sentence())
                .contains("data-example=");
    }

    @Test
    void going_on_begins_with_the_trained_weights_and_the_plan_replays_on_the_original() {
        CompressionResult result = promised(request("out", 6), 0.4);

        Promise promise = result.report().promise().orElseThrow();
        assertThat(promise.rounds()).as(promise.toString()).hasSizeGreaterThan(1);
        assertThat(promise.rounds().get(0).weights()).isEqualTo("the original's weights");
        assertThat(promise.rounds().get(1).weights()).isEqualTo("the weights of round 1, cut further");
        assertThat(promise.rounds().get(1).predicted())
                .isLessThan(0.9 * promise.rounds().get(0).predicted());
        assertThat(shapes(PlanRewriter.rewrite(NETWORK, result.plan()))).isEqualTo(shapes(result.network()));
    }

    @Test
    void a_promise_that_cannot_be_kept_is_said_to_be_missed_and_the_least_drop_is_written() {
        CompressionRequest trained = request("trained", 12);
        Network good = promised(trained, 100).network();
        CompressionRequest request = CompressionRequest.of(good, TinyStreets.usual(), folder.resolve("out"))
                .withEpochs(0);
        LayerLimits deep = LayerLimits.DEFAULT.withBounds(new PruningRatio(0.5), new PruningRatio(0.9));

        CompressionResult result = new PromiseFlow(Progress.SILENT, new Cancellation(), Checkpointing.NONE)
                .run(request, new MaxDrop(0), planner(deep));

        Promise promise = result.report().promise().orElseThrow();
        double least = promise.rounds().stream()
                .mapToDouble(r -> r.drop().measured())
                .min()
                .orElseThrow();
        assertThat(promise.isKept()).isFalse();
        assertThat(promise.best().drop().measured())
                .isCloseTo(least, within(0.0))
                .isPositive();
        assertThat(promise.sentence()).startsWith("The promise of a drop of at most 0.00 points is missed by ");
        assertThat(folder.resolve("out/model.onnx")).exists();
    }

    @Test
    void nothing_that_saves_time_is_refused_and_nothing_is_written() {
        BudgetPlanner planner = planner(LayerLimits.DEFAULT.ignoring("*"));
        PromiseFlow flow = new PromiseFlow(Progress.SILENT, new Cancellation(), Checkpointing.NONE);

        assertThatThrownBy(() -> flow.run(request("out", 1), MaxDrop.USUAL, planner))
                .isInstanceOf(NothingToCutException.class);
        assertThat(folder.resolve("out/model.onnx")).doesNotExist();
    }

    /** A watcher that asks to stop when the second round begins. */
    private record StoppedAtRound(String round, Cancellation cancellation, List<String> told) implements Progress {
        @Override
        public void update(String task, long done, long total, String detail) {}

        @Override
        public void message(String line) {
            told.add(line);
            if (line.startsWith(round)) {
                cancellation.request();
            }
        }
    }

    @Test
    void the_original_is_retrained_once_for_all_rounds() {
        List<String> lines = new ArrayList<>();
        CompressionRequest request = request("out", 6).withOriginalRetrained();

        CompressionResult result = new PromiseFlow(
                        new StoppedAtRound("never", new Cancellation(), lines), new Cancellation(), Checkpointing.NONE)
                .run(request, new MaxDrop(0.4), planner(LayerLimits.DEFAULT));

        assertThat(result.report().promise().orElseThrow().rounds()).hasSizeGreaterThan(1);
        assertThat(lines).containsOnlyOnce("Retraining the original alike");
    }

    /** Without a time limit trainings have the same fingerprint as before. */
    @ParameterizedTest
    @CsvSource({"PT30M, PT10M", "PT8760H, PT8760H"})
    void the_rounds_share_the_time_limit(Duration limit, String ofRound) throws IOException {
        CompressionRequest plain = request("out", 6);
        CompressionRequest request = plain.withRetraining(plain.retraining().with(o -> o.timeLimit(limit)));
        Cancellation stop = new Cancellation();
        Checkpointing resumed = new Checkpointing(Duration.ofDays(1), Checkpointing.Found.RESUMED);
        PromiseFlow flow = new PromiseFlow(new StoppedAtRound("Round 2 ", stop, new ArrayList<>()), stop, resumed);

        assertThatThrownBy(() -> flow.run(request, new MaxDrop(0.4), planner(LayerLimits.DEFAULT)))
                .isInstanceOf(CancelledException.class);

        Path checkpoint = folder.resolve("out/round-1/training-1.checkpoint");
        assertThat(new String(Files.readAllBytes(checkpoint), StandardCharsets.ISO_8859_1))
                .contains("timeLimit=" + ofRound + ",");
    }

    @Test
    void a_run_that_was_stopped_in_its_second_round_goes_on_there_to_the_same_result() throws IOException {
        promised(request("unbroken", 6), 0.4);
        CompressionRequest request = request("out", 6);
        Checkpointing resumed = new Checkpointing(Duration.ofDays(1), Checkpointing.Found.RESUMED);
        Cancellation stop = new Cancellation();
        PromiseFlow stopped = new PromiseFlow(new StoppedAtRound("Round 2 ", stop, new ArrayList<>()), stop, resumed);
        assertThatThrownBy(() -> stopped.run(request, new MaxDrop(0.4), planner(LayerLimits.DEFAULT)))
                .isInstanceOf(CancelledException.class);
        Path first = folder.resolve("out/round-1/training-1.checkpoint");
        byte[] trained = Files.readAllBytes(first);
        Checkpointing refused = new Checkpointing(Duration.ofDays(1), Checkpointing.Found.REFUSED);
        PromiseFlow again = new PromiseFlow(Progress.SILENT, new Cancellation(), refused);
        assertThatThrownBy(() -> again.run(request, new MaxDrop(0.4), planner(LayerLimits.DEFAULT)))
                .hasMessageContaining("'" + first + "' is the checkpoint of a training that was not finished");
        assertThat(first).hasBinaryContent(trained);

        List<String> told = new ArrayList<>();
        new PromiseFlow(new StoppedAtRound("never", new Cancellation(), told), new Cancellation(), resumed)
                .run(request, new MaxDrop(0.4), planner(LayerLimits.DEFAULT));

        assertThat(told).anyMatch(line -> line.contains("Going on from '" + first));
        assertThat(folder.resolve("out/model.onnx")).hasSameBinaryContentAs(folder.resolve("unbroken/model.onnx"));
        assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrderElementsOf(FILES);
    }
}
