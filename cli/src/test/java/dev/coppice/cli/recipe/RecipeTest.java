package dev.coppice.cli.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
    private static final Path SHIPPED = Path.of("..", "docs", "recipes");

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path out = Path.of("");
    private Path recipe = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        out = folder.resolve("out");
        recipe = folder.resolve("recipe.yaml");
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void recipes_that_come_with_coppice_are_valid(Path file) {
        CommandRun run = compress("--recipe", file.toString(), "--round", "0");

        assertThat(run.err()).isEqualToIgnoringNewLines("Wrong options: --round is 0, expected at least 1");
    }

    @Test
    void options_come_from_the_recipe_and_the_report_says_all_of_them() throws IOException {
        write("seed: 3", "channels:", "  prune: 0.5", "  round: 2", "training:", "  epochs: 0");

        CommandRun run = compress("--recipe=" + recipe, "--round", "4");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.path("seed").asLong()).isEqualTo(3);
        assertThat(report.path("command").asText())
                .isEqualTo("./coppice compress --seed=3 --prune=0.5 --epochs=0 " + model + " --data " + data + " --out "
                        + out + " --round 4");
        assertThat(report.at("/retrained/macs").asLong())
                .isLessThan(report.at("/original/macs").asLong());
    }

    @Test
    void the_command_line_overrides_what_its_option_excludes() throws IOException {
        write("epochs: 3");

        CommandRun run = compress("--recipe", recipe.toString(), "--steps", "-1");

        assertThat(run.err()).contains("The number of steps is -1").doesNotContain("are both given");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once_with_its_line() throws IOException {
        write(
                "seed: 1",
                "prune: 1.5",
                "chanels:",
                "  scope: galaxy",
                "training:",
                "  epochs: many",
                "  epochs: 2",
                "  steps: 5",
                "  minutes: 0",
                "  learnign-rate: 0.1",
                "  batch:",
                "  crop: [1, 2]",
                "  distill: {a: 1}",
                "  retrain-original: perhaps",
                "json: true",
                "criterion:",
                "  round: 0");

        CommandRun run = compress("--recipe", recipe.toString(), "--criterion", "l3");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Wrong options:\n")
                .contains(
                        "  - recipe.yaml:2: Pruning ratio 1.5 is not in [0, 1).",
                        "  - recipe.yaml:4: section 'chanels' is unknown, expected one of channels, truncation,",
                        "  - recipe.yaml:4: Scope 'galaxy' is unknown. Give layer, global or cost.",
                        "  - recipe.yaml:6: Invalid value for option '--epochs': 'many' is not an int",
                        "  - recipe.yaml:7: 'epochs' is given twice, first in line 6",
                        "  - recipe.yaml:9: The time limit",
                        "  - recipe.yaml:10: 'learnign-rate' is no option, the nearest is 'learning-rate'",
                        "  - recipe.yaml:11: 'batch' is a key without a value, expected a value or a list of values",
                        "  - recipe.yaml:12: 'crop' is a list, expected one value",
                        "  - recipe.yaml:13: 'distill' is a mapping, expected a value or a list of values",
                        "  - recipe.yaml:14: 'retrain-original' is 'perhaps', expected true or false",
                        "  - recipe.yaml:15: 'json' is no option,",
                        "  - recipe.yaml:17: 'criterion' is an option and takes a value, no keys of its own",
                        "  - recipe.yaml:17: --round is 0, expected at least 1",
                        "  - Criterion 'l3' is unknown.")
                .doesNotContain("Internal error");
        assertThat(out).doesNotExist();
    }

    @Test
    void options_of_a_recipe_that_exclude_each_other_are_named_with_their_lines() throws IOException {
        write("epochs: 2", "prune: 0.5", "steps: 3");

        assertThat(compress("--recipe", recipe.toString()).err())
                .contains("Wrong options: recipe.yaml:1,3: --epochs and --steps are both given");
    }

    @Test
    void a_budget_of_the_command_line_takes_the_place_of_a_share_in_the_recipe() throws IOException {
        write("macs: 0.9", "epochs: 0");

        CommandRun run = compress("--recipe", recipe.toString(), "--budget", "parameters=60%");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("Budget parameters=60%: ");
    }

    @Test
    void what_is_wrong_with_the_recipe_shows_beside_what_is_wrong_with_the_command_line() throws IOException {
        write("prun: 0.5");

        CommandRun run = CommandRun.of("compress", model, "--data", data, "--recipe", recipe);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains(
                        "Missing required option: '--out",
                        "recipe.yaml:1: 'prun' is no option, the nearest is 'prune'");
    }

    @Test
    void a_command_takes_what_it_has_a_use_for_and_says_what_it_left() throws IOException {
        write("prune: 0.5", "epochs: 2", "images: 1", "ratios: [0.5]");

        CommandRun pruned = CommandRun.of("prune", model, "--out", folder.resolve("s.onnx"), "--recipe", recipe);
        CommandRun measured = CommandRun.of("sensitivity", model, "--data", data, "--out", out, "--recipe", recipe);
        CommandRun swept = CommandRun.of(
                "sweep", model, "--data", data, "--out", folder.resolve("sweep"), "--recipe", recipe, "--epochs", 0);

        assertThat(pruned.exitCode()).as(pruned.err()).isEqualTo(ExitCode.DONE);
        assertThat(pruned.err()).contains("recipe.yaml: prune has no use for epochs, images, ratios.");
        assertThat(measured.exitCode()).as(measured.err()).isEqualTo(ExitCode.DONE);
        assertThat(out.resolve("sensitivity.md"))
                .content()
                .contains("on 1 images of")
                .doesNotContain("0.25");
        assertThat(swept.exitCode()).as(swept.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_file_that_is_no_recipe_is_refused() throws IOException {
        assertRefused("cannot be read: there is no '" + recipe + "'");
        write("");
        assertRefused("recipe.yaml:1: the recipe is empty");
        write("# nothing", "- prune");
        assertRefused("recipe.yaml:2: the recipe is a list, expected keys such as prune: 0.5");
        write("half");
        assertRefused("recipe.yaml:1: the recipe is a single value, expected keys such as prune: 0.5");
        write("prune: 0.5", "scope: [layer");
        assertRefused("this is no YAML: ");
        write("prune: 0.5", "---", "prune: 0.6");
        assertRefused("this is no YAML: ");
        Files.write(recipe, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
        assertRefused("Recipe '" + recipe + "' ");
        Files.write(recipe, new byte[(1 << 20) + 1]);
        assertRefused("has 1048577 bytes, expected at most 1048576");
    }

    @Test
    void hostile_files_cost_nothing() throws IOException {
        List<String> bomb = new ArrayList<>(List.of("a0: &a0 [x, x, x, x, x, x, x, x, x]"));
        for (int i = 1; i < 40; i++) {
            bomb.add("a" + i + ": &a" + i + " [" + "*a".concat(i - 1 + ", ").repeat(8) + "*a" + (i - 1) + "]");
        }
        write(bomb.toArray(String[]::new));
        assertRefused("' is no YAML: Number of aliases for non-scalar nodes exceeds the specified max=50");
        write("prune: &loop [*loop]", "<<: {scope: layer}");
        assertRefused("'<<'");
        write("prune: " + "[".repeat(100_000));
        assertRefused("recipe.yaml");
        write("prune: !!javax.script.ScriptEngineManager [x]");
        assertRefused("recipe.yaml:1: this is no YAML: Global tag is not allowed");
    }

    private void assertRefused(String part) {
        CommandRun run = compress("--recipe", recipe.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains(part).doesNotContain("Internal error");
        assertThat(out).doesNotExist();
    }

    private void write(String... lines) throws IOException {
        Files.write(recipe, List.of(lines), StandardCharsets.UTF_8);
    }

    private CommandRun compress(String... options) {
        List<Object> args = new ArrayList<>(List.of("compress", model, "--data", data, "--out", out));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray());
    }
}
