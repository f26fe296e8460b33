package dev.coppice.eval.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationFlowTest {
    private final AnnotationFlow flow = new AnnotationFlow(Progress.SILENT, new Cancellation());

    @TempDir
    private Path folder;

    @Test
    void one_call_writes_a_data_set_and_what_it_is_worth() {
        Path out = folder.resolve("blocks");

        AnnotationResult result = flow.run(AnnotationRequest.of(TinyStreets.usual(), 2, out));

        assertThat(result.blocks()).map(BlockDataset::name).contains("tiny-streets-blocks-2");
        assertThat(result.estimates().sizes()).hasSize(1);
        assertThat(ImageFolder.open(out).blocks()).isPresent();
        assertThat(out.resolve("annotation.json")).isNotEmptyFile();
    }

    @Test
    void estimates_alone_write_no_data_set() {
        AnnotationResult result = flow.run(
                AnnotationRequest.estimating(TinyStreets.usual(), List.of(1, 2, 4), folder.resolve("estimates")));

        assertThat(result.blocks()).isEmpty();
        assertThat(result.estimates().sizes()).hasSize(3);
        assertThat(folder.resolve("estimates").toFile().list())
                .containsExactlyInAnyOrder("annotation.json", "annotation.md");
    }

    @Test
    void a_data_set_has_blocks_of_one_size() {
        assertThatThrownBy(() -> new AnnotationRequest(
                        TinyStreets.usual(),
                        List.of("train"),
                        List.of(2, 4),
                        Optional.of(AnnotationRequest.Kind.HARD),
                        AnnotationRequest.Estimation.OF_LABELS,
                        folder,
                        false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The sides of blocks are [2, 4], expected one. Only estimates alone take several.");
    }

    @Test
    void networks_are_trained_on_blocks_that_are_estimated() {
        AnnotationRequest.Estimation trained = new AnnotationRequest.Estimation(
                Optional.empty(), Optional.empty(), Map.of(8, TinyStreets.network("road", "sky")));

        assertThatThrownBy(() -> new AnnotationRequest(
                        TinyStreets.usual(), List.of("train"), List.of(2), Optional.empty(), trained, folder, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("trained on blocks of [8]");
    }
}
