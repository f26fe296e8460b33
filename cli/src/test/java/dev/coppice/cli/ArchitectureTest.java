package dev.coppice.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The module direction and the "only place that may import" table, checked on the compiled classes of all modules.
 *
 * <p>Every rule is guarded against holding because nothing was looked at: a module must have classes, and a door must be
 * used by the package it belongs to.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.coppice.";

    /** Fewer of a kind would mean that they are looked for in the wrong place. */
    private static final int SOME_RULES = 5;

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.coppice");

    /** A module and the modules it must not know. */
    private record Module(String name, List<String> mustNotKnow) {}

    /** A foreign library, and the packages of ours that alone may use it. */
    private record Door(String library, List<String> packages) {
        Door(String library, String... packages) {
            this(library, List.of(packages));
        }

        String[] patterns() {
            return packages.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
        }

        boolean leadsTo(JavaClass type) {
            return PackageMatchers.of(library).test(type.getPackageName());
        }
    }

    static final List<Module> MODULES = List.of(
            new Module("models", List.of("compress", "samediff", "export", "eval", "cli")),
            new Module("compress", List.of("samediff", "export", "eval", "cli")),
            new Module("samediff", List.of("compress", "export", "eval", "cli")),
            new Module("export", List.of("compress", "samediff", "eval", "cli")),
            new Module("eval", List.of("cli")),
            new Module("cli", List.of()));

    static final List<Door> DOORS = List.of(
            new Door("ai.onnx.proto..", "models.onnx", "export.onnx"),
            new Door("com.google.protobuf..", "models.onnx", "export.onnx"),
            new Door("org.nd4j..", "samediff"),
            new Door("org.bytedeco..", "samediff"),
            new Door("org.deeplearning4j..", "dl4j"),
            new Door("org.apache.spark..", "spark"),
            new Door("javax.imageio..", "models.data"),
            new Door("org.jtransforms..", "compress.spectral"),
            new Door("io.jhdf..", "models.keras"),
            new Door("ai.onnxruntime..", "export.runtime"),
            new Door("org.knowm.xchart..", "eval"),
            new Door("org.yaml..", "cli"),
            new Door("picocli..", "cli"));

    /** Doors of modules that the command line does not carry. */
    static final List<String> AWAITED = List.of("org.deeplearning4j.", "org.apache.spark.");

    /** SameDiff prints a line an operator while it differentiates; this class keeps it quiet. */
    private static final String SILENCER = ROOT + "samediff.lowering.GraphValues";

    @ParameterizedTest
    @FieldSource("MODULES")
    void modules_depend_in_one_direction_only(Module module) {
        assertThat(CODE).anyMatch(type -> type.getPackageName().startsWith(ROOT + module.name()));

        String[] forbidden =
                module.mustNotKnow().stream().map(name -> ROOT + name + "..").toArray(String[]::new);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module.name() + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .because("the modules depend as cli -> eval -> {compress, samediff, export} -> models")
                    .check(CODE);
        }
    }

    @ParameterizedTest
    @FieldSource("DOORS")
    void a_library_is_used_in_its_own_package_only(Door door) {
        noClasses()
                .that()
                .resideOutsideOfPackages(door.patterns())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(door.library())
                .because("only " + String.join(" and ", door.packages()) + " may use " + door.library())
                .check(CODE);
    }

    @ParameterizedTest
    @FieldSource("DOORS")
    void the_package_of_a_library_really_uses_it(Door door) {
        assumeThat(AWAITED).as("libraries that nothing here uses").noneMatch(door.library()::startsWith);

        assertThat(classesIn(door.patterns()))
                .as("classes in %s that use %s", door.packages(), door.library())
                .anyMatch(insider -> insider.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> door.leadsTo(dependency.getTargetClass())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel.propagation.ChannelRule",
                "grid.rule.GridRule",
                "shape.rule.ShapeRule",
                "upgrade.Upgrade"
            })
    void every_rule_has_a_test_of_its_own(String kind) throws IOException {
        List<String> rules = CODE.stream()
                .filter(type ->
                        type.getInterfaces().stream().anyMatch(i -> i.getName().endsWith("." + kind)))
                .filter(JavaClass::isTopLevelClass)
                .map(type -> type.getName().replace('.', '/') + "Test.java")
                .sorted()
                .toList();
        List<String> files;
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            files = all.map(Path::toString)
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.replace('\\', '/').replaceFirst(".*/src/test/java/", ""))
                    .toList();
        }

        assertThat(rules).hasSizeGreaterThan(SOME_RULES).allMatch(files::contains);
    }

    @Test
    void only_the_command_line_prints_and_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .and()
                .doNotHaveFullyQualifiedName(SILENCER)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .because("cli owns standard output, progress and exit codes")
                .check(CODE);
    }

    @Test
    void static_fields_never_change() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.coppice..")
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .because("seeds and state are parameters")
                .check(CODE);
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Processor|Handler|Impl|Base|Wrapper)")
                .because("such a name says nothing about what the type is for")
                .check(CODE);
    }

    /** The classes of some packages that hold code, the package descriptions left out. */
    private static List<JavaClass> classesIn(String... patterns) {
        PackageMatchers packages = PackageMatchers.of(patterns);
        return CODE.stream()
                .filter(type -> packages.test(type.getPackageName()))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }
}
