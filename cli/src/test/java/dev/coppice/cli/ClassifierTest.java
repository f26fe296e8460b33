package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.Sample;
import dev.coppice.models.kit.ShapesTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier without a card and class folders of pictures, as people have them. */
class ClassifierTest {
    @TempDir
    private Path folder = Path.of("");

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_model_and_pictures() throws IOException {
        byte[] bytes = OnnxWriter.bytes(ShapesTask.network(1).graph(), WriteOptions.PLAIN);
        model = Files.write(folder.resolve("shapes.onnx"), bytes);
        data = folder.resolve("pictures");
        ShapesTask task = new ShapesTask(9);
        for (String split : task.splits()) {
            for (String name : task.names(split)) {
                Sample sample = task.sample(split, name);
                String label = task.classes().get(sample.labels().at(0, 0));
                Path file = data.resolve(split).resolve(label).resolve(name + ".png");
                Files.createDirectories(file.getParent());
                Pictures.write(file, sample.image());
            }
        }
    }

    @Test
    void the_folders_name_the_classes() {
        CommandRun run = evaluate();

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("shapes on pictures/val, 9 images\n\ntop-1           0.");
        assertThat(run.out()).contains("top-5           1.0000", "class   accuracy");
        assertThat(evaluate("--json").json().at("/perClassAccuracy/disc").isNumber())
                .isTrue();
    }

    @Test
    void a_file_may_name_them_in_the_networks_order() throws IOException {
        Path names = Files.writeString(folder.resolve("names.txt"), "square\n\n disc \nbars\n");

        CommandRun swapped = evaluate("--classes", names.toString());

        assertThat(swapped.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(swapped.out()).isNotEqualTo(evaluate().out());
    }

    @Test
    void another_number_of_classes_is_refused_with_both() throws IOException {
        Path more = data.resolve("val/ring");
        Files.createDirectories(more);
        Pictures.write(
                more.resolve("a.png"), new ShapesTask(1).sample("val", "p0").image());

        assertThat(evaluate().err())
                .contains(
                        "The network gives 3 classes, and data set 'pictures' has the 4 class folders [bars, disc, ring,"
                                + " square]. Give --classes with the names");
        assertThat(evaluate("--classes", "bars,disc,square").err())
                .contains("lacks 1 of the data's classes: [ring]. Its own are [bars, disc, square]");
    }

    @Test
    void what_needs_places_is_refused() {
        assertThat(run("analyze", "--out", folder.resolve("a").toString()).err())
                .contains("gives one class for a picture. A spectral analysis looks at the places of a prediction");
        assertThat(CommandRun.of("annotate", "--data", data, "--block", "2", "--out", folder.resolve("b"))
                        .err())
                .contains("Data set 'pictures' has one class for a picture");
        assertThat(run(
                                "compress",
                                "--prune",
                                "0.5",
                                "--loss",
                                "dice",
                                "--out",
                                folder.resolve("c").toString())
                        .err())
                .contains("loss 'dice' compares regions of pixels; take cross-entropy or focal");
    }

    @Test
    void channels_are_scored_on_the_pictures() {
        CommandRun run = run(
                "prune",
                "--prune",
                "0.5",
                "--criterion",
                "taylor",
                "--out",
                folder.resolve("small.onnx").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("small.json")).content().contains("\"task\" : \"classification\"", "\"disc\"");
    }

    private CommandRun evaluate(String... more) {
        return run("evaluate", more);
    }

    private CommandRun run(String command, String... more) {
        List<Object> words = new ArrayList<>(List.of(command, model, "--data", data, "--size", "16x16"));
        words.addAll(List.of("--mean", "90,90,90", "--std", "60,60,60"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }
}
