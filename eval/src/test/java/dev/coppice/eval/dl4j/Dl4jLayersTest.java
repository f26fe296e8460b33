package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Each kind of layer, read from an archive and run in ONNX Runtime, gives what Deeplearning4j gives. */
class Dl4jLayersTest {
    private static final Map<String, LayerCases.Case> CASES = LayerCases.all();

    @TempDir
    Path folder;

    static Stream<String> cases() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_layer_gives_what_deeplearning4j_gives(String name) {
        MultiLayerNetwork network =
                Dl4jReference.shaken(CASES.get(name).network().get(), 0.3);
        network.paramTable().forEach((key, value) -> {
            if (key.endsWith("_var")) {
                value.assign(Transforms.abs(value));
            }
        });
        Nd4j.getRandom().setSeed(3);
        INDArray input = Nd4j.randn(DataType.FLOAT, CASES.get(name).input());

        assertThat(Dl4jReference.check(network, folder, input)).isLessThan(1e-4);
    }
}
