package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotateCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        out = folder.resolve("blocks");
    }

    @Test
    void other_commands_take_what_it_writes_and_show_it() {
        CommandRun written = CommandRun.of("annotate", "--data", data, "--block", 4, "--out", out);
        CommandRun val = CommandRun.of("evaluate", model, "--data", out, "--json");
        CommandRun full = CommandRun.of("evaluate", model, "--data", data, "--json");
        CommandRun train = CommandRun.of("evaluate", model, "--data", out, "--split", "train");
        CommandRun again = CommandRun.of("annotate", "--data", data, "--block", 4, "--out", out);

        assertThat(written.exitCode()).as(written.err()).isEqualTo(ExitCode.DONE);
        assertThat(written.out())
                .contains("clicks N/M²")
                .contains("boundary blocks P/M")
                .contains("'toys-blocks-4': labels of train are blocks of 4×4, those of val stay full");
        assertThat(out.resolve("annotation.json")).isNotEmptyFile();
        assertThat(out.resolve("annotation.md")).isNotEmptyFile();
        assertThat(val.json().path("data").asText()).isEqualTo("toys-blocks-4");
        assertThat(val.json().path("mIoU").asDouble())
                .isEqualTo(full.json().path("mIoU").asDouble());
        assertThat(train.out()).startsWith("toy on toys-blocks-4/train (labels: blocks of 4×4), 4 images");
        assertThat(again.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(again.err()).startsWith("The output folder '" + out + "' is not empty");
    }

    @Test
    void estimates_several_sizes_without_writing_data_and_ranks_networks_trained_on_them() {
        CommandRun run = CommandRun.of(
                "annotate",
                "--data",
                data,
                "--block",
                "1,2,4",
                "--estimate",
                "--out",
                out,
                "--model",
                model,
                "--trained",
                "1=" + model + ",4=" + model,
                "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.json().path("blocks")).hasSize(3);
        assertThat(run.json().at("/blocks/0/E3").asDouble()).isEqualTo(1);
        assertThat(run.json().at("/blocks/2/E3").asDouble()).isLessThan(1);
        assertThat(run.json().at("/blocks/2/E2").asDouble()).isPositive();
        assertThat(run.json().at("/blocks/2/cost/clickSaving").asDouble()).isEqualTo(16);
        assertThat(run.json().at("/blocks/1").has("measuredMIoU")).isFalse();
        assertThat(run.json().at("/blocks/2/measuredMIoU").asDouble()).isPositive();
        assertThat(out.resolve("dataset.json")).doesNotExist();
    }

    @Test
    void trains_towards_blocks_in_every_way() {
        CommandRun.of("annotate", "--data", data, "--block", 4, "--soft", "--out", out);

        for (String target : new String[] {"upsampled", "pooled", "low-passed"}) {
            CommandRun run = CommandRun.of(
                    "compress",
                    model,
                    "--data",
                    out,
                    "--out",
                    folder.resolve(target),
                    "--steps",
                    2,
                    "--block-target",
                    target,
                    "--prune",
                    0.5);

            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
            assertThat(run.err()).contains("Training labels are blocks of 4×4, soft; the target is " + target);
            assertThat(folder.resolve(target).resolve("report.md"))
                    .content()
                    .contains("Labels of split train are blocks of 4×4, soft, trained towards with target '" + target
                            + "'.");
        }
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        CommandRun run = CommandRun.of(
                "annotate",
                "--data",
                data,
                "--block",
                "0,8",
                "--out",
                out,
                "--split",
                "val",
                "--trained",
                "3=" + model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("Wrong options:\n"
                        + "  - --split is 'val', expected train or all\n"
                        + "  - The side of label blocks is 0 pixels, expected 1 to 255.\n"
                        + "  - --block is [0, 8], expected one side; several only with --estimate\n"
                        + "  - --trained has networks for blocks of [3], --block only [0, 8]\n");
        assertThat(Files.exists(out)).isFalse();
    }

    @Test
    void a_block_target_without_blocks_is_refused_before_any_work() {
        CommandRun run = CommandRun.of(
                "compress",
                model,
                "--data",
                data,
                "--out",
                out,
                "--prune",
                0.5,
                "--steps",
                2,
                "--block-target",
                "pooled");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("Block target 'pooled' is for labels that are blocks");
    }
}
