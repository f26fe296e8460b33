package dev.coppice.models.onnx.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import dev.coppice.models.operator.SinceVersions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpgradesTest {
    @Test
    void every_change_since_opset_7_has_a_rule() {
        assertThat(Operators.all().stream()
                        .filter(row -> row.since().whyAbsent(18).isEmpty()
                                && Upgrades.of(row).isEmpty())
                        .filter(row -> IntStream.rangeClosed(SinceVersions.OLDEST, SinceVersions.NEWEST)
                                .filter(opset -> row.since().whyAbsent(opset).isEmpty())
                                .anyMatch(opset -> !row.since().isUnchanged(opset)))
                        .map(OperatorSchema::name))
                .isEmpty();
    }

    /** The revisions of an operator by the schemas of the standard. */
    private record Standard(String name, List<Integer> revisions) {
        static List<Standard> all() throws IOException {
            try (InputStream file = UpgradesTest.class.getResourceAsStream("standard.txt")) {
                String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
                return text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> List.of(line.split(" ", -1)))
                        .map(words -> new Standard(
                                words.get(0),
                                words.stream().skip(1).map(Integer::valueOf).toList()))
                        .toList();
            }
        }
    }

    @Test
    void the_table_knows_every_revision_of_the_standard() throws IOException {
        for (Standard operator : Standard.all()) {
            Operators.find("", operator.name()).ifPresent(row -> assertThat(
                            row.since().revisions().stream().map(SinceVersions.Revision::opset))
                    .as(operator.name())
                    .containsExactlyElementsOf(operator.revisions()));
        }
    }

    @Test
    void every_revision_is_carried_converted_or_refused_by_name() throws IOException {
        for (Standard operator : Standard.all()) {
            for (int opset : operator.revisions()) {
                Conversion conversion = new Conversion(UpgradeAssert.file(opset));
                Node node = Node.of(operator.name(), "y", Attributes.NONE, "x", "w", "b", "m", "v");
                boolean isNewer = conversion.convert(node).stream()
                        .flatMap(n -> n.schema().stream())
                        .anyMatch(row -> row.since().revisions().get(0).opset() > SinceVersions.CANONICAL);
                boolean keepsOpset = conversion.imports().containsKey("");

                assertThat(isNewer && !keepsOpset)
                        .as("%s of opset %d", operator.name(), opset)
                        .isFalse();
                assertThat(conversion.unsupported())
                        .allSatisfy(line -> assertThat(line).startsWith("'" + operator.name() + "' (y) "));
            }
        }
    }
}
