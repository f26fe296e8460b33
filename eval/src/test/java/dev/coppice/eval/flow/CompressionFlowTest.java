package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Holdout;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionFlowTest {
    private static final CompressionPass HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);

    /** A pass that considers some things and leaves them alone. */
    private static final CompressionPass DECLINING = new Told(network -> new CompressionPlan(
            network.graph().hash(),
            List.of(),
            IntStream.range(0, 7)
                    .mapToObj(i -> Decision.declined("channels", "layer" + i, "the test says so"))
                    .toList()));

    private static final CompressionPass NEVER = new Told(network -> {
        throw new AssertionError("work has begun");
    });

    /** A pass that plans what it is told. */
    private record Told(Function<Network, CompressionPlan> plans) implements CompressionPass {
        @Override
        public CompressionPlan plan(Network network) {
            return plans.apply(network);
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("Told");
        }
    }

    private final Network network = TinyStreets.network("road", "sky");

    @Test
    void without_retraining_the_folder_holds_the_model_its_card_and_the_proof(@TempDir Path out) throws Exception {
        CompressionResult result =
                CompressionFlow.compress(request(out).with(HALF).withEpochs(0));

        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "model.onnx",
                        "model.json",
                        "plan.json",
                        "report.html",
                        "report.json",
                        "report.md",
                        "report.nodes.json",
                        "examples.png");
        assertThat(OnnxReader.readNetwork(out.resolve("model.onnx")).graph().hash())
                .isEqualTo(result.network().graph().hash());
        JsonNode json = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(json.at("/declined/0/where").asText()).isEqualTo("y");
        assertThat(json.at("/parity/inputs").asInt()).isEqualTo(4);
        assertThat(json.at("/parity/maxRel").asDouble()).isLessThan(1e-4);
        assertThat(json.at("/notes").toString()).contains("Nothing was retrained.");
    }

    @Test
    void nothing_to_cut_is_refused_before_any_training_with_the_reasons(@TempDir Path out) {
        CompressionRequest request = request(out).withEpochs(5);

        assertThatThrownBy(() -> silent().run(request.with(DECLINING)))
                .isInstanceOf(NothingToCutException.class)
                .hasMessageStartingWith("Nothing of 'tiny' is cut with these settings, so nothing was written:"
                        + "\n  - layer0: the test says so\n  - layer1: ")
                .hasMessageContaining("\n  - layer4: the test says so\n  - and 2 more\nAsk for a larger pruning ratio");
        assertThatThrownBy(() -> silent().run(request)).isInstanceOf(NothingToCutException.class);
        assertThatThrownBy(() -> silent().baseline(request.with(DECLINING)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_small_cut_in_several_steps_is_not_nothing(@TempDir Path out) {
        // an eighth of the way from 8 channels to 7 rounds to no channel, the whole way does not
        CompressionPass little =
                new ChannelPruning(new PruningRatio(0.125), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);
        CutSchedule steps = CutSchedule.ONE_SHOT.withIterations(8);

        CompressionResult result =
                silent().run(request(out).with(little).withSchedule(steps).withEpochs(0));

        assertThat(result.plan().steps()).isNotEmpty();
    }

    @Test
    void a_baseline_is_the_network_itself_retrained(@TempDir Path out) throws Exception {
        CompressionResult result = silent().baseline(request(out).withEpochs(0));

        assertThat(OnnxReader.readNetwork(out.resolve("model.onnx")).graph().hash())
                .isEqualTo(network.graph().hash());
        assertThat(result.report().retrained().evaluation().accuracy()).isEqualTo(1);
        assertThat(result.report().notes())
                .contains("The plan changes nothing; before and after are the same network.");
    }

    private static CompressionFlow silent() {
        return new CompressionFlow(Progress.SILENT, new Cancellation());
    }

    @Test
    void retraining_tells_its_curve_and_how_weights_were_chosen(@TempDir Path out) throws Exception {
        CompressionRequest request = request(out).with(HALF);
        CompressionFlow.compress(request.withRetraining(request.retraining().with(o -> o.validateEvery(1)))
                .withEpochs(2)
                .withOriginalRetrained());

        JsonNode json = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(json.at("/training/steps").asInt()).isPositive();
        assertThat(json.at("/training/curve").size()).isEqualTo(3);
        assertThat(json.at("/originalRetrained/mIoU").isNumber()).isTrue();
        assertThat(Files.readString(out.resolve("report.md")))
                .contains(
                        "The best weights were chosen on the very pictures that accuracy is measured on, split 'val' (4)");
        assertThat(json.at("/training/selection/samePictures").asBoolean()).isTrue();
    }

    @Test
    void weights_are_chosen_on_pictures_that_are_neither_trained_nor_measured_on(@TempDir Path out) throws Exception {
        WatchedPictures pictures =
                new WatchedPictures(new Holdout(TinyStreets.usual(), 0.25), ConcurrentHashMap.newKeySet());
        CompressionRequest request =
                request(out).with(HALF).withPictures(PictureRoles.of(pictures).withSelection(Holdout.SPLIT));

        CompressionResult result = CompressionFlow.compress(request.withEpochs(3));

        JsonNode selection =
                new JsonMapper().readTree(out.resolve("report.json").toFile()).at("/training/selection");
        assertThat(selection.path("split").asText()).isEqualTo("held-out");
        assertThat(selection.path("images").asInt()).isEqualTo(1);
        assertThat(selection.path("measuredSplit").asText()).isEqualTo("val");
        assertThat(selection.path("measuredImages").asInt()).isEqualTo(4);
        assertThat(selection.path("samePictures").asBoolean()).isFalse();
        assertThat(result.report().retrained().evaluation().images()).isEqualTo(4);
        assertThat(result.report().notes())
                .contains(
                        "The best weights were chosen on split 'held-out' (1 picture) and accuracy is measured on other"
                                + " pictures, split 'val' (4).");
        assertThat(pictures.read())
                .contains("held-out/c")
                .filteredOn(read -> read.startsWith("train/"))
                .containsExactlyInAnyOrder("train/a", "train/b", "train/d");
    }

    @Test
    void an_interruption_while_training_keeps_the_best_weights_and_says_where(@TempDir Path out) {
        Cancellation cancellation = new Cancellation();
        Progress interrupting = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.startsWith("Training")) {
                    cancellation.request();
                }
            }

            @Override
            public void message(String line) {}
        };

        assertThatThrownBy(() -> new CompressionFlow(interrupting, cancellation)
                        .run(request(out).with(HALF).withEpochs(5)))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining("The best weights so far (mIoU 1.0000, epoch 0) are in '"
                        + out.resolve("interrupted.onnx") + "'");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("interrupted.onnx", "interrupted.json");
    }

    @Test
    void a_folder_that_cannot_be_written_is_found_before_the_work(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() ->
                        CompressionFlow.compress(request(file.resolve("out")).with(NEVER)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Cannot write to the output folder '" + file.resolve("out") + "'");
    }

    @Test
    void data_without_the_split_are_found_before_the_work(@TempDir Path out) {
        CompressionRequest request =
                request(out).withPictures(PictureRoles.of(TinyStreets.usual()).withMeasured("test"));

        assertThatThrownBy(() -> CompressionFlow.compress(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("There is no split 'test', only [train, val]");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void requests_differ_in_their_fingerprint_where_results_may(@TempDir Path out) {
        CompressionRequest request = request(out);

        assertThat(request.fingerprint())
                .isEqualTo(request.withOut(out.resolve("b")).fingerprint());
        assertThat(request.fingerprint()).isNotEqualTo(request.withSeed(2).fingerprint());
        assertThat(request.fingerprint()).isNotEqualTo(request.withEpochs(3).fingerprint());
        assertThat(request.fingerprint())
                .isNotEqualTo(request.withPictures(request.pictures().withMeasured("train"))
                        .fingerprint());
        assertThat(request.fingerprint())
                .isNotEqualTo(request.withTeacher(network).fingerprint());
    }

    @Test
    void a_teacher_of_other_classes_is_found_before_the_work(@TempDir Path out) {
        NetworkCard card = network.card();
        Network other = new Network(
                network.graph(), new NetworkCard("other", card.input(), card.output(), List.of("sky", "sea")));
        RetrainOptions distilled =
                RetrainOptions.defaults().with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(0.5)));

        assertThatThrownBy(() -> CompressionFlow.compress(
                        request(out).withRetraining(distilled).withTeacher(other)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Teacher 'other'");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void a_teacher_with_no_feature_map_to_compare_is_found_before_the_work(@TempDir Path out) {
        RetrainOptions byFeatures = RetrainOptions.defaults()
                .with(o -> o.objective(
                        Objective.CROSS_ENTROPY.withDistillation(0.5).withKind(Distillation.FEATURES)));

        assertThatThrownBy(
                        () -> CompressionFlow.compress(request(out).with(NEVER).withRetraining(byFeatures)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("have no feature map in common");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void requests_differ_in_their_fingerprint_where_cards_do(@TempDir Path out) {
        NetworkCard card = network.card();
        InputSpec in = card.input();
        InputSpec brighter = new InputSpec(in.name(), in.sizes(), in.order(), List.of(9.0, 9.0, 9.0), in.std());
        Network other =
                new Network(network.graph(), new NetworkCard(card.name(), brighter, card.output(), card.classes()));

        assertThat(CompressionRequest.of(other, TinyStreets.usual(), out).fingerprint())
                .isNotEqualTo(request(out).fingerprint());
    }

    private CompressionRequest request(Path out) {
        return CompressionRequest.of(network, TinyStreets.usual(), out);
    }
}
