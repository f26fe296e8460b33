package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.eval.Tails;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pretrained networks, which keep their accuracies whatever stands behind their logits. */
class TailedModelsTest {
    private static final int PICTURES = 2;

    /** The share of pixels whose probabilities single precision cannot tell apart although their logits differ. */
    private static final double SATURATED = 1e-4;

    private static final Set<Tails> OF_CLASSES = EnumSet.complementOf(EnumSet.of(Tails.MASK));
    private static final Set<Tails> OF_ONE_LOGIT = EnumSet.of(Tails.SIGMOID, Tails.MASK, Tails.RESIZE);

    @Test
    void the_unet_scores_alike_behind_every_tail() {
        assertSameFigures("unet_camvid", "camvid", OF_CLASSES);
    }

    @Test
    void espnet_scores_alike_behind_every_tail() {
        assertSameFigures("espnet_camvid", "camvid", OF_CLASSES);
    }

    @Test
    void the_wnet_scores_alike_behind_every_tail() {
        assertSameFigures("wnet_drive", "drive", OF_ONE_LOGIT);
    }

    private static void assertSameFigures(String model, String folder, Set<Tails> tails) {
        Path shared = Path.of(System.getProperty("coppice.shared", "../shared"));
        Path file = shared.resolve("models").resolve(model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);
        Dataset data = new SpreadSubset(ImageFolder.open(shared.resolve("data").resolve(folder)), PICTURES);
        OnnxEvaluator evaluator = new OnnxEvaluator(data, "val");
        Evaluation plain = evaluator.evaluate(network);
        for (Tails tail : tails) {
            Evaluation tailed = evaluator.evaluate(tail.behind(network));

            assertThat(tailed.accuracy()).as(tail.name()).isCloseTo(plain.accuracy(), within(SATURATED));
            assertThat(tailed.secondary()).as(tail.name()).isCloseTo(plain.secondary(), within(SATURATED));
        }
    }
}
