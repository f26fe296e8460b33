package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
    }

    @Test
    void a_model_goes_to_samediff_and_back() {
        Path graph = folder.resolve("graph.fb");
        Path back = folder.resolve("graph.onnx");

        CommandRun there = CommandRun.of("convert", model, "--out", graph, "--json");
        CommandRun again = CommandRun.of("convert", graph, "--out", back, "--json");

        assertThat(there.exitCode()).as(there.err()).isEqualTo(ExitCode.DONE);
        assertThat(there.json().at("/parity/source/maxRel").asDouble()).isLessThan(1e-5);
        assertThat(there.json().at("/parity/file/maxRel").asDouble()).isLessThan(1e-4);
        assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(again.json().at("/parity/reference").asText()).endsWith("in SameDiff");
        assertThat(CommandRun.of("verify", model, back).out()).startsWith("same");
        assertThat(CommandRun.of("verify", model, graph).out()).startsWith("same");
    }

    @Test
    void half_precision_is_measured_where_there_are_pictures() throws IOException {
        Path half = folder.resolve("half.onnx");

        CommandRun run = CommandRun.of(
                "convert", model, "--out", half, "--weights", "fp16", "--opset", 13, "--data", Toys.data(folder));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("precision  Weights are stored in half precision, which changes the outputs: logits")
                .contains("accuracy   mIoU ")
                .contains(" before, ")
                .contains("model      " + half);
    }

    @Test
    void a_card_that_both_models_share_stays() throws IOException {
        Path card = CardFile.beside(model);
        String before = Files.readString(card);
        Path sibling = Path.of(model.toString().replace(".onnx", ".fb"));

        assertThat(CommandRun.of("convert", model, "--out", sibling).exitCode()).isEqualTo(ExitCode.DONE);
        CommandRun other = CommandRun.of("convert", model, "--out", sibling, "--order", "BGR", "--overwrite");

        assertThat(Files.readString(card)).isEqualTo(before);
        assertThat(other.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(other.err()).contains("would be written, but it is read as an input");
    }

    @Test
    void what_does_not_go_together_is_refused() {
        assertRefused("expected a name that ends with .onnx, .fb or .zip", "--out", folder.resolve("x.pt"));
        assertRefused("--opset is 12, expected 13 to 26", "--out", folder.resolve("x.onnx"), "--opset", 12);
        assertRefused(
                "--weights is 'int8', expected fp32 or fp16", "--out", folder.resolve("x.onnx"), "--weights", "int8");
        assertRefused("forms of ONNX files", "--out", folder.resolve("x.fb"), "--opset", 13);
        assertRefused("--data measures what ONNX Runtime runs", "--out", folder.resolve("x.fb"), "--data", folder);
        assertThat(folder.resolve("x.fb")).doesNotExist();
    }

    private void assertRefused(String words, Object... options) {
        Object[] all = new Object[options.length + 2];
        all[0] = "convert";
        all[1] = model;
        System.arraycopy(options, 0, all, 2, options.length);
        CommandRun run = CommandRun.of(all);
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains(words);
    }
}
