package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Operators stand in one table: code asks for their kind, and names several at once only where a meaning of its own is at stake. */
class OperatorListsTest {
    private static final Pattern NAMES = Pattern.compile("\"\\w+\"(,\\s*\"\\w+\"){2,}");

    /** Rules of a stage: what their lists name exists, and differs from its kind. */
    private static final Set<String> RULES = Set.of(
            "Additions",
            "BatchRules",
            "CarryRules",
            "ChannelRules",
            "Dequantization",
            "GridRules",
            "LayoutRules",
            "OpTranslators",
            "RuntimeOperators",
            "ShapeRules",
            "TailOperators",
            "Upgrades",
            "ValueRules");

    /** Lists of operators with a property that no stage and no kind asks for. */
    private static final Set<String> PROPERTIES = Set.of(
            "AffineFolding",
            "Border",
            "ContractionInputs",
            "ExplicitPads",
            "FlattenedSoftmax",
            "FloatingPoint",
            "JoinedLayout",
            "LinearPath",
            "MicroGraph",
            "MovedAxes",
            "MovedSizes",
            "PaddedLayout",
            "PositiveTensors",
            "ReduceChannels",
            "ReducedChannels",
            "ReducedLayout",
            "RisingTail",
            "Sign",
            "ZeroPads",
            "ZeroedChannels");

    /** Lists of another format's layers, some of which share an operator's name. */
    private static final Set<String> LAYERS = Set.of("ConfigurationCut", "GridCut");

    @Test
    void no_other_code_lists_operators() throws IOException {
        Set<String> names = Operators.all().stream().map(OperatorSchema::name).collect(Collectors.toSet());

        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<String> found = files.filter(OperatorListsTest::isCode)
                    .filter(file -> lists(file, names))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();

            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(Stream.of(RULES, PROPERTIES, LAYERS)
                            .flatMap(Set::stream)
                            .toList());
        }
    }

    private static boolean isCode(Path file) {
        return file.toString().endsWith(".java")
                && file.toString().replace('\\', '/').contains("/src/main/");
    }

    private static boolean lists(Path file, Set<String> names) {
        try {
            return NAMES.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .anyMatch(list -> names.containsAll(
                            List.of(list.replaceAll("[\"\\s]", "").split(",", -1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
