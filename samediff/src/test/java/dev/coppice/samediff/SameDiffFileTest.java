package dev.coppice.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameDiffFileTest {
    @Test
    void computes_what_the_network_does() {
        Network network = Zoo.street();
        Tensor image = Normal.tensor(1, network.inputShape(1));

        Tensor logits = Objects.requireNonNull(SameDiffFile.load(SameDiffFile.bytes(network), network)
                .run(image)
                .get(network.card().output().name()));

        try (InferenceSession session = InferenceSession.of(network, network.inputShape(1))) {
            assertThat(logits.toFloats())
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(session.logits(image.toFloats()));
        }
    }

    @Test
    void outputs_have_shapes_that_the_file_does_not_declare(@TempDir Path folder) throws IOException {
        Network network = Zoo.street();
        Path file = Files.write(folder.resolve("street.fb"), SameDiffFile.bytes(network));

        Graph read = SameDiffFormat.INSTANCE
                .read(file, ReadOptions.by(RuntimeShapes.NONE))
                .graph();

        Shape expected = network.shapes(1).of(network.card().output().name());
        assertThat(read.outputs()).hasSize(1);
        assertThat(read.outputs().get(0).dimensions().stream().skip(1).map(Dimension::size))
                .containsExactly(expected.size(1), expected.size(2), expected.size(3));
    }

    @Test
    void names_every_operator_that_samediff_lacks() {
        Network network = NetworkBuilder.small()
                .conv("a", "image", 4)
                .node("ArgMax", "d", "a")
                .node("ArgMin", "z", "a")
                .to("a");

        assertThatThrownBy(() -> SameDiffFile.bytes(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be written as a SameDiff file")
                .hasMessageContaining("'ArgMax' (d), 'ArgMin' (z)");
    }
}
