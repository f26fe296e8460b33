package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands on the pages have options that exist and go together. */
class SnippetTest {
    private static final List<String> PAGES = List.of(
            "README.md",
            "docs/getting-started.md",
            "docs/recipes.md",
            "docs/faq.md",
            "docs/data.md",
            "docs/annotation.md",
            "docs/budget.md",
            "docs/classifiers.md",
            "docs/plans.md",
            "spark/README.md");

    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:X=\")?\\./coppice ([a-z][^\n#]*)");

    /** Commands that would do something although no model or folder of a user is there. */
    private static final Set<String> WORKING = Set.of("demo", "completion", "train");

    static Stream<String> commands() throws IOException {
        Stream.Builder<String> commands = Stream.builder();
        for (String page : PAGES) {
            COMMAND.matcher(Files.readString(Path.of("..").resolve(page)))
                    .results()
                    .map(found -> found.group(1).strip())
                    .forEach(commands);
        }
        return commands.build().distinct();
    }

    /** Its files are not there, so a command only checks its options. */
    @ParameterizedTest
    @MethodSource("commands")
    void its_options_are_right(String line) {
        String[] words = line.replace("street-unet", "unet.onnx")
                .replace("street-scenes", "data")
                .replace(" docs/", " ../docs/")
                .split("\\s+", -1);
        if (WORKING.contains(words[0])) {
            words = Stream.concat(Arrays.stream(words), Stream.of("--help")).toArray(String[]::new);
            assertThat(CommandRun.of((Object[]) words).exitCode()).isZero();
            return;
        }
        CommandRun run = CommandRun.of((Object[]) words);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("Wrong options", "--help", "Unknown option");
    }
}
