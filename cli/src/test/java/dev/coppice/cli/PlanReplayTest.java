package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan gives the very file again that it was written with. */
class PlanReplayTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path again = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
        again = folder.resolve("again/model.onnx");
    }

    @Test
    void prune_is_replayed_bit_for_bit() {
        Path first = folder.resolve("first/model.onnx");
        done("prune", model, "--out", first, "--prune", "0.5", "--criterion", "random", "--seed", "7");

        done("prune", model, "--out", again, "--plan", folder.resolve("first/model.plan.json"), "--seed", "7");

        assertThat(again).hasSameBinaryContentAs(first);
        assertThat(folder.resolve("again/model.plan.json"))
                .hasSameBinaryContentAs(folder.resolve("first/model.plan.json"));
        assertThat(folder.resolve("again/model.json")).hasSameBinaryContentAs(folder.resolve("first/model.json"));
    }

    @Test
    void compress_without_training_is_replayed_bit_for_bit_truncation_included() throws IOException {
        Path out = folder.resolve("out");
        Path data = Toys.data(folder);
        done("compress", model, "--data", data, "--out", out, "--prune", "0.5", "--truncate", "1/2", "--epochs", 0);
        assertThat(out.resolve("plan.json")).content().contains("cut-channels", "resample");

        done("prune", model, "--out", again, "--plan", out.resolve("plan.json"));

        assertThat(again).hasSameBinaryContentAs(out.resolve("model.onnx"));
        assertThat(folder.resolve("again/model.plan.json")).hasSameBinaryContentAs(out.resolve("plan.json"));
    }

    @Test
    void a_plan_for_weights_that_were_filled_in_is_replayed_on_the_same_weights() throws IOException {
        Path bare = Files.write(folder.resolve("bare.onnx"), Toys.withoutData(model));
        Path first = folder.resolve("first/model.onnx");
        done("prune", bare, "--out", first, "--prune", "0.5", "--size", "16x24", "--fill-weights", "3");

        Path plan = folder.resolve("first/model.plan.json");
        done("prune", bare, "--out", again, "--plan", plan, "--size", "16x24", "--fill-weights", "3");

        assertThat(again).hasSameBinaryContentAs(first);
    }

    @Test
    void compress_without_training_is_replayed_bit_for_bit_where_batch_statistics_are_kept() throws IOException {
        Path out = folder.resolve("out");
        Path measured = folder.resolve("measured");
        Path data = Toys.data(folder);
        Path normalised = Toys.normalisedModel(folder);
        Object[] kept = {
            "compress", normalised, "--data", data, "--out", out, "--prune", 0.5, "--epochs", 0, "--batch-norm", "kept"
        };
        done(kept);
        done("compress", normalised, "--data", data, "--out", measured, "--prune", "0.5", "--epochs", 0);

        done("prune", normalised, "--out", again, "--plan", out.resolve("plan.json"));

        assertThat(again).hasSameBinaryContentAs(out.resolve("model.onnx"));
        Graph anew = OnnxReader.readNetwork(measured.resolve("model.onnx")).graph();
        Graph replayed = OnnxReader.readNetwork(again).graph();
        assertThat(anew.nodes()).isEqualTo(replayed.nodes());
        assertThat(anew.constants().keySet().stream()
                        .filter(name -> !anew.constant(name).equals(replayed.constant(name))))
                .containsExactlyInAnyOrder("mean", "variance");
    }

    @Test
    void a_plan_for_another_network_is_refused() {
        Path small = folder.resolve("small.onnx");
        done("prune", model, "--out", small, "--prune", "0.5");

        CommandRun run = CommandRun.of("prune", small, "--out", again, "--plan", folder.resolve("small.plan.json"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .containsPattern("The plan was made for a network with hash [0-9a-f]{64}, this one has [0-9a-f]{64}\\."
                        + " Replay it on the network it was made for, or plan anew for this one\\.");
        assertThat(again).doesNotExist();
    }

    @Test
    void a_plan_that_was_tampered_with_is_refused() throws IOException {
        done("prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0.5");
        Path plan = folder.resolve("small.plan.json");
        Files.writeString(
                plan, Files.readString(plan).replace("\"enc1\"", "\"enc9\"").replace("[ 0, ", "[ 0, 77, "));

        CommandRun run = CommandRun.of("prune", model, "--out", again, "--plan", plan);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("Step 1 of 1 of the plan does not fit network 'toy':", "there is no node 'enc9'", "index 77")
                .doesNotContain("Internal error");
        assertThat(again).doesNotExist();
    }

    @Test
    void a_plan_and_options_that_decide_do_not_go_together() {
        CommandRun both = CommandRun.of(
                "prune", model, "--out", again, "--plan", "p.json", "--prune", "0.5", "--criterion", "l2");
        CommandRun neither = CommandRun.of("prune", model, "--out", again);

        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(both.err()).contains("--plan replays an earlier plan, but --prune and --criterion would plan anew,");
        assertThat(neither.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(neither.err())
                .contains("neither --budget, --prune, --macs, --parameters nor --plan is given, expected one");
    }

    private static void done(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }
}
