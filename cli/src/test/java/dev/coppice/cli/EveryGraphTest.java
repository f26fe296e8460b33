package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The small shared graphs, made for one fault each, through {@code inspect} and {@code prune}; {@link EveryGraphTable} takes all. */
class EveryGraphTest {
    static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));

    /** What single precision makes of sums in another order. */
    private static final double SAME = 1e-5;

    /** Keys of the metadata, names of nodes that had none, operators of older sets taken apart. */
    private static final long FRAME = 1000;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> graphs_are_carried_as_they_are_or_refused_with_a_reason() throws IOException {
        List<Path> graphs = graphs("zoo/small", "cases");
        assumeThat(graphs).as("shared graphs").isNotEmpty();

        return graphs.stream()
                .map(graph -> DynamicTest.dynamicTest(SHARED.relativize(graph).toString(), () -> check(graph)));
    }

    private void check(Path graph) throws IOException {
        EveryGraph run = EveryGraph.of(
                graph,
                Files.createDirectories(folder.resolve(graph.getFileName().toString())));

        for (CommandRun command : run.commands().toList()) {
            assertThat(command.exitCode()).as(command.err()).isIn(ExitCode.DONE, ExitCode.WRONG_INPUT);
            if (command.exitCode() == ExitCode.WRONG_INPUT) {
                assertThat(command.err()).isNotBlank().doesNotContain("/onnxruntime_src/", "Exception");
            }
        }
        run.difference().ifPresent(difference -> assertThat(difference).isLessThanOrEqualTo(SAME));
        run.grown().ifPresent(bytes -> assertThat(bytes).isLessThanOrEqualTo(FRAME));
    }

    /** The model files of some folders, by name; none where they are not there. */
    static List<Path> graphs(String... folders) throws IOException {
        List<Path> graphs = new ArrayList<>();
        for (String name : folders) {
            Path shared = SHARED.resolve(name);
            if (Files.isDirectory(shared)) {
                try (Stream<Path> files = Files.list(shared)) {
                    graphs.addAll(files.filter(file -> file.toString().endsWith(".onnx"))
                            .sorted()
                            .toList());
                }
            }
        }
        return graphs;
    }
}
