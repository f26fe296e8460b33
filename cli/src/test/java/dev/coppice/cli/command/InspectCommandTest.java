package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
    }

    @Test
    void shows_every_layer_and_what_it_costs() {
        CommandRun run = CommandRun.of("inspect", model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("input   input  1×3×16×24, any batch, RGB, mean [128.0, 128.0, 128.0]")
                .contains("output  logits  1×2×16×24, any batch, logits of 2 classes: dark, light")
                .contains("enc1       Conv            1×8×16×24         216  82.94 k  47.4 %");
    }

    @Test
    void says_which_channels_can_be_cut_and_why_others_cannot() {
        CommandRun run = CommandRun.of("inspect", model);
        JsonNode families = CommandRun.of("inspect", model, "--json").json().path("families");

        assertThat(run.out()).containsPattern("(?m)^enc1 +8 +8$").containsPattern("(?m)^logits +2 +0 +kept: .*output");
        assertThat(families).hasSize(4);
        assertThat(families.at("/3/free").asInt()).isZero();
        assertThat(families.at("/3/reason").asText()).contains("output");
    }

    @Test
    void needs_no_weights() throws IOException {
        Path bare = Files.write(folder.resolve("bare.onnx"), Toys.withoutData(model));

        CommandRun run = CommandRun.of("inspect", bare, "--size", "16x24");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains(" tensors have no data in the file, their sizes only");
    }

    @Test
    void its_layers_sum_up_to_the_totals() {
        JsonNode json = CommandRun.of("inspect", model, "--json").json();
        Cost cost = Cost.of(Toys.network());

        long macs = 0;
        long parameters = 0;
        for (JsonNode layer : json.path("layers")) {
            macs += layer.path("macs").asLong();
            parameters += layer.path("parameters").asLong();
        }
        assertThat(macs).isEqualTo(json.path("macs").asLong()).isEqualTo(cost.macs());
        assertThat(parameters).isEqualTo(json.path("parameters").asLong()).isEqualTo(cost.parameters());
        assertThat(json.path("bytes").asLong()).isEqualTo(model.toFile().length());
        assertThat(json.at("/layers/7/output").toString()).isEqualTo("[1,2,16,24]");
    }

    @Test
    void needs_no_card_where_the_graph_says_its_size() throws IOException {
        Files.delete(CardFile.beside(model));

        CommandRun run = CommandRun.of("inspect", model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("there is no card that says its normalisation");
    }

    @Test
    void takes_another_card() throws IOException {
        Path other = folder.resolve("other.json");
        Files.move(CardFile.beside(model), other);

        assertThat(CommandRun.of("inspect", model, "--card", other).out()).contains("2 classes: dark, light");
    }
}
