package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFlowTest {
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Steps(2)).batch(2));

    private final Network network = TinyStreets.network("road", "sky");

    @Test
    void writes_the_trained_network_with_its_card(@TempDir Path folder) {
        Path target = folder.resolve("made/street.onnx");

        TrainingResult result = new TrainingFlow(Progress.SILENT, new Cancellation())
                .train(network, PictureRoles.of(TinyStreets.usual()), OPTIONS, target);

        assertThat(result.training().steps()).isEqualTo(2);
        assertThat(OnnxReader.readNetwork(target).graph().hash())
                .isEqualTo(result.training().network().graph().hash());
        assertThat(folder.resolve("made").toFile().list()).containsExactlyInAnyOrder("street.onnx", "street.json");
    }

    @Test
    void weights_are_chosen_on_what_is_held_out_and_accuracy_is_measured_on_another_split(@TempDir Path folder) {
        PictureRoles pictures = PictureRoles.of(TinyStreets.usual()).withHoldout(0.5);

        TrainingResult result = new TrainingFlow(Progress.SILENT, new Cancellation())
                .train(network, pictures, OPTIONS, folder.resolve("street.onnx"));

        assertThat(result.training().best().evaluation().images()).isEqualTo(2);
        assertThat(result.accuracy().images()).isEqualTo(4);
    }

    @Test
    void an_interruption_keeps_the_best_weights_under_another_name(@TempDir Path folder) {
        Cancellation cancellation = new Cancellation();
        Progress interrupting = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.startsWith("Training")) {
                    cancellation.request();
                }
            }

            @Override
            public void message(String line) {}
        };
        RetrainOptions longer = OPTIONS.with(o -> o.length(new TrainingLength.Steps(1000)));

        assertThatThrownBy(() -> new TrainingFlow(interrupting, cancellation)
                        .train(network, PictureRoles.of(TinyStreets.usual()), longer, folder.resolve("street.onnx")))
                .isInstanceOf(CancelledException.class)
                .hasMessageContaining(folder.resolve("interrupted.onnx").toString());
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("interrupted.onnx", "interrupted.json");
    }
}
