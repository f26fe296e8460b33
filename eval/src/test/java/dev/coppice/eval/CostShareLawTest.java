package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.SharedCorpus;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Law that a share of a cost is met within a hundredth of the original's cost, or the plan says that it is not. */
class CostShareLawTest {
    private static final List<PruningScope> SCOPES = List.of(PruningScope.values());
    private static final double[] SHARES = {0.3, 0.5, 0.7};

    private static double share(CostKind kind, Network original, CompressionPlan plan) {
        return kind.of(Cost.of(PlanRewriter.rewrite(original, plan))) / (double) kind.of(Cost.of(original));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grouped", "mobilenet_v2", "shufflenet_v2_x1_0", "squeezenet1_1"})
    void an_architecture_of_the_corpus_meets_it(String model) throws IOException {
        Path file = SharedCorpus.file(model);
        assumeThat(Files.exists(file)).as("shared graph %s", file).isTrue();
        Network original = CorpusModel.read(file, 1);

        for (PruningScope scope : PruningScope.values()) {
            CostShare half = new CostShare(CostKind.MACS, 0.5);
            CompressionPlan plan = new ChannelPruning(half, scope, new L1Norm(), ChannelWidths.ANY).plan(original);

            assertThat(share(half.kind(), original, plan)).isCloseTo(0.5, within(CostShare.TOLERANCE));
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** A network of few layers with few channels. A single channel may be several hundredths, and most of it may be fixed. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_random_network_meets_it_or_says_that_it_does_not(long seed) {
        Network original = RandomNetwork.of(seed).network();
        CostShare share = new CostShare(
                seed % 2 == 0 ? CostKind.MACS : CostKind.PARAMETERS, SHARES[(int) (seed % SHARES.length)]);
        PruningScope scope = SCOPES.get((int) (seed / 6 % SCOPES.size()));

        CompressionPlan plan = new ChannelPruning(share, scope, new L1Norm(), ChannelWidths.ANY).plan(original);

        double reached = share(share.kind(), original, plan);
        Decision target = plan.decisions().get(plan.decisions().size() - 1);
        assertThat(target.changed()).isEqualTo(Math.abs(reached - share.kept()) <= CostShare.TOLERANCE);
        PruningLaw.check(original, plan, seed);
    }
}
