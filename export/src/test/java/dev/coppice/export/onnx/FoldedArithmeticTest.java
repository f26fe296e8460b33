package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.ParityCheck;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.ChannelsLast;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Normalisations that an exporter took apart: the file that is read without them computes in ONNX Runtime what it did. */
class FoldedArithmeticTest {
    private static final Shape IMAGE = Shape.of(2, 3, 8, 6);

    /** A convolution, a transposed one, one in groups, one of each channel, and a linear layer, each normalised. */
    private static Network taken() {
        NetworkBuilder b = NetworkBuilder.initialised(IMAGE, 3).conv("c", NetworkBuilder.IMAGE, 4);
        normed(b, "c", 4).transposed("u", "c.normed", 6, 2);
        normed(b, "u", 6).grouped("g", "u.normed", 4, 2);
        normed(b, "g", 4).transposed("d", "g.normed", 4, 2, Attributes.NONE.with("group", 4));
        normed(b, "d", 4).integers("axes", 2, 3);
        b.node("ReduceMean", "flat", Attributes.NONE.with("keepdims", 0), "d.normed", "axes");
        b.normal("w", 0.5, 5, 4).node("Gemm", "l", Attributes.NONE.with("transB", 1), "flat", "w");
        return along(b, "l", 1, 5).to("l.normed");
    }

    private static NetworkBuilder normed(NetworkBuilder b, String x, int channels) {
        return along(b, x, 1, channels, 1, 1);
    }

    private static NetworkBuilder along(NetworkBuilder b, String x, int... sizes) {
        return b.normal(x + ".mean", 1, sizes)
                .normal(x + ".scale", 1, sizes)
                .normal(x + ".shift", 1, sizes)
                .node("Sub", x + ".less", x, x + ".mean")
                .node("Mul", x + ".scaled", x + ".less", x + ".scale")
                .node("Add", x + ".normed", x + ".scaled", x + ".shift");
    }

    @Test
    void channels_first_computes_the_same() {
        check(taken().graph(), Normal.tensor(1, IMAGE));
    }

    @Test
    void channels_last_computes_the_same() {
        check(ChannelsLast.file(taken()), Normal.tensor(1, Shape.of(2, 8, 6, 3)));
    }

    private static void check(Graph file, Tensor image) {
        byte[] source = OnnxWriter.bytes(file, WriteOptions.PLAIN);
        Graph read = OnnxReader.parse(source, "taken apart");

        assertThat(read.nodes())
                .extracting(Node::op)
                .containsExactly("Conv", "ConvTranspose", "Conv", "ConvTranspose", "ReduceMean", "Gemm");
        byte[] written = OnnxWriter.bytes(read, WriteOptions.PLAIN);
        try (OnnxSession before = OnnxSession.open(source, "source", 1);
                OnnxSession after = OnnxSession.open(written, "written", 1)) {
            new ParityCheck(before::run, List.of(image), ParityCheck.SAME_RUNTIME)
                    .require(after::run, "The written file differs");
        }
    }
}
