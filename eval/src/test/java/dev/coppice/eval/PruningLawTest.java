package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pruned graph = masked original, in ONNX Runtime: on the shared models, on architectures, on random networks. */
class PruningLawTest {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));
    private static final List<Double> RATIOS = List.of(0.25, 0.5, 0.75);

    private record Case(String model, double ratio, PruningScope scope, String criterion) {
        ChannelPruning pass() {
            return new ChannelPruning(new PruningRatio(ratio), scope, Criteria.named(criterion), 1);
        }

        @Override
        public String toString() {
            return model + " " + ratio + " " + scope.id() + " " + criterion;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String model : List.of("unet_camvid", "espnet_camvid", "wnet_drive")) {
            for (double ratio : RATIOS) {
                for (PruningScope scope : PruningScope.values()) {
                    List.of("l1", "random").forEach(criterion -> cases.add(new Case(model, ratio, scope, criterion)));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_pruned_network_equals_its_masked_original(Case c) {
        Path file = SHARED.resolve("models/" + c.model + ".onnx");
        assumeThat(Files.exists(file)).as("shared model %s", file).isTrue();
        Network original = OnnxReader.readNetwork(file);

        CompressionPlan plan = c.pass().plan(original);

        assertThat(plan.declined()).hasSizeLessThan(plan.decisions().size());
        PruningLaw.check(original, plan, 1);
    }

    /** One ratio each, the small files; the whole corpus at all ratios is a matter of minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"chunk_cat", "grouped", "mobilenet_v2", "pixelshuffle", "shufflenet_v2_x1_0", "squeezenet1_1"})
    void an_architecture_of_the_corpus_equals_its_masked_original(String model) throws IOException {
        Path file = SHARED.resolve("corpus/" + model + ".onnx");
        assumeThat(Files.exists(file)).as("shared graph %s", file).isTrue();
        Network original = CorpusModel.read(file, 1);

        for (PruningScope scope : PruningScope.values()) {
            PruningLaw.check(original, new Case(model, 0.5, scope, "l2").pass().plan(original), 1);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_random_network_equals_its_masked_original(long seed) {
        Network original = RandomNetwork.of(seed);
        PruningScope scope = seed % 2 == 0 ? PruningScope.LAYER : PruningScope.GLOBAL;
        double ratio = RATIOS.get((int) (seed % 3));

        CompressionPlan plan = new Case("random", ratio, scope, "l1").pass().plan(original);

        PruningLaw.check(original, plan, seed);
    }
}
