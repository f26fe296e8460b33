package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path small = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
        small = folder.resolve("out/small.onnx");
    }

    @Test
    void writes_a_smaller_model_and_says_what_it_cut() {
        CommandRun run = CommandRun.of("prune", model, "--out", small, "--prune", "0.5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("enc1    8 → 4 channels")
                .contains("logits  kept: reaches output 'logits'")
                .contains("plan        " + folder.resolve("out/small.plan.json"));
        assertThat(folder.resolve("out").toFile().list())
                .containsExactlyInAnyOrder("small.onnx", "small.json", "small.plan.json");
        assertThat(small).satisfies(file -> assertThat(Files.size(file)).isLessThan(Files.size(model)));
    }

    @Test
    void keeps_widths_on_the_machines_staircase_unless_told_to_round() {
        CommandRun edges = CommandRun.of("prune", model, "--out", small, "--prune", "0.4");
        CommandRun letter =
                CommandRun.of("prune", model, "--out", small, "--prune", "0.4", "--round", "1", "--overwrite");
        CommandRun multiples =
                CommandRun.of("prune", model, "--out", small, "--prune", "0.4", "--round", "2", "--overwrite");

        assertThat(edges.out()).contains("widths      channel counts are on the edges of the staircase of ");
        assertThat(edges.out()).containsPattern("on the edges .*: 4, 8, .*(16|32).* and on in blocks of \\d+\n");
        assertThat(edges.out()).containsPattern("enc1    (8 → 4 channels|kept: )");
        assertThat(letter.out()).contains("enc1    8 → 5 channels\n").doesNotContain("\nwidths ");
        assertThat(multiples.out())
                .contains("enc1    8 → 4 channels\n")
                .contains("widths      channel counts are multiples of 2\n");
        assertThat(CommandRun.of("prune", model, "--out", small, "--prune", "0.4", "--round", "few")
                        .err())
                .contains("--round is 'few', expected auto or a number such as 8");
    }

    @Test
    void meets_a_budget_by_the_weights_alone_and_leaves_the_frontier_beside_the_plan() throws IOException {
        CommandRun run = CommandRun.of("prune", model, "--out", small, "--budget", "macs=50%", "--round", "1");
        JsonNode json = CommandRun.of(
                        "prune",
                        model,
                        "--out",
                        small,
                        "--budget",
                        "parameters=60%",
                        "--round",
                        "1",
                        "--overwrite",
                        "--json")
                .json();

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .containsPattern("(?m)^target      met: .* layers? to \\d+ % of .* channels; predicted ")
                .contains("loss, estimated", "\n*  ")
                .containsPattern("(?m)^share of the original's macs +(4\\d|50).\\d % +(4\\d|50).\\d %$")
                .contains("frontier    " + folder.resolve("out/small.frontier.csv"));
        assertThat(folder.resolve("out").toFile().list())
                .containsExactlyInAnyOrder("small.onnx", "small.json", "small.plan.json", "small.frontier.csv");
        assertThat(Files.readAllLines(folder.resolve("out/small.frontier.csv")).get(0))
                .isEqualTo("index,grid,price,share,loss,miou,drop,what");
        assertThat(json.at("/planned/predictions/1/measured").asDouble()).isBetween(0.4, 0.6);
        assertThat(json.at("/planned/predictions/0/measured").asLong())
                .isEqualTo(json.at("/planned/predictions/0/predicted").asLong())
                .isEqualTo(json.at("/pruned/parameters").asLong());
    }

    @Test
    void a_model_pruned_anew_without_a_budget_keeps_no_frontier_of_the_one_before() {
        CommandRun.of("prune", model, "--out", small, "--budget", "macs=50%", "--round", "1");

        CommandRun.of("prune", model, "--out", small, "--prune", "0.5", "--overwrite");

        assertThat(folder.resolve("out").toFile().list())
                .containsExactlyInAnyOrder("small.onnx", "small.json", "small.plan.json");
    }

    @Test
    void a_budget_that_is_none_writes_nothing() {
        CommandRun little = CommandRun.of("prune", model, "--out", small, "--budget", "macs=0.1%", "--round", "1");
        CommandRun much = CommandRun.of("prune", model, "--out", small, "--budget", "macs=150%", "--round", "1");
        CommandRun both = CommandRun.of(
                "prune", model, "--out", small, "--budget", "macs=50%,bytes=1kB", "--prune", "0.5", "--threads", "2");

        assertThat(little.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(little.err())
                .containsPattern(
                        "The budget of .* cannot be met for network 'toy': it goes down to .* What stands in the way: '");
        assertThat(much.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(much.err()).contains("target: nothing is cut: the budget of ");
        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(both.err())
                .contains(
                        "  - --budget is macs=50%,bytes=1kB, expected one",
                        "  - --threads is given, but no plan counts milliseconds; --budget latency=AMOUNT does",
                        "  - --budget is given with --prune, --macs or --parameters, expected one of them");
        assertThat(small).doesNotExist();
    }

    @Test
    void leaves_out_what_no_output_needs_and_says_so() throws IOException {
        Graph toy = Toys.network().graph();
        List<Node> nodes = new ArrayList<>(toy.nodes());
        nodes.add(Node.of("Conv", "idle", Attributes.NONE, toy.nodes().get(0).output(), "idle.weight"));
        Map<String, Tensor> constants = new TreeMap<>(toy.constants());
        constants.put("idle.weight", Tensor.floats(Shape.of(1, 8, 1, 1), new float[8]));
        Graph more = new Graph(toy.name(), toy.inputs(), toy.outputs(), nodes, constants);
        JsonNode before = CommandRun.of("inspect", model, "--json").json();
        Files.write(model, OnnxWriter.bytes(more, WriteOptions.PLAIN));

        JsonNode inspected = CommandRun.of("inspect", model, "--json").json();
        JsonNode pruned = CommandRun.of("prune", model, "--out", small, "--prune", "0.5", "--json")
                .json();

        assertThat(inspected.path("macs")).isEqualTo(before.path("macs"));
        assertThat(inspected.path("parameters")).isEqualTo(before.path("parameters"));
        assertThat(pruned.at("/leftOut/0").asText())
                .isEqualTo("1 node that no output needs is left out: 'idle' (Conv)");
        assertThat(pruned.at("/leftOut/1").asText())
                .isEqualTo("1 constant that no output needs is left out: idle.weight");
        assertThat(pruned.at("/parity/uncut/maxRel").asDouble(1)).isZero();
        assertThat(pruned.at("/parity/file/maxRel").asDouble(1)).isLessThan(1e-6);
    }

    @Test
    void needs_no_card_and_then_writes_none() throws IOException {
        Files.delete(CardFile.beside(model));

        JsonNode json = CommandRun.of(
                        "prune",
                        model,
                        "--out",
                        small,
                        "--prune",
                        "0.5",
                        "--size",
                        "16x24",
                        "--criterion",
                        "fpgm",
                        "--json")
                .json();

        assertThat(json.at("/pruned/macs").asLong())
                .isLessThan(json.at("/original/macs").asLong());
        assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrder("small.onnx", "small.plan.json");
    }

    @Test
    void a_criterion_on_pictures_needs_to_know_how_they_are_prepared() throws IOException {
        Files.delete(CardFile.beside(model));
        Path data = Toys.data(folder);

        CommandRun run = CommandRun.of(
                "prune", model, "--out", small, "--prune", "0.5", "--criterion", "activation", "--data", data);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("nothing says how '" + model + "' wants them prepared: it has no card.")
                .contains("Give one with --card, or --mean, --std and --classes.");
        assertThat(small).doesNotExist();
    }

    @Test
    void says_how_far_it_got_and_what_stood_in_the_way() {
        CommandRun run = CommandRun.of("prune", model, "--out", small, "--round", "1", "--prune", "0.9");
        JsonNode json = CommandRun.of(
                        "prune", model, "--out", small, "--round", "1", "--prune", "0.9", "--json", "--overwrite")
                .json();

        assertThat(run.out())
                .contains(": cut 0.", ", asked for 0.9")
                .contains("1 layer can lose none of 2 channels: 'logits' reaches output 'logits' unchanged by any")
                .contains("layers lost a smaller share than asked for, ");
        assertThat(json.path("cut").asDouble()).isBetween(0.7, 0.9);
        assertThat(json.path("obstacles")).hasSize(2);
    }

    @Test
    void fills_in_weights_that_the_file_leaves_out_when_told_to() throws IOException {
        Path bare = Files.write(folder.resolve("bare.onnx"), Toys.withoutData(model));

        CommandRun refused = CommandRun.of("prune", bare, "--out", small, "--prune", "0.5", "--size", "16x24");
        CommandRun filled = CommandRun.of(
                "prune", bare, "--out", small, "--prune", "0.5", "--size", "16x24", "--fill-weights", "1");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(refused.err()).contains("leaves out the data of").contains("--fill-weights SEED");
        assertThat(filled.exitCode()).as(filled.err()).isEqualTo(ExitCode.DONE);
        assertThat(filled.out()).contains(" tensors that the file leaves out, filled at random");
    }

    @Test
    void every_option_that_is_wrong_is_named() {
        CommandRun run = CommandRun.of("prune", model, "--out", folder, "--prune", "1.5", "--criterion", "l9");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("expected a name that ends with .onnx")
                .contains("l9")
                .contains("1.5");
    }

    @Test
    void keeps_a_share_of_the_macs_and_says_how_near_it_came() {
        CommandRun run = CommandRun.of(
                "prune", model, "--out", small, "--round", "1", "--scope", "cost", "--macs", "50%", "--json");

        double before = run.json().at("/original/macs").asDouble();
        assertThat(run.json().at("/pruned/macs").asDouble() / before).isCloseTo(0.5, within(CostShare.TOLERANCE));
        String options = "--round 1 --scope cost --parameters 0.01 --overwrite";
        assertThat(CommandRun.of(Stream.concat(Stream.of("prune", model, "--out", small), Stream.of(options.split(" ")))
                                .toArray())
                        .out())
                .containsPattern("(?m)^target +missed: .* of the original's parameters remain, 1.0 % asked for;"
                        + " no layer may lose more: of 4 layers 3 at the ceiling of 0.9, 1 cannot be cut$");
    }

    @ParameterizedTest
    @CsvSource({"--macs,50%,macs=50%", "--parameters,0.5,parameters=50%"})
    void a_share_without_a_scope_is_short_for_a_budget(String option, String share, String budget) throws IOException {
        Path other = folder.resolve("other.onnx");

        CommandRun run = CommandRun.of("prune", model, "--out", small, option, share);

        assertThat(run.out()).contains("; predicted ", ": 50.0 % of the original's ", " asked for");
        assertThat(CommandRun.of("prune", model, "--out", other, "--budget", budget)
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(small).hasSameBinaryContentAs(other);
    }

    @Test
    void ignores_and_pins_layers_by_pattern() {
        CommandRun run = CommandRun.of(
                "prune",
                model,
                "--out",
                small,
                "--round",
                "1",
                "--prune",
                "0.5",
                "--ignore",
                "enc1",
                "--pin",
                "u?=0.25,enc2=75%");

        assertThat(run.out())
                .contains("enc1    kept: loses none of its 8 channels: ignored by 'enc1'")
                .contains("enc2    8 → 2 channels, pinned at 0.75 by 'enc2'")
                .contains("up      8 → 6 channels, pinned at 0.25 by 'u?'");
    }

    @Test
    void wrong_targets_and_limits_are_all_named_at_once() {
        CommandRun run = CommandRun.of(
                "prune",
                model,
                "--out",
                small,
                "--prune",
                "0.5",
                "--macs",
                "half",
                "--min-ratio",
                "0.5",
                "--max-ratio",
                "0.4",
                "--pin",
                "enc1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains(
                        "of --prune, --macs and --parameters 2 are given, expected one",
                        "--macs is 'half', expected a number such as 0.5 or 50%.",
                        "The floor of the pruning ratio, 0.5, is above its ceiling, 0.4.",
                        "--pin is 'enc1', expected PATTERN=R such as enc1=0.25.");
        assertThat(CommandRun.of("prune", model, "--out", small).err())
                .contains("neither --budget, --prune, --macs, --parameters nor --plan is given, expected one");
    }

    @Test
    void a_pattern_that_names_no_layer_is_refused_with_the_nearest_names() {
        CommandRun run = CommandRun.of("prune", model, "--out", small, "--prune", "0.5", "--ignore", "encoder*");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("Pattern 'encoder*' fits no layer. The nearest are 'enc1', 'enc2', '");
    }
}
