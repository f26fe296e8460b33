package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingCheck;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classifiers of the shared networks are told by their outputs, and can be trained. */
class CorpusClassifiersTest {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corpus/densenet121",
                "corpus/efficientnet_b0",
                "corpus/mobilenet_v2",
                "corpus/resnet18",
                "corpus/shufflenet_v2_x1_0",
                "corpus/squeezenet1_1",
                "corpus/vgg11_bn",
                "zoo/ghostnet_100",
                "zoo/repvit_m0_9",
                "zoo/vit_tiny_patch16_224",
                "zoo/convnext_atto"
            })
    void classifiers_are_told_and_can_be_trained(String name) {
        Path file = SHARED.resolve(name + ".onnx");
        assumeThat(file).exists();

        Network network = CorpusModel.read(file, 1);

        assertThat(network.card().isClassifier()).isTrue();
        Shape logits = network.shapes(1).of(network.tail().logits()).asPrediction();
        assertThat(logits).isEqualTo(Shape.of(1, network.card().classes().size(), 1, 1));
        assertThatCode(() -> TrainingCheck.trainable(
                        RetrainOptions.defaults(network.card()).with(o -> o.batch(2)), network))
                .doesNotThrowAnyException();
    }
}
