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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
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

    @Test
    void does_every_combination_once_and_goes_on_where_it_was() throws IOException {
        CommandRun first = sweep("--prune", "0.25,0.5", "--truncate", "none");
        CommandRun second = sweep("--prune", "0.25,0.5", "--truncate", "none,1/2", "--json");

        assertThat(first.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(first.out())
                // all points have the same grid
                .startsWith("prune ")
                .doesNotContain("truncate ")
                .containsPattern("(?m)^0\\.25 +[\\d.]+ k ")
                .containsPattern("(?m)^0\\.5 +[\\d.]+ k .*\\*$")
                .contains("results  " + out.resolve("sweep.csv"));
        assertThat(second.err()).contains("prune-0.25-l1-truncate-none-seed-1 is already there, skipped");
        assertThat(second.json().path("points")).hasSize(4);
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSize(5);
        assertThat(out.resolve("sweep.png")).isNotEmptyFile();
        assertThat(out.resolve("prune-0.5-l1-truncate-1of2-from-decoder-seed-1/model.onnx"))
                .isNotEmptyFile();
    }

    @Test
    void points_come_as_json_are_logged_and_folders_beside_the_front_are_dropped() throws IOException {
        Path runs = folder.resolve("mlruns");

        CommandRun run = sweep("--prune", "0.25:0.75:0.25", "--keep-points", "front", "--mlflow", runs.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("3 of 3 points are logged as runs");
        JsonNode points =
                new JsonMapper().readTree(out.resolve("sweep.json").toFile()).path("points");
        assertThat(points).hasSize(3);
        for (JsonNode point : points) {
            assertThat(Files.exists(out.resolve(point.path("name").asText())))
                    .isEqualTo(point.path("front").asBoolean());
        }
        try (Stream<Path> logged = Files.walk(runs)) {
            List<Path> files = logged.toList();
            assertThat(files).filteredOn(file -> file.endsWith("model.onnx")).hasSize(3);
            assertThat(files)
                    .as("runs of sweeps that differ in their training alone are told apart")
                    .filteredOn(file -> file.endsWith("params/retraining.batch"))
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(file).hasContent("4"));
            assertThat(files)
                    .filteredOn(file -> file.endsWith("params/network"))
                    .hasSize(3);
        }
        assertThat(sweep("--prune", "0.25,0.5,0.75").err())
                .contains("prune-0.25-l1-truncate-none-seed-1 is already there");
    }

    @Test
    void quiet_says_nothing_of_its_points() {
        CommandRun run = sweep("--prune", "0.25,0.5", "--quiet");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_range_that_is_none_and_spark_without_its_module_are_said_at_once() {
        assertThat(sweep("--prune", "0.5:0.1:0.1").err()).contains("--prune is '0.5:0.1:0.1', expected a range");
        assertThat(sweep("--prune", "0.5", "--shared-paths").err())
                .contains("--shared-paths is given without --spark, expected both");
        assertThat(sweep("--prune", "0.5", "--spark", "spark://h:1", "--parallel", "2")
                        .err())
                .contains("--parallel and --spark are both given, expected one of them");
        assertThat(sweep("--prune", "0.5", "--spark", "spark://h:1").err())
                .contains("--spark needs Apache Spark and the module spark, which are not here");
    }

    @Test
    void a_sweep_of_another_model_card_or_data_is_not_gone_on_with() throws IOException {
        sweep("--prune", "0.25");
        List<String> before = Files.readAllLines(out.resolve("sweep.csv"));

        assertThat(sweep("--prune", "0.5", "--mean", "120,120,120", "--std", "64,64,64")
                        .err())
                .contains("was compressed with other settings: MODEL was ");
        assertThat(sweep("--prune", "0.25", "--batch", "2").err())
                .contains("with other settings: --batch was 4, now 2. Name another --out, or use --overwrite");
        assertThat(sweep("--prune", "0.25", "--holdout", "25%").err())
                .contains("with other settings: --data or --holdout was none, now toys/train 3 pictures #");
        Files.copy(
                data.resolve("labels/val/p0.png"),
                data.resolve("labels/val/p1.png"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                data.resolve("images/val/p0.png"),
                data.resolve("images/val/p1.png"),
                StandardCopyOption.REPLACE_EXISTING);
        CommandRun other = sweep("--prune", "0.5");

        assertThat(other.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(other.err()).contains("with other settings: --data was toys/val 2 pictures #");
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).isEqualTo(before);
        assertThat(sweep("--prune", "0.5", "--overwrite").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSize(2);
    }

    @Test
    void results_of_a_point_without_a_table_are_not_replaced_unasked() throws IOException {
        Path model = out.resolve("prune-0.5-l1-truncate-none-seed-1/model.onnx");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "of another run");

        CommandRun sweep = sweep("--prune", "0.5");

        assertThat(sweep.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(sweep.err()).contains("holds 'model.onnx' of an earlier run. Use --overwrite");
        assertThat(model).hasContent("of another run");
        assertThat(out.resolve("sweep.csv")).doesNotExist();
    }

    @Test
    void nothing_to_cut_is_refused_and_a_baseline_has_to_be_asked_for() {
        CommandRun nothing = sweep();
        CommandRun baseline = sweep("--prune", "none", "--json");

        assertThat(nothing.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(nothing.err())
                .isEqualTo(
                        "Wrong options: nothing is to be cut: give --points, --budget, --prune, --macs or --truncate (--prune"
                                + " none retrains the original alone)\n");
        assertThat(baseline.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(baseline.json().at("/points/0/macsShare").asDouble()).isEqualTo(1);
    }

    @Test
    void budgets_are_further_points_that_share_a_search() throws IOException {
        CommandRun run = sweep("--prune", "0.5", "--budget", "macs=50%,macs=70%,macs=150%", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        JsonNode points = run.json().path("points");
        assertThat(points.findValuesAsText("prune"))
                .containsExactly("0.5", "budget macs=50%", "budget macs=70%", "budget macs=150%");
        assertThat(points.findValuesAsText("truncate")).containsExactly("none", "planned", "planned", "planned");
        assertThat(points.at("/1/macsShare").asDouble()).isBetween(0.3, 0.5);
        assertThat(points.at("/2/macsShare").asDouble()).isBetween(0.5, 0.7);
        assertThat(points.at("/3/reason").asText()).contains("target: nothing is cut: the budget of ");
        Path first = out.resolve("budget-macs=50pc-l1-truncate-planned-seed-1");
        Path second = out.resolve("budget-macs=70pc-l1-truncate-planned-seed-1");
        assertThat(Files.readAllLines(first.resolve("frontier.csv")))
                .isEqualTo(Files.readAllLines(second.resolve("frontier.csv")));
        assertThat(run.err().split("Narrowing on each grid: 1 of", -1).length - 1)
                .as("searched once, though three budgets are to be met")
                .isLessThan(3);
        assertThat(sweep("--budget", "macs=50%").err()).contains("is already there, skipped");
    }

    @Test
    void the_planner_chooses_points_between_the_original_and_the_cheapest_it_finds() throws IOException {
        CommandRun run = sweep("--points", "3", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode points = run.json().path("points");
        assertThat(points.findValuesAsText("prune"))
                .containsExactly("budget macs=1of3", "budget macs=2of3", "budget macs=3of3");
        List<String> frontier =
                Files.readAllLines(out.resolve("budget-macs=2of3-l1-truncate-planned-seed-1/frontier.csv"));
        double cheapest = Double.parseDouble(frontier.get(frontier.size() - 1).split(",", -1)[3]);
        for (int step = 1; step <= 3; step++) {
            double limit = 1 - step * (1 - cheapest) / 4;
            assertThat(points.path(step - 1).path("macsShare").asDouble()).isBetween(0.8 * limit, limit);
        }
        assertThat(sweep("--budget", "macs=2of3").err()).contains("is already there, skipped");
        assertThat(sweep("--points", "macs=0", "--iterations", "2").err())
                .contains(
                        "--points is 'macs=0', expected a number from 1 to 9999 such as 6, or with a kind such as latency=6")
                .contains("--points plans once, before training");
    }

    @Test
    void shares_of_the_macs_are_short_for_budgets_unless_a_scope_deals_them_out() {
        assertThat(sweep("--macs", "0.5", "--json").json().path("points").findValuesAsText("prune"))
                .containsExactly("budget macs=50%");
        assertThat(sweep("--macs", "0.5", "--scope", "cost", "--json")
                        .json()
                        .path("points")
                        .findValuesAsText("prune"))
                .containsExactly("macs=0.5");
    }

    @Test
    void what_a_budget_does_not_go_with_is_said_at_once() {
        CommandRun run =
                sweep("--budget", "macs=50%,speed=2", "--truncate", "auto", "--iterations", "2", "--threads", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains(
                        "  - --budget is 'speed=2', 'speed' is none of ",
                        "  - --threads is given, but no plan counts milliseconds; --budget latency=AMOUNT does",
                        "  - --budget chooses a grid itself: ",
                        "  - --budget plans once, before training: ");
        assertThat(out).doesNotExist();
    }

    @Test
    void warm_starts_are_said_in_rows_and_what_they_do_not_go_with_is_said_at_once() {
        CommandRun warm = sweep("--prune", "0.5,0.25", "--warm-start", "--json");

        assertThat(warm.exitCode()).as(warm.err()).isEqualTo(ExitCode.DONE);
        assertThat(warm.json().path("points").findValuesAsText("prune")).containsExactly("0.5 from 0.25", "0.25");
        assertThat(sweep("--warm-start", "--prune", "0.5", "--points", "2", "--iterations", "2")
                        .err())
                .contains("--warm-start goes on from points that were cut in one step")
                .contains("--warm-start goes on from shares of channels");
    }

    @Test
    void a_point_that_cuts_nothing_fails_with_its_reason_beside_others() {
        CommandRun run = sweep("--prune", "0,0.5", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.json().at("/points/0/reason").asText()).contains("enc1: ratio 0 keeps every channel");
        assertThat(run.json().at("/points/1/macsShare").asDouble()).isLessThan(1);
    }

    @Test
    void a_sweep_without_a_result_names_no_page_and_no_picture() {
        CommandRun run = sweep("--prune", "0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .contains("results  " + out.resolve("sweep.csv"))
                .doesNotContain("page ", "picture ", "sweep.html");
        assertThat(out.resolve("sweep.html")).doesNotExist();
    }

    @Test
    void values_are_looked_at_before_the_first_point() {
        CommandRun run = sweep("--prune", "0.25,1.5,half", "--truncate", "none,5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Wrong options:\n  - Pruning ratio 1.5 is not in [0, 1).")
                .contains("  - Pruning ratio 'half' is no number.", "  - Grid 5/1 is not in (0, 1].");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_truncation_that_catches_nothing_is_refused_before_the_first_point() {
        CommandRun run = sweep("--prune", "0.25", "--truncate", "none,1/2", "--truncate-from", "logits");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Truncation from 'logits' catches nothing");
        assertThat(out).doesNotExist();
    }

    @Test
    void a_pattern_that_names_no_layer_is_refused_before_the_first_point() {
        CommandRun run = sweep("--prune", "0.25", "--pin", "nothing=0.5", "--criterion", "taylor");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("Pattern 'nothing' fits no layer.");
        assertThat(out).doesNotExist();
    }

    @Test
    void patterns_and_regions_are_looked_at_before_data() throws IOException {
        Files.delete(data.resolve("dataset.json"));

        CommandRun pattern = sweep("--prune", "0.25", "--ignore", "nothing");
        CommandRun region = sweep("--truncate", "1/2", "--truncate-from", "logits");

        assertThat(pattern.err()).startsWith("Wrong layer limits: Pattern 'nothing' fits no layer.");
        assertThat(region.err()).startsWith("Truncation from 'logits' catches nothing");
        assertThat(sweep("--prune", "0.25").err()).contains("dataset.json");
    }

    @Test
    void a_weight_of_a_class_that_is_none_is_refused_before_the_first_point() {
        CommandRun run = sweep("--prune", "0.25", "--class-weights", "nothing=2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("'nothing' is no class of the data");
        assertThat(out).doesNotExist();
    }

    @Test
    void one_seed_and_several_are_refused_together() throws IOException {
        Path recipe = Files.write(folder.resolve("r.yaml"), List.of("seeds: [1, 2]"));

        CommandRun both = sweep("--prune", "0.25", "--seed", "5", "--seeds", "1,2");
        CommandRun overridden = sweep("--prune", "0.25", "--seed", "5", "--recipe", recipe.toString());

        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(both.err()).contains("--seed and --seeds are both given, expected one of them");
        assertThat(overridden.exitCode()).as(overridden.err()).isEqualTo(ExitCode.DONE);
        assertThat(out.resolve("prune-0.25-l1-truncate-none-seed-5")).isDirectory();
        assertThat(out.resolve("prune-0.25-l1-truncate-none-seed-1")).doesNotExist();
    }

    @Test
    void ratios_of_the_command_line_come_beside_shares_of_a_recipe() throws IOException {
        Path recipe = Files.write(folder.resolve("r.yaml"), List.of("macs: [0.75]"));

        CommandRun run = sweep("--prune", "0.25", "--recipe", recipe.toString(), "--json");

        assertThat(run.json().path("points")).hasSize(2);
    }

    @Test
    void a_truncation_comes_with_what_its_low_pass_predicts() throws IOException {
        CommandRun run =
                sweep("--truncate", "none,1/2,auto", "--truncate-from", "all", "--truncate-drop", "100", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        JsonNode points = run.json().path("points");
        assertThat(points).hasSize(3);
        assertThat(points.get(0).has("mIoUWithLowPass")).isFalse();
        assertThat(points.get(1).path("mIoUWithLowPass").asDouble()).isBetween(0.0, 1.0);
        assertThat(points.get(2).path("truncate").asText()).isEqualTo("auto-100.0");
        assertThat(points.get(2).path("macs").asLong())
                .isLessThanOrEqualTo(points.get(1).path("macs").asLong());
    }

    @Test
    void several_regions_are_tried_one_after_another() throws IOException {
        CommandRun run = sweep("--truncate", "none,1/2", "--truncate-from", "all,decoder", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.json().path("points"))
                .extracting(point -> point.path("region").asText())
                .containsExactly("none", "all", "decoder");
        assertThat(run.json().path("lowPass").path("truncations").asInt()).isEqualTo(2);
        assertThat(out.resolve("prune-none-truncate-1of2-from-all-seed-1/model.onnx"))
                .isNotEmptyFile();
    }

    private CommandRun sweep(String... options) {
        Object[] args = new Object[options.length + 10];
        args[0] = "sweep";
        args[1] = model;
        args[2] = "--data";
        args[3] = data;
        args[4] = "--out";
        args[5] = out;
        args[6] = "--epochs";
        args[7] = 0;
        args[8] = "--round";
        args[9] = 1;
        System.arraycopy(options, 0, args, 10, options.length);
        return CommandRun.of(args);
    }
}
