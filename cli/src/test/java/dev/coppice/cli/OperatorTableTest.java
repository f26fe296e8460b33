package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.rule.ChannelRules;
import dev.coppice.compress.grid.rule.FixedGrid;
import dev.coppice.compress.grid.rule.GridRules;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import dev.coppice.models.operator.SinceVersions;
import dev.coppice.models.shape.ShapeRules;
import dev.coppice.samediff.lowering.OpTranslators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operators.md says what the table of operators and the rules of the stages say. */
class OperatorTableTest {
    private static final Path DOCS = Path.of("..", "docs", "operators.md");
    private static final String HEADING = """
        | operator | kind | shapes | channels | grid | retraining |
        |---|---|---|---|---|---|
        """;

    /** Run with -Dcoppice.docs.write=true to bring the docs up to date. */
    @Test
    void the_table_in_the_docs_is_that_of_the_code() throws IOException {
        String docs = Files.readString(DOCS);
        String text = docs.substring(0, docs.indexOf("| operator |"));
        if (Boolean.getBoolean("coppice.docs.write")) {
            Files.writeString(DOCS, text + table());
        }

        assertThat(Files.readString(DOCS)).isEqualTo(text + table());
    }

    /**
     * Integers, steps without a gradient, quantisation, and what reading writes out or names: docs/operators.md
     * says so.
     */
    @Test
    void whatever_channels_pass_is_trained_but_for_these() {
        List<String> untrained = standard()
                .filter(row -> ChannelRules.of(bare(row)).isPresent())
                .filter(row -> OpTranslators.of(bare(row)).isEmpty())
                .map(OperatorSchema::name)
                .toList();

        assertThat(untrained)
                .containsExactlyInAnyOrder(
                        "BitShift",
                        "BitwiseAnd",
                        "BitwiseNot",
                        "BitwiseOr",
                        "BitwiseXor",
                        "CastLike",
                        "DequantizeLinear",
                        "Hardmax",
                        "QuantizeLinear",
                        "RMSNormalization",
                        "Round",
                        "SwiGLU",
                        "Swish");
    }

    /** Quantisation, and what reading writes as others. */
    @Test
    void whatever_grids_pass_is_trained_but_for_these() {
        List<String> untrained = standard()
                .filter(row -> grid(row).equals("yes"))
                .filter(row -> OpTranslators.of(bare(row)).isEmpty())
                .map(OperatorSchema::name)
                .toList();

        assertThat(untrained)
                .containsExactlyInAnyOrder(
                        "CastLike", "DequantizeLinear", "QuantizeLinear", "RMSNormalization", "SwiGLU", "Swish");
    }

    /** The standard's operators, those that are removed left out. */
    private static Stream<OperatorSchema> standard() {
        return Operators.all().stream()
                .filter(row -> row.domain().isEmpty())
                .filter(row -> row.since().revisions().stream().noneMatch(SinceVersions.Revision::removed));
    }

    private static String table() {
        return standard().map(OperatorTableTest::row).collect(Collectors.joining("", HEADING, ""));
    }

    private static Node bare(OperatorSchema row) {
        return Node.of(row.name(), "y", Attributes.NONE, "x");
    }

    private static String row(OperatorSchema row) {
        Node node = bare(row);
        String kind = row.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Stream.of(
                        row.name(),
                        kind,
                        mark(ShapeRules.of(node).isPresent()),
                        mark(ChannelRules.of(node).isPresent()),
                        grid(row),
                        mark(OpTranslators.of(node).isPresent()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String grid(OperatorSchema row) {
        boolean whole = Stream.of(OperandType.B, OperandType.Z)
                .anyMatch(type -> row.outputs().get(0).type() == type);
        return GridRules.of(row)
                .map(rule -> rule instanceof FixedGrid || whole ? "keeps" : "yes")
                .orElse("");
    }

    private static String mark(boolean known) {
        return known ? "yes" : "";
    }
}
