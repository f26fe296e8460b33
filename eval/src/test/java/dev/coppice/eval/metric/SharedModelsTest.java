package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Pretrained networks for development, which reach their published accuracies. */
class SharedModelsTest {
    /** JPEG decoders round differently by a grey level, which changes a figure in its fourth digit. */
    private static final Offset<Double> PUBLISHED_DIGITS = within(0.0005);

    @Test
    void espnet_reaches_its_accuracy_on_camvid() {
        Evaluation evaluation = evaluate("espnet_camvid", "camvid");

        assertThat(evaluation.accuracy()).isCloseTo(0.7002, PUBLISHED_DIGITS);
        assertThat(evaluation.images()).isEqualTo(101);
    }

    @Test
    void the_unet_reaches_its_accuracy_on_camvid() {
        Evaluation evaluation = evaluate("unet_camvid", "camvid");

        assertThat(evaluation.accuracy()).isCloseTo(0.5894, PUBLISHED_DIGITS);
        assertThat(evaluation.secondary()).isCloseTo(0.8680, PUBLISHED_DIGITS);
    }

    @Test
    void the_wnet_reaches_its_accuracy_on_drive() {
        Evaluation evaluation = evaluate("wnet_drive", "drive");

        assertThat(evaluation.dice()).isCloseTo(0.8161, PUBLISHED_DIGITS);
        assertThat(evaluation.accuracy()).isCloseTo(0.8180, PUBLISHED_DIGITS);
    }

    /** The accuracy of the network as we write it. A test of the export shows that the original file computes the same. */
    private static Evaluation evaluate(String model, String data) {
        Path shared = Path.of(System.getProperty("coppice.shared", "../shared"));
        Path file = shared.resolve("models").resolve(model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);
        return new OnnxEvaluator(ImageFolder.open(shared.resolve("data").resolve(data)), "val").evaluate(network);
    }
}
