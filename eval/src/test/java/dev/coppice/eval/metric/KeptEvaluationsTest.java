package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptEvaluationsTest {
    private static final Evaluation MEASURED = new Evaluation(
            Metric.MEAN_IOU, 1 / 3.0, 0.9, Map.of("road", 0.25), List.of("sky"), Double.NaN, 7, Double.NaN);

    @TempDir
    private Path folder;

    @Test
    void another_process_finds_the_evaluation_bit_for_bit() {
        kept().get(Fingerprint.word("a"), () -> MEASURED);

        assertThat(kept().get(Fingerprint.word("a"), KeptEvaluationsTest::unasked))
                .isEqualTo(MEASURED);
        assertThat(kept().get(Fingerprint.word("b"), () -> MEASURED.withCrossEntropy(1))
                        .crossEntropy())
                .isEqualTo(1);
    }

    @Test
    void a_torn_or_foreign_file_is_made_anew() throws IOException {
        kept().get(Fingerprint.word("a"), () -> MEASURED);
        for (String content :
                List.of("", "{\"of\": \"a\"", "[]", "{\"of\": \"a\", \"metric\": \"NONE\"}", "{\"of\": \"b\"}")) {
            Files.writeString(file(), content);

            assertThat(kept().get(Fingerprint.word("a"), () -> MEASURED))
                    .as(content)
                    .isEqualTo(MEASURED);
        }
        kept().discard();
        try (Stream<Path> left = Files.list(folder.resolve("kept"))) {
            assertThat(left).isEmpty();
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private KeptEvaluations kept() {
        return new KeptEvaluations(Optional.of(folder.resolve("kept")));
    }

    private static Evaluation unasked() {
        throw new AssertionError("it is there");
    }
}
