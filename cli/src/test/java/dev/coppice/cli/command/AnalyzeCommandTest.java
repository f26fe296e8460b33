package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writes_numbers_page_and_pictures() throws IOException {
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of(
                "analyze",
                Toys.model(folder),
                "--data",
                Toys.data(folder),
                "--out",
                out,
                "--grids",
                "1/2,1/4",
                "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode output = run.json().path("output");
        assertThat(output.path("mIoU").asDouble()).isEqualTo(1);
        double sum = 0;
        for (JsonNode band : output.at("/loss/perBand")) {
            sum += band.asDouble();
        }
        assertThat(sum).isCloseTo(output.at("/loss/total").asDouble(), within(1e-12));
        assertThat(output.path("lowPassedLogits")).hasSize(2);
        JsonNode cutoffs = run.json().path("cutoffs");
        assertThat(cutoffs.path("images").asText()).isEqualTo("2 images of toys/val");
        JsonNode last = cutoffs.path("tensors").get(cutoffs.path("tensors").size() - 1);
        assertThat(last.path("points").size()).isBetween(1, 2);
        assertThat(out.resolve("cutoffs.csv")).isNotEmptyFile();
        assertThat(output.at("/lowPassedLogits/1/grid").asText()).isEqualTo("1/4");
        assertThat(output.at("/classes/light/hardIoU").asDouble()).isEqualTo(1);
        String page = Files.readString(out.resolve("analysis.md"));
        assertThat(page).startsWith("# Spectral analysis of toy\n\n2 images of toys/val.\n\n## Output\n");
        Pattern.compile("\\]\\((\\S+\\.png)\\)").matcher(page).results().forEach(link -> assertThat(
                        out.resolve(link.group(1)))
                .isNotEmptyFile());
        assertThat(out.resolve("analysis.json")).isNotEmptyFile();
        String coarsest = "No coarser grid of the logits loses at most one point";
        for (JsonNode passed : output.path("lowPassedLogits")) {
            if (1 - passed.path("mIoU").asDouble() <= 0.01) {
                coarsest = "Logits on " + passed.path("grid").asText() + " of the grid";
            }
        }
        assertThat(Files.readString(out.resolve("analysis.html")))
                .contains(coarsest)
                .contains("tensors allow a coarser grid within");
    }

    @Test
    void inner_tensors_have_gradients_of_as_many_images_as_asked_for() throws IOException {
        CommandRun run = CommandRun.of(
                "analyze",
                Toys.model(folder),
                "--data",
                Toys.data(folder),
                "--out",
                folder.resolve("out"),
                "--tensors",
                "all",
                "--gradient-images",
                "1",
                "--max-loss-increase",
                "0",
                "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode section = run.json().path("tensors");
        assertThat(section.path("images").asInt()).isEqualTo(1);
        assertThat(section.has("withoutGradients")).isFalse();
        for (JsonNode tensor : section.path("tensors")) {
            assertThat(tensor.path("gradient")).hasSameSizeAs(tensor.path("frequency"));
            assertThat(tensor.path("taylorOfChannelsAndBands"))
                    .hasSameSizeAs(tensor.path("taylorOfChannels"))
                    .allSatisfy(row -> assertThat(row).hasSameSizeAs(tensor.path("frequency")));
        }
        assertThat(section.path("tensors").size()).isGreaterThan(1);
        assertThat(run.json().at("/cutoffs/maxLossIncrease").asDouble(Double.NaN))
                .isZero();
    }

    @Test
    void a_tensor_that_does_not_exist_is_told_before_anything_is_written() throws IOException {
        CommandRun run = CommandRun.of(
                "analyze",
                Toys.model(folder),
                "--data",
                Toys.data(folder),
                "--out",
                folder.resolve("o"),
                "--tensors",
                "no");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("'no' does not exist; near it are [");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void wrong_options_are_named_all_at_once() {
        CommandRun run = CommandRun.of(
                "analyze",
                "m.onnx",
                "--data",
                "d",
                "--out",
                "o",
                "--grids",
                "2/1,x",
                "--images",
                "0",
                "--gradient-images",
                "0",
                "--max-loss-increase",
                "-1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains(
                        "Grid 2/1",
                        "Grid 'x'",
                        "--images is 0",
                        "--gradient-images is 0",
                        "increase of the loss is -1");
    }
}
