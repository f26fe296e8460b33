package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.SharedCorpus;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law that a pruned graph equals the masked original, for every architecture of the shared corpus, at every ratio and scope.
 * It uses one seed of weights; the Maven profile {@code thorough} takes three.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusLawTest {
    /** The largest share of the MACs that a cut by half may leave: a quarter between two halved layers, plus some slack. */
    private static final double HALF = 0.30;

    private static final Map<String, Double> PINNED = Map.of(
            // A 5×5 depthwise convolution with the image's 3 channels and 5 classes makes a third of its MACs, which
            // only
            // halve.
            "grouped", 0.36,
            // Its products over 48·48 positions make most of the MACs, and a product of two halved factors only halves.
            "attention", 0.5);

    /** The current model, read once for all its cases, which come in a row. */
    private Loaded current = new Loaded("", 0, Optional.empty());

    private record Loaded(String model, long seed, Optional<Network> network) {}

    private record Case(String model, long seed, double ratio, PruningScope scope) {
        @Override
        public String toString() {
            return model + " " + ratio + " " + scope.id() + " seed " + seed;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String model : SharedCorpus.NAMES) {
            for (long seed = 1; seed <= Integer.getInteger("coppice.corpus.seeds", 1); seed++) {
                for (double ratio : List.of(0.25, 0.5, 0.75)) {
                    for (PruningScope scope : PruningScope.values()) {
                        cases.add(new Case(model, seed, ratio, scope));
                    }
                }
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void an_architecture_equals_its_masked_original(Case c) {
        Network original = network(c);

        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(c.ratio), c.scope, Criteria.named("l2"), ChannelWidths.ANY)
                .plan(original);

        assertThat(plan.declined()).extracting(Decision::reason).doesNotContain("");
        Network pruned = PruningLaw.check(original, plan, c.seed);
        if (c.ratio == 0.5 && c.scope == PruningScope.LAYER) {
            double share = (double) Cost.of(pruned).macs() / Cost.of(original).macs();
            assertThat(share).as("share of the MACs left").isLessThanOrEqualTo(PINNED.getOrDefault(c.model, HALF));
        }
    }

    private Network network(Case c) {
        Path file = SharedCorpus.file(c.model);
        assumeThat(Files.exists(file)).as("shared graph %s", file).isTrue();
        if (!current.model.equals(c.model) || current.seed != c.seed) {
            current = new Loaded(c.model, c.seed, Optional.of(CorpusModel.read(file, c.seed)));
        }
        return current.network.orElseThrow();
    }
}
