package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random networks keep the {@link TruncationLaw}. */
class RandomTruncationTest {
    /** Blocks that make a pattern of a picture of one colour, see its borders, or know positions. */
    private static final Set<String> PATTERNS =
            Set.of("class token", "pad", "pixel shuffle", "pixels mixed", "placed", "space to depth", "transposed");

    private static final List<Grid> LIMITS = List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 2, 1, 1));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("coppice.truncation.seeds", 500));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_truncated_network_keeps_the_law(long seed) {
        assumeThat(RandomNetwork.of(seed).axes()).as("axes of space").isEqualTo(2);
        Network network = RandomNetwork.of(seed).network();
        Grid limit = LIMITS.get((int) (seed % LIMITS.size()));
        String nodes = network.graph().nodes().stream().map(Node::toString).collect(Collectors.joining("\n  "));

        GridTruncation truncation = new GridTruncation(limit, new Region.All(), Resampling.AREA);
        boolean patterns = RandomNetwork.of(seed).blocks().stream().anyMatch(b -> PATTERNS.contains(b.kind()));
        assertThatCode(() -> {
                    if (patterns) {
                        TruncationLaw.runs(network, truncation);
                    } else {
                        TruncationLaw.check(network, truncation);
                    }
                })
                .as("%s at %s:\n  %s", RandomNetwork.of(seed), limit, nodes)
                .doesNotThrowAnyException();
    }
}
