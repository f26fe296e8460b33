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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pruning law on the shared models. */
class PruningLawTest {
    private record Case(String model, double ratio, PruningScope scope, String criterion) {
        @Override
        public String toString() {
            return model + " " + ratio + " " + scope.id() + " " + criterion;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String model : List.of("unet_camvid", "espnet_camvid", "wnet_drive")) {
            for (double ratio : new double[] {0.25, 0.5, 0.75}) {
                for (PruningScope scope : PruningScope.values()) {
                    Criteria.names().forEach(criterion -> cases.add(new Case(model, ratio, scope, criterion)));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_pruned_network_equals_its_masked_original(Case c) {
        Path file = Path.of(System.getProperty("coppice.shared", "../../shared"), "models", c.model + ".onnx");
        assumeThat(Files.exists(file)).as("shared model %s", file).isTrue();
        Network original = OnnxReader.readNetwork(file);

        CompressionPlan plan =
                new ChannelPruning(new PruningRatio(c.ratio), c.scope, Criteria.named(c.criterion), 1).plan(original);

        assertThat(plan.declined()).hasSizeLessThan(plan.decisions().size());
        PruningLaw.check(original, plan, 1);
    }
}
