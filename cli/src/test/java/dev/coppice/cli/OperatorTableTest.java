package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelRules;
import dev.coppice.compress.grid.GridRules;
import dev.coppice.compress.grid.rule.FixedGrid;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.samediff.op.OpTranslators;
import dev.coppice.models.shape.ShapeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/operators.md says what the registries say. */
class OperatorTableTest {
    private static final Path DOCS = Path.of("..", "docs", "operators.md");

    @Test
    void the_table_in_the_docs_is_what_the_registries_hold() throws IOException {
        String docs = Files.readString(DOCS);
        int start = docs.indexOf("| operator |");
        if (Boolean.getBoolean("coppice.docs.write")) {
            Files.writeString(DOCS, docs.substring(0, start) + table());
        }

        assertThat(Files.readString(DOCS).substring(start))
                .as("docs/operators.md; run this test with -DargLine=-Dcoppice.docs.write=true to bring it up to date")
                .isEqualTo(table());
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
