package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelRules;
import dev.coppice.compress.grid.GridRules;
import dev.coppice.compress.grid.rule.FixedGrid;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.ShapeRules;
import dev.coppice.samediff.lowering.OpTranslators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/operators.md says what the registries say. */
class OperatorTableTest {
    private static final Path DOCS = Path.of("..", "docs", "operators.md");

    /** A rule that is new and not in the table yet is no lie; run with -Dcoppice.docs.write=true to bring it in. */
    @Test
    void the_table_in_the_docs_promises_nothing_that_the_registries_lack() throws IOException {
        String docs = Files.readString(DOCS);
        int start = docs.indexOf("| operator |");
        if (Boolean.getBoolean("coppice.docs.write")) {
            Files.writeString(DOCS, docs.substring(0, start) + table());
        }
        Map<String, String> actual =
                table().lines().collect(Collectors.toMap(OperatorTableTest::operator, line -> line));

        List<String> rows = Files.readString(DOCS).substring(start).lines().toList();

        assertThat(rows).hasSizeGreaterThan(50);
        for (String row : rows) {
            String[] promised = row.split("\\|", -1);
            String[] known = actual.getOrDefault(operator(row), "").split("\\|", -1);
            assertThat(known).as(row).hasSameSizeAs(promised);
            for (int column = 0; column < promised.length; column++) {
                if (!promised[column].isBlank() && !promised[column].strip().equals("ends")) {
                    assertThat(known[column]).as(row).isEqualTo(promised[column]);
                }
            }
        }
    }

    private static String operator(String row) {
        return row.split("\\|", -1)[1].strip();
    }

    private static String table() {
        Set<String> operators = new TreeSet<>(ShapeRules.operators());
        operators.addAll(ChannelRules.operators());
        operators.addAll(GridRules.operators());
        operators.addAll(OpTranslators.operators());
        StringBuilder table =
                new StringBuilder("| operator | shapes | channels | grid | retraining |\n|---|---|---|---|---|\n");
        for (String operator : operators) {
            table.append("| ").append(operator);
            table.append(" | ").append(mark(ShapeRules.operators().contains(operator)));
            table.append(" | ").append(mark(ChannelRules.operators().contains(operator)));
            table.append(" | ").append(grid(operator));
            table.append(" | ").append(mark(OpTranslators.operators().contains(operator)));
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String grid(String operator) {
        boolean moves = !(GridRules.of(Node.of(operator, "y", Attributes.NONE, "x")) instanceof FixedGrid);
        return moves ? "yes" : GridRules.operators().contains(operator) ? "ends" : "";
    }

    private static String mark(boolean known) {
        return known ? "yes" : "";
    }
}
