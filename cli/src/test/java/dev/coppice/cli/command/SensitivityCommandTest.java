package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityCommandTest {
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
    void prints_and_writes_what_each_layer_is_worth() throws IOException {
        CommandRun run = sensitivity("--ratios", "0.5,0.25");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .startsWith("layer  channels  mIoU at 0.25  mIoU at 0.5  MACs at 0.25 ")
                .containsPattern("(?m)^enc1 +8 ")
                .contains("original  mIoU 1.0000", "logits kept: reaches output 'logits'")
                .contains("picture  " + out.resolve("sensitivity.png"));
        assertThat(run.err()).containsPattern("(?m)^1 of 4  enc1 of 8 channels: mIoU ");
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder("sensitivity.csv", "sensitivity.html", "sensitivity.md", "sensitivity.png");
        List<String> csv = Files.readAllLines(out.resolve("sensitivity.csv"));
        assertThat(csv).hasSize(1 + 3 * 2 + 1);
        assertThat(out.resolve("sensitivity.md"))
                .content()
                .contains("on 2 images of toys/val; uncut it is 1.0000.", "batch normalisations stay as they are");
    }

    @Test
    void a_loss_is_a_drop_above_zero_on_screen_as_in_the_files() throws IOException {
        CommandRun run = sensitivity("--ratios", "0.95");

        String[] worst = Files.readAllLines(out.resolve("sensitivity.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(fields -> !fields[6].isEmpty())
                .max(Comparator.comparingDouble(fields -> Double.parseDouble(fields[6])))
                .orElseThrow();
        String points = String.format(Locale.ROOT, "%.2f", 100 * Double.parseDouble(worst[6]));
        assertThat(Double.parseDouble(worst[6])).isPositive().isEqualTo(1 - Double.parseDouble(worst[5]));
        assertThat(run.out()).containsPattern("(?m)^" + worst[0] + " .* " + points + "$");
        assertThat(out.resolve("sensitivity.md"))
                .content()
                .containsPattern("(?m)^\\| " + worst[0] + " \\| .* " + points + " \\|$");
    }

    @Test
    void more_ratios_are_added_to_what_is_there() throws IOException {
        sensitivity("--ratios", "0.5");
        List<String> before = Files.readAllLines(out.resolve("sensitivity.csv"));

        JsonNode json = sensitivity("--ratios", "0.25,0.5", "--json").json();

        assertThat(json.at("/original/mIoU").asDouble()).isEqualTo(1);
        assertThat(json.path("layers")).hasSize(3);
        assertThat(json.at("/layers/0/points")).hasSize(2);
        assertThat(json.at("/kept/0/name").asText()).isEqualTo("logits");
        assertThat(Files.readAllLines(out.resolve("sensitivity.csv")))
                .hasSize(before.size() + 3)
                .containsAll(before);
    }

    @Test
    void a_layer_that_is_ignored_is_listed_and_not_measured() throws IOException {
        CommandRun run = sensitivity("--ratios", "0.5", "--ignore", "enc1");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).containsPattern("(?m)^enc1 kept: .*enc1");
        assertThat(Files.readAllLines(out.resolve("sensitivity.csv"))).hasSize(1 + 2 + 2);
    }

    @Test
    void a_table_of_another_criterion_is_not_gone_on_with() {
        sensitivity("--ratios", "0.5");

        CommandRun run = sensitivity("--ratios", "0.5", "--criterion", "l2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("was measured with other settings: --criterion was L1Norm, now L2Norm. Name another --out");
    }

    @Test
    void a_table_of_another_normalisation_is_not_gone_on_with() {
        sensitivity("--ratios", "0.5");

        CommandRun run = sensitivity("--ratios", "0.5", "--mean", "120,120,120", "--std", "64,64,64");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("was measured with other settings: MODEL was ");
    }

    @Test
    void a_ratio_is_what_goes_all_but_the_last_channel() {
        JsonNode json = sensitivity("--ratios", "0.5,0.95", "--json").json();

        assertThat(json.path("layers")).allSatisfy(layer -> assertThat(layer.path("points"))
                .extracting(point -> point.path("kept").asInt())
                .containsExactly(4, 1));
    }

    @Test
    void limits_that_would_change_a_ratio_are_refused() throws IOException {
        Path recipe = Files.write(folder.resolve("r.yaml"), List.of("channels:", "  min-ratio: 0.1"));

        CommandRun run = sensitivity("--pin", "enc1=0.25", "--recipe", recipe.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("r.yaml:2: --min-ratio and --pin would cut layers at other ratios than those asked for,");
        assertThat(out).doesNotExist();
    }

    @Test
    void every_option_that_is_wrong_is_named_before_anything_is_read() {
        CommandRun run = sensitivity("--ratios", "0.5,1,half", "--images", "0", "--criterion", "l9");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Wrong options:\n")
                .contains("Pruning ratio 1.0 is not in [0, 1).", "'half' is no number", "--images is 0", "'l9'");
        assertThat(out).doesNotExist();
    }

    private CommandRun sensitivity(String... options) {
        List<Object> args = new ArrayList<>(List.of("sensitivity", model, "--data", data, "--out", out));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray());
    }
}
