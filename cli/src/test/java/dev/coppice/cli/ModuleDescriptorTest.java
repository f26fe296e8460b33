package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What modules require and export, as the compiler wrote it down; see {@code docs/adr/module-path.md}. */
class ModuleDescriptorTest {
    private static final String ROOT = "dev.coppice.";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (dev\\.coppice[a-z0-9.]*)\\.[A-Z]");

    /** A module and those of ours that it requires itself. */
    private record Module(String name, Set<String> requires) {}

    static final List<Module> MODULES = List.of(
            new Module("models", Set.of()),
            new Module("compress", Set.of("models")),
            new Module("samediff", Set.of("models")),
            new Module("export", Set.of("models")),
            new Module("eval", Set.of("compress", "samediff", "export")),
            new Module("cli", Set.of("eval")));

    private static ModuleDescriptor descriptor(String module) {
        Path file = Path.of("..", module, "target", "classes", "module-info.class");
        try (InputStream in = Files.newInputStream(file)) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new AssertionError("module '" + module + "' has no descriptor", e);
        }
    }

    private static Set<String> exported(String module) {
        return descriptor(module).exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void modules_require_in_one_direction_only(Module module) {
        Set<String> ours = descriptor(module.name()).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());

        assertThat(ours).isEqualTo(module.requires());
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void none_requires_what_must_stay_on_the_class_path(Module module) {
        assertThat(descriptor(module.name()).requires())
                .extracting(ModuleDescriptor.Requires::name)
                .noneMatch(name -> name.startsWith("nd4j") || name.startsWith("org.bytedeco"));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void the_runtime_of_a_release_has_what_is_required_of_java(Module module) throws IOException {
        Matcher modules = Pattern.compile("<runtime\\.modules>(.*)</runtime\\.modules>")
                .matcher(Files.readString(Path.of("..", "dist", "pom.xml")));

        assertThat(modules.find()).isTrue();
        assertThat(List.of(modules.group(1).split(",")))
                .containsAll(descriptor(module.name()).requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packages_for_single_modules_are_for_ours(Module module) {
        List<String> ours = MODULES.stream().map(each -> ROOT + each.name()).toList();

        for (ModuleDescriptor.Exports export : descriptor(module.name()).exports()) {
            assertThat(ours).as(export.source()).containsAll(export.targets());
        }
    }

    @Test
    void the_command_line_exports_nothing() {
        assertThat(descriptor("cli").exports()).isEmpty();
    }

    @Test
    void examples_use_exports_alone() throws IOException {
        Set<String> all = MODULES.stream()
                .flatMap(module -> exported(module.name()).stream())
                .collect(Collectors.toSet());

        for (Path example : ExamplesTest.examples()) {
            List<String> used = IMPORT.matcher(Files.readString(example))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(used).as("%s", example).isNotEmpty();
            assertThat(all).as("%s", example).containsAll(used);
        }
    }

    @Test
    void the_bom_has_every_module_in_the_version_of_the_build() throws IOException {
        String bom = Files.readString(Path.of("..", "bom", "pom.xml"));
        String build = Files.readString(Path.of("..", "pom.xml"));
        Pattern version = Pattern.compile("<artifactId>coppice-(?:bom|parent)</artifactId>\\s*<version>([^<]+)<");

        assertThat(first(version, bom)).isEqualTo(first(version, build));
        for (Module module : MODULES) {
            assertThat(bom).contains("<artifactId>coppice-" + module.name() + "</artifactId>");
        }
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }
}
