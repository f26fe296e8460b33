package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.keras.KerasFormat;
import dev.coppice.models.kit.KerasRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row for each layer: what is read of Keras's file gives in ONNX Runtime what Keras gave. */
class KerasLayersTest {
    /** Both compute in floats, in other orders. */
    private static final double TOLERANCE = 1e-5;

    private static final KerasRows ROWS = KerasRows.read();

    @TempDir
    private Path folder;

    static List<String> models() {
        return ROWS.models();
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_model_computes_what_keras_computes(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), ROWS.model(name));

        Graph graph = KerasFormat.INSTANCE
                .read(file, ReadOptions.by(RuntimeShapes.NONE))
                .graph();

        Map<String, Tensor> feeds = new HashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            feeds.put(graph.inputs().get(i).name(), ROWS.inputs(name).get(i));
        }
        List<String> outputs = graph.outputs().stream().map(TensorInfo::name).toList();
        byte[] onnx = OnnxWriter.bytes(graph, WriteOptions.PLAIN);
        try (OnnxSession session = OnnxSession.open(onnx, name)) {
            Map<String, Tensor> given = session.run(feeds, new LinkedHashSet<>(outputs));
            for (int i = 0; i < outputs.size(); i++) {
                Tensor output = Objects.requireNonNull(given.get(outputs.get(i)));
                assertThat(output.shape()).isEqualTo(ROWS.outputs(name).get(i).shape());
                assertThat(difference(output, ROWS.outputs(name).get(i))).isLessThan(TOLERANCE);
            }
        }
    }

    private static double difference(Tensor a, Tensor b) {
        double[] x = a.toDoubles();
        double[] y = b.toDoubles();
        double most = 0;
        double largest = 1e-6;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - y[i]));
            largest = Math.max(largest, Math.abs(y[i]));
        }
        return most / largest;
    }
}
