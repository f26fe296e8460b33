package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.importance.Criteria;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.format.FileLayout;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.ChannelsLast;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law that a channels-last file is carried as its channels-first twin: the same outputs in ONNX Runtime, the same cost, the
 * same cuts, and a written file in the order that came.
 */
class ChannelsLastLawTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_random_channels_last_network_is_its_twin(long seed) {
        Network random = RandomNetwork.of(seed).network();
        assumeThat(random.card().input().isPicture()).isTrue();
        Network twin = random.with(OnnxReader.parse(OnnxWriter.bytes(random), "twin"));
        Graph file = ChannelsLast.file(random);
        byte[] source = OnnxWriter.bytes(file, WriteOptions.PLAIN);

        Network read = new Network(FileLayout.fitted(OnnxReader.parse(source, "source"), twin.card()), twin.card());

        assertThat(read.graph().inputs().get(0).stored().isSame()).isFalse();
        // queries, keys and values that are one tensor in the twin may be turned one by one
        assertThat(transposes(read.graph())).isLessThanOrEqualTo(transposes(twin.graph()) + 2);
        assertThat(Cost.of(read).macs()).isEqualTo(Cost.of(twin).macs());
        same(OnnxSource.memory(source, "source").like(read.graph()), read, twin, seed);
        inOrder(file, OnnxReader.parse(OnnxWriter.bytes(read), "written"));
        cut(read, twin, seed);
    }

    private static void same(OnnxSource source, Network read, Network twin, long seed) {
        List<Tensor> input = List.of(Normal.tensor(seed, twin.inputShape(1)));
        try (OnnxSession expected = OnnxSession.open(OnnxSource.of(twin));
                OnnxSession file = OnnxSession.open(source);
                OnnxSession written = OnnxSession.open(OnnxSource.of(read))) {
            ParityCheck check = new ParityCheck(expected::run, input, ParityCheck.SAME_RUNTIME);
            check.require(file::run, "The file differs from its twin");
            check.require(written::run, "The written file differs from its twin");
        }
    }

    private static void inOrder(Graph file, Graph written) {
        assertThat(written.inputs()).extracting(TensorInfo::inFile).isEqualTo(file.inputs());
        assertThat(written.outputs())
                .extracting(TensorInfo::name)
                .containsExactlyElementsOf(
                        file.outputs().stream().map(TensorInfo::name).toList());
    }

    private static void cut(Network read, Network twin, long seed) {
        ChannelPruning half =
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, Criteria.named("l1"), ChannelWidths.ANY);
        CompressionPlan plan = half.plan(read);
        if (!plan.steps().isEmpty()) {
            Network pruned = PruningLaw.check(read, plan, seed);
            Network other = PruningLaw.check(twin, half.plan(twin), seed);
            assertThat(Cost.of(pruned).macs()).isEqualTo(Cost.of(other).macs());
        }
    }

    private static long transposes(Graph graph) {
        return graph.nodes().stream().filter(n -> n.is("Transpose")).count();
    }
}
