package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");
    private Path card = Path.of("");

    @BeforeEach
    void write_toys_without_a_card() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        card = CardFile.beside(model);
        Files.delete(card);
    }

    @Test
    void other_commands_say_what_to_type_next() {
        CommandRun run = CommandRun.of("evaluate", model, "--data", data);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).endsWith(": coppice card " + model + " --data " + data + "\n");
    }

    @Test
    void a_card_that_is_found_is_written_and_taken() {
        CommandRun run = CommandRun.of("card", model, "--data", data);

        assertThat(run.err()).doesNotContain("No card");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("on 2 pictures of toys/val\n\nconvention ")
                .contains("next  coppice compress " + model + " --data " + data + " --out compressed");
        NetworkCard written = CardFile.read(card);
        assertThat(written.classes()).containsExactly("dark", "light");
        assertThat(CommandRun.of("evaluate", model, "--data", data).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void prints_nothing_but_json_if_asked_to() {
        CommandRun run = CommandRun.of("card", model, "--data", data, "--json");

        assertThat(run.json().path("card").asText()).isEqualTo(card.toString());
        assertThat(run.json().path("conventions").size()).isGreaterThan(10);
        assertThat(run.json().at("/conventions/0/accuracy").asDouble()).isPositive();
    }

    @Test
    void lists_conventions_and_asks_where_there_are_no_data() {
        CommandRun run = CommandRun.of("card", model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out())
                .contains("imagenet       123.675,116.28,103.53   58.395,57.12,57.375  mean and deviation");
        assertThat(run.err()).startsWith("Which convention? Give --data DIR");
        assertThat(card).doesNotExist();
    }

    @Test
    void a_convention_that_is_named_is_written_untried() {
        CommandRun run = CommandRun.of("card", model, "--convention", "0..255-bgr", "--classes", "a,b");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(CardFile.read(card).input().std()).containsExactly(1.0, 1.0, 1.0);
        assertThat(CardFile.read(card).classes()).containsExactly("a", "b");
    }

    @Test
    void wrong_options_are_refused() throws IOException {
        refused("expected one of imagenet, 0..1", "card", model, "--convention", "png");
        refused("lack --classes", "card", model, "--convention", "imagenet");
        refused("--images is 0", "card", model, "--data", data, "--images", 0);
        refused("has no split 'nine'", "card", model, "--data", data, "--split", "nine");

        Files.writeString(card, "mine");
        refused("Use --overwrite", "card", model, "--data", data);
        assertThat(card).hasContent("mine");
    }

    private static void refused(String message, Object... args) {
        CommandRun run = CommandRun.of(args);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains(message);
    }
}
