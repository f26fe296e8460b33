package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.ImageLayout;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.view.FlatFile;
import dev.coppice.samediff.view.UserGraph;
import dev.coppice.samediff.view.UserOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;

/** docs/operators.md says which SameDiff operators are lifted: those of the rows that {@link SameDiffOperatorTest} compares. */
class SameDiffTableTest {
    private static final Path DOCS = Path.of("..", "docs", "operators.md");
    private static final String HEADING = """
            | SameDiff operator | N×C×H×W | N×H×W×C | `.fb` | given back |
            |---|---|---|---|---|
            """;

    /** Never applied alone: SameDiff's dropout drops in inference too, so there is no value to compare. */
    private static final Set<String> WITHOUT_VALUE = Set.of("dropout", "dropout_inverted");

    private final Map<String, Set<String>> marks = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Run with -Dcoppice.docs.write=true to bring the docs up to date. */
    @Test
    void the_table_in_the_docs_is_that_of_the_code() throws IOException {
        SameDiffOperators.all().forEach(this::mark);
        assertThat(marks.keySet()).containsAll(lifted());

        String docs = Files.readString(DOCS);
        int begin = docs.indexOf("| SameDiff operator |");
        int end = docs.indexOf("\n\n", begin) + 1;
        String written = docs.substring(0, begin) + table() + docs.substring(end);
        if (Boolean.getBoolean("coppice.docs.write")) {
            Files.writeString(DOCS, written);
        }
        assertThat(Files.readString(DOCS)).isEqualTo(written);
    }

    private static Set<String> lifted() {
        Set<String> names = new TreeSet<>(Lift.operators());
        names.removeAll(WITHOUT_VALUE);
        return names;
    }

    private void mark(SameDiffOperators.Row row) {
        SameDiff sd = SameDiffOperatorTest.graph(row);
        UserGraph graph = FlatFile.parse(SameDiffOperatorTest.bytes(sd), row.name());
        Lift.lift(graph);
        boolean back = SameDiffOperatorTest.back(sd).isPresent();
        for (UserOp op : graph.operators()) {
            Set<String> own = marks.computeIfAbsent(op.kind(), k -> new TreeSet<>());
            own.add(row.layout().name());
            own.add(back ? "back" : "shown");
        }
    }

    private String table() {
        return marks.entrySet().stream()
                .map(e -> "| " + e.getKey() + " | " + yes(e.getValue(), ImageLayout.NCHW.name()) + " | "
                        + yes(e.getValue(), ImageLayout.NHWC.name()) + " | yes | " + yes(e.getValue(), "back") + " |\n")
                .collect(Collectors.joining("", HEADING, ""));
    }

    private static String yes(Set<String> marks, String mark) {
        return marks.contains(mark) ? "yes" : "";
    }
}
