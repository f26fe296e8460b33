package dev.coppice.cli.option;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drop that is promised, and what is told of it. */
class MaxDropOptionTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        out = folder.resolve("out");
    }

    private CommandRun compress(String... options) {
        List<Object> args = new ArrayList<>(List.of("compress", model, "--data", data, "--out", out));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray());
    }

    private JsonNode promise() throws IOException {
        return new JsonMapper().readTree(out.resolve("report.json").toFile()).path("promise");
    }

    @Test
    void without_an_option_that_says_how_much_is_cut_a_point_may_be_lost() throws IOException {
        CommandRun run = compress("--epochs", "2", "--batch", "2");

        JsonNode promise = promise();
        boolean kept = promise.path("kept").asBoolean();
        assertThat(promise.path("maxDrop").asDouble()).isEqualTo(0.01);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(kept ? ExitCode.DONE : ExitCode.FAILED);
        assertThat(run.out()).containsPattern("(?m)^round +predicted +measured +drop before training ");
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "model.onnx",
                        "model.json",
                        "plan.json",
                        "report.html",
                        "report.json",
                        "report.md",
                        "report.nodes.json",
                        "examples.png",
                        "frontier.csv",
                        "frontier.png");
    }

    // one channel of eight is kept everywhere, whatever times say: the first layer loses one of the two that count at
    // least
    @Test
    void a_promise_that_is_missed_ends_with_exit_code_1_and_the_best_network_is_written() throws IOException {
        CommandRun run =
                compress("--max-drop 0 --epochs 0 --round 1 --min-ratio 0.87 --criterion random --seed 1".split(" "));

        assertThat(promise().path("kept").asBoolean()).isFalse();
        assertThat(promise().path("rounds").size()).isBetween(1, 3);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("The promise of a drop of at most 0.00 points is missed by ", "--max-drop and --budget");
        assertThat(run.out()).contains("model     " + out.resolve("model.onnx"));
        assertThat(out.resolve("model.onnx")).isNotEmptyFile();
    }

    @Test
    void a_recipe_takes_it() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "max-drop: 100\nepochs: 0\n");

        CommandRun run = compress("--recipe", recipe.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(promise().path("maxDrop").asDouble()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--budget latency=50%", "--prune 0.5", "--macs 0.5", "--parameters 0.5", "--prune none"})
    void another_option_that_says_how_much_is_cut_is_refused_beside_it(String other) {
        List<String> options = new ArrayList<>(List.of("--max-drop", "2"));
        options.addAll(List.of(other.split(" ")));

        CommandRun run = compress(options.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("Wrong options: --max-drop is given with --budget, --prune, --macs or --parameters, expected"
                        + " one of them\n");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-drop -1|The largest drop is -1.0 points, expected a number from 0 to 100",
                "--max-drop 101|The largest drop is 101.0 points, expected a number from 0 to 100",
                "--max-drop much|--max-drop is 'much', expected a number",
                "--max-drop 1 --truncate 1/2|--max-drop chooses a grid itself: expected no --truncate, or none",
                "--max-drop 1 --truncate auto|--max-drop chooses a grid itself: expected no --truncate, or none",
                "--max-drop 1 --iterations 2|--iterations or --before-cut is given with --max-drop",
                "--before-cut soft|--iterations or --before-cut is given with --max-drop",
                "--prune 0.5 --threads 1|--threads is given, but no plan counts milliseconds; --budget latency=AMOUNT does",
                "--profile p.csv --threads 2|--profile and --threads are both given",
            })
    void what_does_not_fit_is_refused_before_any_work(String options, String message) {
        CommandRun run = compress(options.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains(message);
        assertThat(out).doesNotExist();
    }
}
