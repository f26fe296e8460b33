package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.kit.SharedCorpus;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Architectures as PyTorch exports them at opsets 11 to 18, weights filled in: read, written, run again. */
class CorpusTest {
    /** The tolerance: folded size arithmetic is exact; fused operators may sum in another order. */
    private static final double SAME_KERNELS = 1e-5;

    /** Another batch than the exporters' 1, so that a batch fixed in some size shows. */
    private static final int BATCH = 2;

    @ParameterizedTest
    @MethodSource("dev.coppice.models.kit.SharedCorpus#names")
    void a_written_graph_computes_what_the_original_computes(String name) throws IOException {
        Path file = SharedCorpus.file(name);
        assumeThat(file).as("shared corpus").matches(Files::exists);
        byte[] filled = Corpus.filled(Files.readAllBytes(file), 1);

        Graph graph = OnnxReader.parse(filled, name);
        byte[] written = OnnxWriter.bytes(graph, WriteOptions.PLAIN);

        assertThat(graph.nodes()).noneMatch(n -> n.is("Shape", "Constant", "Identity"));
        assertThat(OnnxReader.parse(written, name).hash()).isEqualTo(graph.hash());
        try (OnnxSession original = OnnxSession.open(filled, name);
                OnnxSession rewritten = OnnxSession.open(written, name)) {
            int size = graph.inputs().get(0).dimensions().get(2).size();
            Tensor input = Normal.tensor(5, Shape.of(BATCH, 3, size, size));
            ParityReport report = Parity.compare(rewritten::run, original::run, List.of(input));
            assertThat(report.maxRel()).isLessThan(SAME_KERNELS);
        }
    }
}
