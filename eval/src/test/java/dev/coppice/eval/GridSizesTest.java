package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.grid.rule.GridRules;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every grid rule on maps of 1×1, of odd sizes and of sizes below the limit. Truncated networks run and keep their outputs. */
class GridSizesTest {
    private static final List<Shape> SIZES =
            List.of(Shape.of(1, 1), Shape.of(1, 6), Shape.of(2, 2), Shape.of(3, 5), Shape.of(7, 7), Shape.of(9, 16));
    private static final List<Grid> LIMITS =
            Stream.of("1/2", "1/8", "1/1x1/2").map(Grid::parse).toList();
    private static final List<Resampling> KINDS = List.of(Resampling.values());
    private static final List<Region> REGIONS =
            Stream.of("all", "decoder", "o", "at:a").map(Region::parse).toList();

    static List<GridCase> cases() {
        return GridCases.all();
    }

    @Test
    void there_is_a_case_for_every_rule() {
        assertThat(rules(cases().stream().map(GridCase::op)))
                .containsAll(rules(Operators.all().stream()
                        .filter(row ->
                                row.domain().isEmpty() && GridRules.of(row).isPresent())
                        .map(OperatorSchema::name)));
    }

    private static Set<Class<?>> rules(Stream<String> operators) {
        return operators
                .map(op -> GridRules.of(Node.of(op, "y", Attributes.NONE, "x")).getClass())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_truncated_network_runs_and_keeps_the_shape_of_its_outputs(GridCase of) {
        int turn = 0;
        for (Network network : networks(of)) {
            Set<String> seen = new HashSet<>();
            for (Grid limit : LIMITS) {
                for (Region region : REGIONS) {
                    Resampling kind = KINDS.get(turn++ % KINDS.size());
                    if (!region.nodes(network, network.shapes(1)).isEmpty()) {
                        check(network, new GridTruncation(limit, region, kind), seen);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_full_band_is_the_identity(GridCase of) {
        for (Network network : networks(of)) {
            for (Resampling kind : KINDS) {
                CompressionPlan plan = new GridTruncation(Grid.FULL, new Region.All(), kind).plan(network);
                boolean withinTheImage = network.graph().nodes().stream()
                        .map(node -> network.shapes(1).of(node.output()))
                        .allMatch(shape -> isWithin(shape, network.inputShape(1)));
                if (withinTheImage) {
                    assertThat(plan.steps()).as("at %s", network.inputShape(1)).isEmpty();
                }
            }
        }
    }

    private static List<Network> networks(GridCase of) {
        return SIZES.stream()
                .flatMap(size -> of.network(size.size(0), size.size(1)).stream())
                .toList();
    }

    private static boolean isWithin(Shape map, Shape image) {
        return map.rank() != 4 || (map.size(2) <= image.size(2) && map.size(3) <= image.size(3));
    }

    /** Plans, rewrites and runs, then does the same with the result. A plan seen before is not run again. */
    private static void check(Network network, GridTruncation truncation, Set<String> seen) {
        try {
            Network now = network;
            for (int pass = 0; pass < 2; pass++) {
                boolean inside = !truncation.region().nodes(now, now.shapes(1)).isEmpty();
                CompressionPlan plan = inside ? truncation.plan(now) : CompressionPlan.keepAll(now.graph());
                if (plan.steps().isEmpty() || !seen.add(plan.steps().toString())) {
                    return;
                }
                now = PlanRewriter.rewrite(now, plan);
                runs(now, network);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(truncation + " at " + network.inputShape(1) + ": " + e.getMessage(), e);
        }
    }

    private static void runs(Network truncated, Network original) {
        Tensor image = Normal.tensor(3, original.inputShape(1));
        byte[] model = OnnxWriter.bytes(truncated.graph(), WriteOptions.of(image.shape()));
        try (OnnxSession session = OnnxSession.open(model, "truncated")) {
            session.run(image).forEach((name, tensor) -> assertThat(tensor.shape())
                    .as("output '%s'", name)
                    .isEqualTo(original.shapes(1).of(name)));
        }
    }
}
