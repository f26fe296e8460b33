package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java compiles as it stands there, and its first example runs. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final List<String> IMPORTS = List.of(
            "dev.coppice.compress.grid",
            "dev.coppice.compress.importance",
            "dev.coppice.compress.plan",
            "dev.coppice.compress.prune",
            "dev.coppice.compress.rewrite",
            "dev.coppice.eval.flow",
            "dev.coppice.eval.latency",
            "dev.coppice.eval.report",
            "dev.coppice.models.data",
            "dev.coppice.models.measure",
            "dev.coppice.models.network",
            "dev.coppice.models.resample",
            "dev.coppice.samediff",
            "java.nio.file",
            "org.nd4j.autodiff.samediff");

    @TempDir
    private Path folder;

    @Test
    void its_examples_compile_and_the_first_one_runs() throws IOException, ReflectiveOperationException {
        List<String> examples = examples();
        assertThat(examples).hasSize(2);
        String first = examples.get(0)
                .replace("data/camvid", text(Toys.data(folder)))
                .replace("unet.onnx", text(Toys.model(folder)))
                .replace("\"out\"", '"' + text(folder.resolve("out")) + '"')
                .replace("withEpochs(10)", "withEpochs(1)");

        Path classes = compile(first, examples.get(1));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass("Example").getMethod("first").invoke(null);
        }
        assertThat(folder.resolve("out/model.onnx")).isNotEmptyFile();
    }

    @Test
    void it_names_every_command() throws IOException {
        String help = CommandRun.of("--help").out();
        List<String> commands = Pattern.compile("(?m)^  ([a-z]+)  ")
                .matcher(help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(commands).contains("demo", "compress");
        for (String command : commands) {
            assertThat(readme()).contains("| `" + command + " ");
        }
    }

    private Path compile(String first, String second) throws IOException {
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(name -> source.append("import ").append(name).append(".*;\n"));
        source.append("public class Example {\n  public static void first() throws Exception {\n")
                .append(first)
                .append("  }\n  static SameDiff second(SameDiff sameDiff, NetworkCard card) {\n")
                .append(second)
                .append("    return smaller;\n  }\n}\n");
        Path file = Files.writeString(folder.resolve("Example.java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        StringWriter problems = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(
                        problems,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        assertThat(compiled).as("%s", problems).isTrue();
        return classes;
    }

    private static List<String> examples() throws IOException {
        return JAVA.matcher(readme())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    private static String text(Path path) {
        return path.toString().replace("\\", "\\\\");
    }
}
