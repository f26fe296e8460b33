package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.Sample;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.kit.ShapesTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands on the pages run: toys stand for their networks and pictures, one step for their training, and a folder of its own for
 * what each writes.
 */
class SnippetRunTest {
    /** The bundled networks, minutes each: {@code .ci/dist} runs the first. Clusters have tests of their own. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "--spark");

    private static final Set<String> TRAINING = Set.of("compress", "sweep", "train");
    private static final Set<String> WRITTEN = Set.of("--kit", "--out", "--samples");
    private static final Set<String> CLASSIFIERS = Set.of("mobilenet.onnx", "net.onnx");

    @TempDir
    private static Path folder = Path.of("");

    private static Path model = Path.of("");
    private static Path data = Path.of("");

    @TempDir
    private Path results = Path.of("");

    @BeforeAll
    static void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        plain("uncarded.onnx", Toys.network().graph());
        plain("classifier.onnx", ShapesTask.network(1).graph());
        ShapesTask task = new ShapesTask(9);
        for (String split : task.splits()) {
            for (String name : task.names(split)) {
                Sample sample = task.sample(split, name);
                String label = task.classes().get(sample.labels().at(0, 0));
                write(folder.resolve("classes").resolve(split).resolve(label), name, sample);
            }
        }
        Path loose = Files.createDirectories(folder.resolve("loose/images"));
        Path masks = Files.createDirectories(folder.resolve("loose/masks"));
        for (int i = 0; i < 10; i++) {
            Files.copy(data.resolve("images/train/p" + i % 4 + ".png"), loose.resolve("p" + i + ".png"));
            Files.copy(data.resolve("labels/train/p" + i % 4 + ".png"), masks.resolve("p" + i + ".png"));
        }
        assertRan(CommandRun.of("profile", model, "--out", folder.resolve("board.json")));
        assertRan(CommandRun.of("prune", model, "--prune", 0.5, "--out", folder.resolve("half.onnx")));
    }

    private static void plain(String name, Graph graph) throws IOException {
        Files.write(folder.resolve(name), OnnxWriter.bytes(graph, WriteOptions.PLAIN));
    }

    private static void write(Path target, String name, Sample sample) throws IOException {
        Pictures.write(Files.createDirectories(target).resolve(name + ".png"), sample.image());
    }

    static Stream<String> commands() throws IOException {
        return SnippetTest.commands()
                .filter(line -> Stream.of(line.split(" ", -1)).noneMatch(ELSEWHERE::contains));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void it_runs(String line) {
        List<String> words = List.of(line.split("\\s+", -1));
        boolean classifies = words.stream().anyMatch(CLASSIFIERS::contains);
        List<Object> args = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.contains("--profile") ? words.get(i) : withoutClock(words.get(i));
            args.add(small(words.get(0), i == 0 ? "" : words.get(i - 1), word, classifies));
        }
        if (TRAINING.contains(words.get(0)) && !words.contains("--steps") && !words.contains("--epochs")) {
            args.addAll(List.of("--steps", 1));
        }
        if (classifies) {
            args.addAll(List.of("--size", "16x16")); // which a file of a real one says itself
        }
        if (words.get(0).equals("data") || words.get(0).equals("card")) {
            args.add("--overwrite");
        }

        assertRan(CommandRun.of(args.toArray()));
    }

    /** The milliseconds of a toy are noise, and lie close to each other. */
    private static String withoutClock(String word) {
        return word.replaceAll("latency=25%", "macs=60%").replaceAll("latency=50%", "macs=70%");
    }

    /** What stands for a word behind another one. */
    private Object small(String command, String before, String word, boolean classifies) {
        if (WRITTEN.contains(before)) {
            return results.resolve(word);
        }
        return switch (before) {
            case "--budget" -> word.replace("12ms", "90%");
            case "--crop" -> "8x8";
            case "--data" -> classifies ? folder.resolve("classes") : data;
            case "--plan" -> folder.resolve("half.plan.json");
            case "--profile" -> folder.resolve("board.json");
            case "--recipe" -> "../" + word;
            case "--epochs", "--steps" -> "1";
            case "data" -> folder.resolve("loose");
            default -> isModel(word) ? model(command, classifies) : word.equals("--epochs") ? "--steps" : word;
        };
    }

    private static boolean isModel(String word) {
        return word.endsWith(".onnx") || word.equals("MODEL") || word.equals("street-unet");
    }

    private static Path model(String command, boolean classifies) {
        return classifies
                ? folder.resolve("classifier.onnx")
                : command.equals("card") ? folder.resolve("uncarded.onnx") : model;
    }

    private static void assertRan(CommandRun run) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
    }
}
