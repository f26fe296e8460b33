package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomWeightsTest {
    @TempDir
    private Path folder;

    private Path file;

    /** A convolution whose weights and bias have no data. */
    @BeforeEach
    void write() throws IOException {
        GraphProto.Builder graph = graph(node("Conv", "y", "x", "w", "b"))
                .addInitializer(floats("w", dims(400, 3, 3, 3)))
                .addInitializer(floats("b", dims(400)));
        file = Files.write(folder.resolve("bare.onnx"), model(18, graph));
    }

    private float[] read(String tensor, long seed) {
        return OnnxReader.readModel(file, new RandomWeights(seed))
                .graph()
                .constant(tensor)
                .orElseThrow()
                .toFloats();
    }

    @Test
    void a_file_without_data_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith(
                        "bare.onnx' leaves out the data of 2 of its 2 initializers, 'w' [400, 3, 3, 3] first."
                                + " Give a file that holds them; where only the architecture matters, fill them with random"
                                + " weights.");
    }

    @Test
    void weights_have_the_variance_that_keeps_activations_in_scale() {
        float[] weights = read("w", 1);

        double squares = 0;
        for (float weight : weights) {
            squares += weight * weight;
        }

        // 10,800 draws: the variance is known to about 1.4 %.
        assertThat(squares / weights.length).isCloseTo(2.0 / 27, within(0.005));
    }

    @Test
    void vectors_lie_between_a_half_and_one_and_a_half() {
        for (float value : read("b", 1)) {
            assertThat(value).isBetween(0.5f, 1.5f);
        }
    }

    @Test
    void the_same_seed_gives_the_same_weights() {
        assertThat(read("w", 7)).isEqualTo(read("w", 7)).isNotEqualTo(read("w", 8));
    }

    @Test
    void counts_what_it_filled() {
        RandomWeights weights = new RandomWeights(1);

        OnnxReader.readModel(file, weights);

        assertThat(weights.filled()).isEqualTo(2);
    }
}
