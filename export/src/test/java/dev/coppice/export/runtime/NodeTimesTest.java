package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTimesTest {
    private static final Shape PICTURE = Shape.of(1, 8, 16, 16);

    @Test
    void times_what_the_runtime_runs_under_the_name_of_what_it_computes() {
        byte[] model = OnnxWriter.bytes(
                new Graph(
                        "g",
                        List.of(new TensorInfo(
                                "x",
                                ElementType.FLOAT,
                                List.of(Dimension.of(1), Dimension.of(8), Dimension.of(16), Dimension.of(16)))),
                        List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                        List.of(
                                Node.of("Conv", "sum", Attributes.NONE, "x", "weight"),
                                Node.of("Relu", "y", Attributes.NONE, "sum")),
                        Map.of("weight", Tensor.floats(Shape.of(8, 8, 1, 1), new float[64]))),
                WriteOptions.PLAIN);

        List<NodeTimes.Timed> times =
                NodeTimes.measure(OnnxSource.memory(model, "m"), Tensor.floats(PICTURE, new float[8 * 256]), "y");

        // the activation may be joined to the convolution, which then bears its name
        assertThat(times)
                .anyMatch(
                        one -> one.op().contains("Conv") && List.of("sum", "y").contains(one.name()));
        assertThat(times).allMatch(one -> one.milliseconds() >= 0);
    }
}
