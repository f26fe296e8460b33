package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.eval.output.HostName;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes over what it reads, over results unasked, or beside another run. */
class OutputProtectionTest {
    private static final String READ = "would be written, but it is read as an input";

    @TempDir
    private Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(Files.createDirectory(folder.resolve("in")));
        data = Toys.data(folder);
    }

    @Test
    void a_model_is_not_pruned_onto_itself_by_any_name() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), model);
        Path hard = Files.createLink(folder.resolve("hard.onnx"), model);
        Path around = folder.resolve("in/../in/./toy.onnx");
        for (Path out : List.of(model, link, hard, around)) {
            unchanged(READ, "prune", model, "--out", out, "--prune", "0.5", "--overwrite");
        }
    }

    @Test
    void cards_weights_plans_teachers_and_recipes_are_inputs_too() throws IOException {
        Path weights = Toys.model(Files.createDirectory(folder.resolve("external")));
        Toys.externalize(weights);
        Path data1 = Files.move(weights.resolveSibling("toy.onnx.data"), weights.resolveSibling("w.onnx"));
        Files.createSymbolicLink(weights.resolveSibling("toy.onnx.data"), Path.of("w.onnx"));
        Path card = Files.copy(CardFile.beside(model), folder.resolve("small.json"));
        Path plan = Files.writeString(folder.resolve("small.plan.json"), "{}");
        Path recipe = Files.writeString(folder.resolve("report.md"), "prune: 0.5\n");

        unchanged(READ, "prune", weights, "--out", data1, "--prune", "0.5", "--overwrite");
        unchanged(READ, "prune", model, "--out", folder.resolve("small.onnx"), "--card", card, "--prune", "0.5");
        unchanged(READ, "prune", model, "--out", folder.resolve("small.onnx"), "--plan", plan);
        unchanged(READ, "compress", model, "--data", data, "--out", folder, "--recipe", recipe, "--overwrite");
        Path teacher = Files.copy(model, folder.resolve("model.onnx"));
        unchanged(
                READ,
                "compress",
                model,
                "--data",
                data,
                "--out",
                folder,
                "--prune",
                "0.5",
                "--distill",
                "0.5",
                "--teacher",
                teacher,
                "--overwrite");
    }

    @Test
    void a_folder_with_the_model_is_not_written_into_under_the_model_s_name() throws IOException {
        Path named = Files.copy(model, folder.resolve("model.onnx"));
        Files.copy(CardFile.beside(model), CardFile.beside(named));

        unchanged(READ, "compress", named, "--data", data, "--out", folder, "--prune", "0.5", "--epochs", "0");
    }

    @Test
    void pictures_of_the_data_get_no_company() throws IOException {
        unchanged("which is read", "analyze", model, "--data", data, "--out", data.resolve("images/val"));
        unchanged(
                READ,
                "train",
                "unet",
                "--data",
                data,
                "--out",
                data.resolve("dataset.onnx"),
                "--overwrite",
                "--steps",
                "1");
    }

    @Test
    void results_are_replaced_when_asked_for_and_not_otherwise() throws IOException {
        Path small = folder.resolve("small.onnx");
        assertThat(CommandRun.of("prune", model, "--out", small, "--prune", "0.5")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);

        unchanged(
                "holds 'small.onnx', 'small.json', 'small.plan.json' of an earlier run. Use --overwrite to replace them, or"
                        + " name another --out.",
                "prune",
                model,
                "--out",
                small,
                "--prune",
                "0.25");
        byte[] before = Files.readAllBytes(small);

        CommandRun asked = CommandRun.of("prune", model, "--out", small, "--prune", "0.25", "--overwrite");

        assertThat(asked.exitCode()).as(asked.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllBytes(small)).isNotEqualTo(before);
    }

    @Test
    void every_command_that_writes_refuses_a_second_time_and_replaces_when_asked() throws IOException {
        List<List<Object>> commands = List.of(
                List.of("compress", model, "--data", data, "--prune", "0.5", "--epochs", "0"),
                List.of("analyze", model, "--data", data, "--no-cutoffs"),
                List.of("annotate", "--data", data, "--block", "4", "--estimate"));
        for (List<Object> command : commands) {
            List<Object> words = new ArrayList<>(command);
            words.addAll(List.of("--out", folder.resolve("out-" + command.get(0))));
            CommandRun first = CommandRun.of(words.toArray());
            assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.DONE);

            unchanged("of an earlier run. Use --overwrite to replace them", words.toArray());
            words.add("--overwrite");

            CommandRun asked = CommandRun.of(words.toArray());
            assertThat(asked.exitCode()).as(asked.err()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void a_second_run_in_one_folder_is_refused_while_the_first_lasts() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path lockFile = Files.writeString(out.resolve(".coppice.lock"), "4711 on node7\nx");
        Object[] compress = {"compress", model, "--data", data, "--out", out, "--prune", "0.5", "--epochs", "0"};
        try (FileChannel other = FileChannel.open(lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            unchanged("Another run, process 4711 on node7, is writing to the output folder '" + out + "'.", compress);
        }

        // what a kill leaves behind: the file, but no lock on it
        CommandRun after = CommandRun.of(compress);

        assertThat(after.exitCode()).as(after.err()).isEqualTo(ExitCode.DONE);
        assertThat(lockFile).doesNotExist();
    }

    @Test
    void a_run_in_another_process_is_refused_too_and_not_after_the_end() throws Exception {
        Path out = folder.resolve("out");
        List<String> annotate =
                List.of("annotate", "--data", data.toString(), "--block", "4", "--estimate", "--out", out.toString());

        String refused =
                OutputFolder.during(Outputs.in(out, "x"), false, () -> printed(annotate, ExitCode.WRONG_INPUT));
        printed(annotate, ExitCode.DONE);

        assertThat(refused)
                .contains("Another run, process " + ProcessHandle.current().pid() + " on " + HostName.here()
                        + ", is writing to the output folder");
    }

    private static String printed(List<String> command, int exitCode) {
        try {
            Process process = JavaProcess.start(Coppice.class, command);
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
            return printed;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command that must be refused before it writes anything. */
    private void unchanged(String message, Object... args) throws IOException {
        List<String> before = contents();

        CommandRun run = CommandRun.of(args);

        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).as(Arrays.toString(args)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(contents()).isEqualTo(before);
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(file + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
