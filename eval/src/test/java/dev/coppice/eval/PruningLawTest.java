package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law that a pruned graph equals the masked original in ONNX Runtime, on the shared models and on random networks. */
class PruningLawTest {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));
    private static final List<PruningScope> SCOPES = List.of(PruningScope.values());
    private static final List<Double> RATIOS = List.of(0.25, 0.5, 0.75);

    private record Case(String model, double ratio, PruningScope scope, String criterion) {
        ChannelPruning pass() {
            return new ChannelPruning(new PruningRatio(ratio), scope, Criteria.named(criterion), ChannelWidths.ANY);
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

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_random_network_equals_its_masked_original(long seed) {
        RandomNetwork network = RandomNetwork.of(seed);

        if (catchThrowable(() -> check(network)) != null) {
            RandomNetwork smallest = network.smallest(candidate -> catchThrowable(() -> check(candidate)) != null);
            String nodes = smallest.network().graph().nodes().stream()
                    .map(Node::toString)
                    .collect(Collectors.joining("\n  "));
            fail(
                    "random network " + network + " fails, and so does " + smallest + ":\n  " + nodes,
                    catchThrowable(() -> check(smallest)));
        }
    }

    private static void check(RandomNetwork random) {
        Network original = random.network();
        PruningScope scope = SCOPES.get((int) (random.seed() / RATIOS.size() % SCOPES.size()));
        double ratio = RATIOS.get((int) (random.seed() % RATIOS.size()));
        CompressionPlan plan = new Case("random", ratio, scope, "l1").pass().plan(original);
        if (plan.steps().isEmpty()) {
            // groups of unequal channels may leave nothing to cut, which is said of every layer
            assertThat(plan.declined()).isNotEmpty().isEqualTo(plan.decisions());
            return;
        }
        PruningLaw.check(original, plan, random.seed());
    }
}
