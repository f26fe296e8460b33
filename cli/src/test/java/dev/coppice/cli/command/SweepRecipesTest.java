package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several recipes as an axis of a sweep. */
class SweepRecipesTest {
    private static final String NONE = "prune-0.5-l1-truncate-none-seed-1";
    private static final String LONG = "prune-0.5-l1-truncate-none-recipe-long-seed-1";

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
    }

    @Test
    void every_combination_is_trained_by_every_recipe() throws IOException {
        Path longer = recipe("long.yaml", "training:\n  steps: 3\n  learning-rate: 0.01\n");
        Path runs = folder.resolve("runs");

        CommandRun run = sweep(
                "out", "--epochs", "0", "--recipes", "none," + longer, "--mlflow", runs.toString(), "--prune", "0.5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("recipe ")
                .containsPattern("(?m)^long +")
                .containsPattern("(?m)^none +");
        JsonNode points = points("out");
        assertThat(points).hasSize(2);
        assertThat(points.get(0).path("name").asText()).isEqualTo(NONE);
        assertThat(points.get(0).path("recipe").asText()).isEqualTo("none");
        assertThat(points.get(1).path("name").asText()).isEqualTo(LONG);
        assertThat(points.get(1).path("recipe").asText()).isEqualTo("long");
        // the same cut
        assertThat(points.get(0).path("macs")).isEqualTo(points.get(1).path("macs"));
        // nothing is trained without a recipe
        assertThat(points.get(0).path("mIoU")).isEqualTo(points.get(0).path("mIoUBeforeRetraining"));
        assertThat(steps(NONE)).isEmpty();
        assertThat(steps(LONG)).isEqualTo("3");
        assertThat(Files.readString(folder.resolve("out/sweep.html"))).contains(LONG);
        assertThat(logged(runs, "recipe")).containsExactlyInAnyOrder("none", "long");
        assertThat(logged(runs, "retraining.length")).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shards_are_merged_and_another_recipe_of_the_same_name_is_not_gone_on_with() throws IOException {
        Path longer = recipe("long.yaml", "steps: 1");
        List<String> points = List.of("--epochs", "0", "--prune", "0.25,0.5", "--recipes", "none," + longer);
        for (int i = 1; i <= 2; i++) {
            List<String> shard = new ArrayList<>(points);
            shard.addAll(List.of("--shard", i + "/2"));
            assertThat(sweep("shards", shard.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.DONE);
        }
        CommandRun merge = CommandRun.of("sweep", "merge", folder.resolve("shards"), "--out", folder.resolve("all"));
        recipe("long.yaml", "steps: 2");
        CommandRun other = sweep(
                "shards", "--epochs", "0", "--prune", "0.25,0.5", "--recipes", "none," + longer, "--shard", "2/2");

        assertThat(merge.exitCode()).as(merge.err()).isEqualTo(ExitCode.DONE);
        assertThat(points("all")).hasSize(4);
        assertThat(other.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(other.err())
                .contains("recipe-long-seed-1' in")
                .contains("was compressed")
                .contains("--overwrite");
    }

    @Test
    void recipes_that_are_wrong_are_refused_with_their_lines() throws IOException {
        Path wrong = recipe("wrong.yaml", "seed: 2\nprune: 0.5\nstep: 3\nbatch: 0\nvalidate-every: x\n");

        CommandRun run = sweep("out", "--prune", "0.5", "--recipes", wrong.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("wrong.yaml:1: 'seed' is none of the options that several recipes may differ in")
                .contains("wrong.yaml:2: 'prune' is none of the options that several recipes may differ in")
                .contains("wrong.yaml:3: 'step' is no option of training, the nearest is 'steps'")
                .contains("wrong.yaml:4: ")
                .contains("wrong.yaml:5: ");
    }

    @Test
    void recipes_that_cannot_be_told_apart_are_refused() throws IOException {
        Path one = recipe("one.yaml", "steps: 1");
        Path same = recipe("same.yaml", "steps: 1");
        Path other =
                Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("one.yaml"), "steps: 2");

        assertThat(sweep("out", "--prune", "0.5", "--recipes", one + "," + same).err())
                .contains("Recipes 'one' and 'same' train alike");
        assertThat(sweep("out", "--prune", "0.5", "--steps", "1", "--recipes", "none," + one)
                        .err())
                .contains("Recipes 'none' and 'one' train alike");
        assertThat(sweep("out", "--prune", "0.5", "--recipes", one + "," + other)
                        .err())
                .contains("Two recipes have the name 'one'");
    }

    @Test
    void warm_starts_are_from_a_point_of_the_same_recipe() throws IOException {
        Path one = recipe("one.yaml", "steps: 1");

        CommandRun run =
                sweep("out", "--prune", "0.25,0.5", "--epochs", "0", "--recipes", "none," + one, "--warm-start");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(points("out"))
                .extracting(point -> point.path("name").asText())
                .containsExactlyInAnyOrder(
                        "prune-0.25-l1-truncate-none-seed-1",
                        "prune-0.25-l1-truncate-none-recipe-one-seed-1",
                        "prune-0.5-l1-truncate-none-seed-1-start-0.25",
                        "prune-0.5-l1-truncate-none-recipe-one-seed-1-start-0.25");
    }

    private Path recipe(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private JsonNode points(String out) throws IOException {
        return new JsonMapper()
                .readTree(folder.resolve(out).resolve("sweep.json").toFile())
                .path("points");
    }

    /** The steps of training in a point's report; empty without training. */
    private String steps(String point) throws IOException {
        return new JsonMapper()
                .readTree(folder.resolve("out")
                        .resolve(point)
                        .resolve("report.json")
                        .toFile())
                .at("/training/steps")
                .asText();
    }

    private static List<String> logged(Path runs, String parameter) throws IOException {
        try (var files = Files.walk(runs)) {
            List<String> values = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.endsWith("params/" + parameter)).toList()) {
                values.add(Files.readString(file));
            }
            return values;
        }
    }

    private CommandRun sweep(String out, String... options) {
        List<Object> args = new ArrayList<>(
                List.of("sweep", model, "--data", data, "--out", folder.resolve(out), "--round", 1, "--batch", 2));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray());
    }
}
