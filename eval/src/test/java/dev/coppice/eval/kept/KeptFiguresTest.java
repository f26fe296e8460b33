package dev.coppice.eval.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.coppice.compress.plan.WidthStaircase;
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

class KeptFiguresTest {
    private static final Evaluation MEASURED = new Evaluation(
            Metric.MEAN_IOU, 1 / 3.0, 0.9, Map.of("road", 0.25), List.of("sky"), Double.NaN, 7, Double.NaN);

    private static final EvaluationForm FORM = new EvaluationForm();

    @TempDir
    private Path folder;

    @Test
    void another_process_finds_the_evaluation_bit_for_bit() {
        kept().get(FORM, Fingerprint.word("a"), () -> MEASURED);

        assertThat(kept().get(FORM, Fingerprint.word("a"), () -> fail("it is there")))
                .isEqualTo(MEASURED);
        assertThat(kept().get(FORM, Fingerprint.word("b"), () -> MEASURED.withCrossEntropy(1))
                        .crossEntropy())
                .isEqualTo(1);
    }

    @Test
    void scores_and_widths_are_found_bit_for_bit() {
        List<double[]> scores = List.of(new double[] {1 / 3.0, 0}, new double[] {}, new double[] {Double.MIN_VALUE});
        WidthStaircase widths = new WidthStaircase(List.of(4, 8), 16, "a machine");
        kept().get(new ScoresForm(), Fingerprint.word("a"), () -> scores);
        kept().get(new WidthsForm(), Fingerprint.word("a"), () -> widths);

        assertThat(kept().get(new ScoresForm(), Fingerprint.word("a"), () -> fail("it is there")))
                .usingRecursiveComparison()
                .isEqualTo(scores);
        assertThat(kept().get(new WidthsForm(), Fingerprint.word("a"), () -> fail("it is there")))
                .isEqualTo(widths);
    }

    @Test
    void a_torn_or_foreign_file_is_made_anew() throws IOException {
        kept().get(FORM, Fingerprint.word("a"), () -> MEASURED);
        for (String content : List.of(
                "",
                "{\"of\": \"a\"",
                "[]",
                "{\"of\": \"a\", \"value\": {\"metric\": \"NONE\"}}",
                "{\"of\": \"a\"}",
                "{\"of\": \"b\"}")) {
            Files.writeString(file(), content);

            assertThat(kept().get(FORM, Fingerprint.word("a"), () -> MEASURED))
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

    private KeptFigures kept() {
        return new KeptFigures(Optional.of(folder.resolve("kept")));
    }
}
