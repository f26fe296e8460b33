package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every shared graph that reads one picture, truncated: it keeps the {@link TruncationLaw}, or the plan says why not. {@code
 * coppice.truncation.graphs} names other folders or files than the small ones; {@code zoo} and {@code corpus} take minutes.
 */
class EveryGraphTruncationTest {
    private static final Path SHARED = Path.of(System.getProperty("coppice.shared", "../../shared"));
    private static final List<String> GRAPHS = List.of(
            System.getProperty("coppice.truncation.graphs", "zoo/small,cases").split(","));
    private static final List<Region> REGIONS = List.of(new Region.Decoder(), new Region.All());
    private static final List<Grid> LIMITS = List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 16), new Grid(1, 32));

    @TestFactory
    Stream<DynamicTest> graphs_are_truncated_or_say_why_not() throws IOException {
        List<Path> graphs = new ArrayList<>();
        for (String name : GRAPHS) {
            Path path = SHARED.resolve(name);
            assumeThat(path).as("shared graphs").matches(Files::exists);
            try (Stream<Path> files = Files.walk(path, 1)) {
                files.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(graphs::add);
            }
        }
        return graphs.stream()
                .map(graph -> DynamicTest.dynamicTest(SHARED.relativize(graph).toString(), () -> check(graph)));
    }

    private static void check(Path file) {
        Optional<Network> read = read(file);
        assumeThat(read).as("a network that reads one picture of a fixed size").isPresent();
        Network network = read.orElseThrow();
        assumeThat(TruncationLaw.readsChannelsFirst(network))
                .as("a file that reads channels first")
                .isTrue();
        assertThat(new GridTruncation(Grid.FULL, new Region.All(), Resampling.AREA)
                        .plan(network)
                        .steps())
                .as("the full band")
                .isEmpty();
        for (Grid limit : LIMITS) {
            for (Region region : REGIONS) {
                if (!region.nodes(network, network.shapes(1)).isEmpty()) {
                    check(file, network, new GridTruncation(limit, region, Resampling.AREA));
                }
            }
        }
    }

    private static void check(Path file, Network network, GridTruncation truncation) {
        try {
            CompressionPlan plan = TruncationLaw.check(network, truncation);
            if (Boolean.getBoolean("coppice.truncation.print")) {
                System.out.println(SHARED.relativize(file) + " " + truncation.region() + " " + truncation.limit() + " "
                        + plan.decisions().get(0).reason());
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(truncation + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Network> read(Path file) {
        try {
            return Optional.of(CorpusModel.network(
                    OnnxReader.readModel(file, new RandomWeights(1)).graph()));
        } catch (RuntimeException e) {
            return Optional.empty(); // other tests ask whether it should be read
        }
    }
}
