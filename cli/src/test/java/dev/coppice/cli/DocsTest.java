package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages link is there, and the types and packages that the pages for contributors name. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9_./-]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern PARTS = Pattern.compile("/(?:\\.\\.\\./)?");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z]\\w*[a-z]");

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/architecture.md", "docs/extending.md"})
    void types_and_packages_that_are_named_are_there(String page) throws IOException {
        List<String> sources = sources();
        Set<String> types = sources.stream().map(DocsTest::type).collect(Collectors.toCollection(TreeSet::new));
        List<String> missing = found(CODE, page)
                .filter(name -> TYPE.matcher(last(name)).matches())
                .filter(name -> !types.contains(last(name)) || sources.stream().noneMatch(s -> fits(s, name)))
                .toList();

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pages_that_are_linked_are_there(String page) throws IOException {
        assertThat(found(LINK, page).map(ROOT.resolve(page)::resolveSibling))
                .allSatisfy(path -> assertThat(path).exists());
    }

    static List<String> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "spark/README.md"),
                            docs.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                                    .filter(file -> file.endsWith(".md")))
                    .toList();
        }
    }

    private static Stream<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map((MatchResult match) -> match.group(1));
    }

    /** {@code models/onnx/OnnxReader} and {@code OnnxReader} fit that file; {@code ...} stands for anything. */
    private static boolean fits(String source, String name) {
        int at = 0;
        for (String part : PARTS.splitAsStream(name).toList()) {
            at = source.indexOf("/" + part, at);
            if (at < 0) {
                return false;
            }
        }
        return source.endsWith("/" + last(name) + ".java");
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String type(String source) {
        return last(source).replace(".java", "");
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".java") && file.contains("/src/"))
                    .map(file -> "/" + file)
                    .toList();
        }
    }
}
