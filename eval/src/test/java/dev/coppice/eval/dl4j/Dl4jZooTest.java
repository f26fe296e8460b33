package dev.coppice.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.eval.source.ModelFormats;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.Xception;
import org.deeplearning4j.zoo.model.YOLO2;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The networks of Deeplearning4j's zoo: archive, own graph, ONNX Runtime. A few run always; {@code -Dcoppice.dl4j.zoo=all} runs
 * all and prints the rows of docs/results/dl4j-zoo.md, {@code -Dcoppice.dl4j.zoo=NAME} one of them.
 */
class Dl4jZooTest {
    private static final String CHOICE = System.getProperty("coppice.dl4j.zoo", "");
    private static final Map<String, Entry> ZOO = zoo();

    @TempDir
    Path folder;

    /** A network of the zoo, the shape of its pictures, and whether it is small enough to be run always. */
    @SuppressWarnings("ArrayRecordComponent") // local
    private record Entry(Supplier<ZooModel<?>> model, int[] picture, boolean always) {}

    static Stream<String> names() {
        return ZOO.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_network_of_the_zoo_gives_what_deeplearning4j_gives(String name) {
        Entry entry = ZOO.get(name);
        assumeThat(entry.always()
                        || CHOICE.equals("all")
                        || List.of(CHOICE.split(",")).contains(name))
                .isTrue();
        ZooModel<?> zoo = entry.model().get();
        zoo.setInputShape(new int[][] {entry.picture()});
        Model network = Dl4jReference.scaled(zoo.init());
        int[] shape = entry.picture();
        INDArray input = Nd4j.rand(DataType.FLOAT, 1, shape[0], shape[1], shape[2]);

        SourceModel read = ModelFormats.read(Dl4jReference.saved(network, folder));
        double difference = Dl4jReference.difference(read, network, input);
        Tensor output = Dl4jReference.tensor(Dl4jReference.outputs(network, input)[0]);

        print(name, network, read, output, difference);
        assertThat(difference).isLessThan(1e-4);
        assertThat(largest(output) - smallest(output))
                .as("no output is saturated")
                .isGreaterThan(1e-6f);
    }

    private static void print(String name, Model network, SourceModel read, Tensor output, double difference) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %,d | %d | %s | %.3g…%.3g | %.1e |%n",
                name,
                read.graph().inputs().get(0).dimensions(),
                network.numParams(),
                read.graph().nodes().size(),
                output.shape(),
                smallest(output),
                largest(output),
                difference);
    }

    private static float smallest(Tensor tensor) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : tensor.toFloats()) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float largest(Tensor tensor) {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : tensor.toFloats()) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static Map<String, Entry> zoo() {
        Map<String, Entry> zoo = new LinkedHashMap<>();
        zoo.put("SimpleCNN", new Entry(() -> SimpleCNN.builder().numClasses(10).build(), new int[] {3, 48, 48}, true));
        zoo.put(
                "SqueezeNet",
                new Entry(() -> SqueezeNet.builder().numClasses(10).build(), new int[] {3, 64, 64}, true));
        zoo.put("UNet", new Entry(() -> UNet.builder().build(), new int[] {3, 32, 32}, true));
        zoo.put("LeNet", new Entry(() -> LeNet.builder().numClasses(10).build(), new int[] {1, 28, 28}, true));
        zoo.put("TinyYOLO", new Entry(() -> TinyYOLO.builder().numClasses(3).build(), new int[] {3, 64, 64}, false));
        zoo.put(
                "FaceNet",
                new Entry(() -> FaceNetNN4Small2.builder().numClasses(10).build(), new int[] {3, 96, 96}, false));
        zoo.put("Darknet19", new Entry(() -> Darknet19.builder().numClasses(10).build(), new int[] {3, 96, 96}, false));
        zoo.put("ResNet50", new Entry(() -> ResNet50.builder().numClasses(10).build(), new int[] {3, 96, 96}, false));
        zoo.put(
                "InceptionResNetV1",
                new Entry(() -> InceptionResNetV1.builder().numClasses(10).build(), new int[] {3, 160, 160}, false));
        zoo.put("Xception", new Entry(() -> Xception.builder().numClasses(10).build(), new int[] {3, 96, 96}, false));
        zoo.put("AlexNet", new Entry(() -> AlexNet.builder().numClasses(10).build(), new int[] {3, 224, 224}, false));
        zoo.put("VGG16", new Entry(() -> VGG16.builder().numClasses(10).build(), new int[] {3, 64, 64}, false));
        zoo.put("YOLO2", new Entry(() -> YOLO2.builder().numClasses(3).build(), new int[] {3, 64, 64}, false));
        return zoo;
    }
}
