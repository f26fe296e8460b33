package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java's words for what is wrong with a file never reach a person: messages take those of {@code FileTrouble}. */
class FileTroubleUseTest {
    private static final Pattern CAUGHT = Pattern.compile("catch \\([^)]*(?<!Unchecked)IOException[^)]* (\\w+)\\) \\{");

    @ParameterizedTest
    @ValueSource(strings = {"models", "compress", "export", "eval", "cli"})
    void no_message_is_made_of_an_exception_about_a_file(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                String text = Files.readString(source);
                Matcher caught = CAUGHT.matcher(text);
                while (caught.find()) {
                    String name = caught.group(1);
                    assertThat(block(text, caught.end()))
                            .as(source + ": " + caught.group())
                            .doesNotContain(name + ".getMessage()", name + ".toString()")
                            .doesNotContainPattern("\\+ " + name + "\\b(?!\\.)");
                }
            }
        }
    }

    private static String block(String text, int start) {
        int depth = 1;
        int end = start;
        while (depth > 0) {
            char c = text.charAt(end);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            end++;
        }
        return text.substring(start, end);
    }
}
