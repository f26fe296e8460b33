package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/commands.md shows the help of every command, and its table names each. */
class CommandPageTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");
    private static final String START = "## The help of each command\n";

    @Test
    void its_table_names_every_command() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(commands()).contains("demo", "compress").allSatisfy(command -> assertThat(page)
                .contains("| `" + command + " "));
    }

    /** Run with -Dcoppice.docs.write=true to bring the page up to date. */
    @Test
    void it_shows_the_help_of_every_command() throws IOException {
        String page = Files.readString(PAGE);
        String text = page.substring(0, page.indexOf(START));
        String help = commands().stream().map(CommandPageTest::section).collect(Collectors.joining("", START, ""));
        if (Boolean.getBoolean("coppice.docs.write")) {
            Files.writeString(PAGE, text + help);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(text + help);
    }

    private static List<String> commands() {
        String help = CommandRun.of("--help").out();
        return Pattern.compile("(?m)^  ([a-z]+)  ")
                .matcher(help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The exit codes are the same everywhere, and the text before has them. */
    private static String section(String command) {
        String help = CommandRun.of(command, "--help").out();
        return "\n### " + command + "\n\n```text\n"
                + help.substring(0, help.indexOf("Exit codes:")).strip() + "\n```\n";
    }
}
