package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** A training step of each small shared graph computes what ONNX Runtime does, and its gradient is the slope found there. */
@Tag("program")
class EveryGraphTrainsTest {
    /** What single precision makes of sums in another order. */
    private static final double SAME = 1e-5;

    /** The rounding of a difference quotient in single precision. */
    private static final double SLOPE = 0.03;

    /** It samples as many points as its map has, and each has a share in each. */
    private static final Set<String> UNTRAINED = Set.of("grid_sample.ts.onnx");

    @TestFactory
    Stream<DynamicTest> small_graphs_are_trained_but_for_named_ones() throws IOException {
        List<Path> graphs = new ArrayList<>(TrainableTable.graphs("zoo/small"));
        graphs.addAll(TrainableTable.graphs("cases"));
        assumeThat(graphs).as("shared graphs").isNotEmpty();

        return graphs.stream()
                .map(graph -> DynamicTest.dynamicTest(graph.getFileName().toString(), () -> check(graph)));
    }

    private static void check(Path graph) {
        TrainedGraph step;
        try {
            step = TrainedGraph.of(TrainableTable.subject(graph).network());
        } catch (InvalidInputException e) {
            assertThat(UNTRAINED)
                    .as(e.getMessage())
                    .contains(graph.getFileName().toString());
            return;
        }
        assertThat(step.forward()).isLessThan(SAME);
        assertThat(step.slope()).isCloseTo(1, within(SLOPE));
    }
}
