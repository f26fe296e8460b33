package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's Java is that of the examples. Commands are those of {@link CommandPageTest}. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    /** Examples are compiled and run, see {@link ExamplesTest}. */
    @Test
    void its_java_stands_in_an_example_line_by_line() throws IOException {
        List<String> blocks = blocks();
        assertThat(blocks).hasSize(2);
        List<String> examples = new ArrayList<>();
        for (Path example : ExamplesTest.examples()) {
            examples.add(Files.readString(example));
        }

        for (String block : blocks) {
            String indented = block.replaceAll("(?m)^(?=.)", "        ");
            assertThat(examples).anyMatch(example -> example.contains(indented));
        }
    }

    private static List<String> blocks() throws IOException {
        return JAVA.matcher(readme())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}
