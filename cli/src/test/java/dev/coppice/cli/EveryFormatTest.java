package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.SameDiffFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command takes a model of every format, by its content, under any name. */
class EveryFormatTest {
    @TempDir
    private Path folder;

    private enum Format {
        ONNX("ONNX"),
        SAMEDIFF("SameDiff"),
        KERAS("Keras"),
        HDF5("Keras"),
        DEEPLEARNING4J("Deeplearning4j");

        private final String words;

        Format(String words) {
            this.words = words;
        }

        byte[] content() throws IOException {
            Network toy = Toys.network();
            return switch (this) {
                case ONNX -> OnnxWriter.bytes(toy);
                case SAMEDIFF -> SameDiffFile.bytes(toy);
                case KERAS -> resource("tiny.keras");
                case HDF5 -> resource("tiny.h5");
                case DEEPLEARNING4J -> resource("tiny.zip");
            };
        }

        private static byte[] resource(String name) throws IOException {
            try (InputStream in = EveryFormatTest.class.getResourceAsStream("formats/" + name)) {
                return Objects.requireNonNull(in).readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void every_command_takes_it(Format format) throws IOException {
        Path model = Files.write(folder.resolve("model.bin"), format.content());
        Path data = Toys.data(folder);
        Path onnx = folder.resolve("plain.onnx");
        Path small = folder.resolve("small.onnx");
        Path out = folder.resolve("out");

        assertThat(run("inspect", model).out()).startsWith(model + ", " + format.words + ", ");
        CommandRun convert = run("convert", model, "--out", onnx, "--json");
        assertThat(convert.json().at("/parity/file/maxRel").asDouble()).isLessThan(1e-4);
        assertThat(run("verify", model, onnx).out()).startsWith("same");
        run("prune", model, "--out", small, "--prune", "0.5", "--round", "1");
        assertThat(Files.size(small)).isLessThan(Files.size(onnx));
        CommandRun asRead = run("evaluate", model, "--data", data, "--json");
        CommandRun converted = run("evaluate", onnx, "--data", data, "--json");
        assertThat(converted.json().path("mIoU")).isEqualTo(asRead.json().path("mIoU"));
        run("compress", model, "--data", data, "--out", out, "--prune", "0.5", "--round", "1", "--steps", "2");
        assertThat(run("evaluate", out.resolve("model.onnx"), "--data", data).out())
                .contains("mIoU");
    }

    @Test
    void an_archive_of_deeplearning4j_comes_back_as_one() throws IOException {
        Path model = Files.write(folder.resolve("model.zip"), Format.DEEPLEARNING4J.content());
        Path small = folder.resolve("small.zip");
        Path again = folder.resolve("again.zip");
        Path graph = folder.resolve("graph.fb");

        run("prune", model, "--out", graph, "--prune", "0.5", "--round", "1");
        String pruned = run("prune", model, "--out", small, "--prune", "0.5", "--round", "1")
                .out();
        run("convert", small, "--out", again);

        assertThat(pruned).contains("plan        " + folder.resolve("small.plan.json"));
        assertThat(Files.size(small)).isLessThan(Files.size(model));
        assertThat(run("inspect", again).out()).startsWith(again + ", Deeplearning4j, ");
        assertThat(run("verify", small, again).out()).startsWith("same");
        assertThat(run("verify", small, graph).out()).startsWith("same");
    }

    @Test
    void a_compression_leaves_a_copy_in_the_format_of_its_source() throws IOException {
        Path zip = Files.write(folder.resolve("model.zip"), Format.DEEPLEARNING4J.content());
        Path fb = Files.write(folder.resolve("model.fb"), Format.SAMEDIFF.content());
        Path data = Toys.data(folder);

        CommandRun cut = compress(zip, data, "zip", "--prune", "0.5", "--round", "1");
        CommandRun lowered = compress(zip, data, "lowered", "--truncate", "1/2");
        compress(fb, data, "fb", "--prune", "0.5", "--round", "1");

        assertThat(cut.out())
                .contains("'model.zip' is the same network as an archive of Deeplearning4j: ")
                .contains("copy      " + folder.resolve("zip/model.zip"));
        assertThat(folder.resolve("zip/model.fb")).doesNotExist();
        assertThat(run("verify", folder.resolve("zip/model.onnx"), folder.resolve("zip/model.zip"))
                        .out())
                .startsWith("same");
        assertThat(lowered.out())
                .contains("There is no 'model.zip': Network ")
                .contains("cannot be written as layers of Deeplearning4j")
                .contains("'model.fb' is the same network as a SameDiff file: ");
        assertThat(folder.resolve("lowered/report.md")).content().contains("There is no 'model.zip': ");
        assertThat(folder.resolve("lowered/model.zip")).doesNotExist();
        for (String out : List.of("lowered", "fb")) {
            assertThat(run("verify", folder.resolve(out + "/model.onnx"), folder.resolve(out + "/model.fb"))
                            .out())
                    .startsWith("same");
        }
    }

    private CommandRun compress(Path model, Path data, String out, Object... cut) {
        List<Object> options = new ArrayList<>(List.of("--data", data, "--out", folder.resolve(out), "--steps", "1"));
        options.addAll(List.of(cut));
        return run("compress", model, options.toArray());
    }

    @Test
    void nothing_else_becomes_an_archive_of_deeplearning4j() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), Format.ONNX.content());
        Path zip = folder.resolve("small.zip");

        for (CommandRun run : List.of(
                CommandRun.of("prune", model, "--out", zip, "--prune", "0.5"),
                CommandRun.of("convert", model, "--out", zip))) {
            assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(run.err())
                    .contains("'" + zip + "' is to be an archive of Deeplearning4j, and '" + model + "' is none")
                    .contains("Name NAME.onnx or NAME.fb.");
        }
        assertThat(zip).doesNotExist();
    }

    /** Runs a command with what a card would say. */
    private static CommandRun run(String command, Object model, Object... options) {
        List<Object> all = new ArrayList<>(List.of(command, model));
        all.addAll(List.of(options));
        all.addAll(List.of("--size", "16x24", "--mean", "128,128,128", "--std", "64,64,64", "--classes", "dark,light"));
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.exitCode()).as(command + ": " + run.err()).isEqualTo(ExitCode.DONE);
        return run;
    }
}
