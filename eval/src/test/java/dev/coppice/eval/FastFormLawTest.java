package dev.coppice.eval;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators written in others compute what their definition says, and pruning behind them is exact. */
class FastFormLawTest {
    private static final int SIDE = 16;
    private static final float LARGEST = 120;

    @ParameterizedTest
    @ValueSource(floats = {-0.5f, 0.25f, 1, 1.75f})
    void a_prelu_gives_the_same_numbers(float slope) {
        Network network = numbers()
                .constant("slope", Tensor.floats(Shape.of(3, 1, 1), slope, 0, slope))
                .node("PRelu", "y", IMAGE, "slope")
                .to("y");

        assertThat(run(written(network)))
                .usingElementComparator(FastFormLawTest::asNumbers)
                .containsExactly(run(network));
    }

    @Test
    void a_mish_gives_its_tangent_where_the_exponential_overflows_too() {
        check(numbers().node("Mish", "y", IMAGE), x -> x * Math.tanh(softplus(x)));
    }

    @Test
    void so_does_one_that_an_exporter_wrote_out() {
        check(numbers().node("Softplus", "soft", IMAGE).node("Tanh", "y", "soft"), x -> Math.tanh(softplus(x)));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRelu", "Mish"})
    void channels_go_through_what_is_written(String op) {
        NetworkBuilder builder = Networks.random(SIDE, SIDE).conv("a", IMAGE, 8);
        Network network = (op.equals("PRelu")
                        ? builder.normal("slope", 1, 8, 1, 1).node(op, "act", "a", "slope")
                        : builder.node(op, "act", "a"))
                .conv("y", "act", 2)
                .to("y", 2);
        Network written = written(network);
        ChannelPruning pruning =
                new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);

        Network pruned = PruningLaw.check(written, pruning.plan(written), 1);

        assertThat(pruned.graph().constant("a.weight").orElseThrow().shape().size(0))
                .isEqualTo(4);
    }

    /** Equal numbers are equal; a zero has two signs. */
    private static int asNumbers(float a, float b) {
        return a == b ? 0 : Float.compare(a, b);
    }

    private static NetworkBuilder numbers() {
        return NetworkBuilder.over(SIDE, SIDE);
    }

    private static Network written(Network network) {
        Network written = PlanRewriter.rewrite(network, SlowKernels.plan(network));
        assertThat(written.graph().nodes())
                .extracting(Node::op)
                .doesNotContainAnyElementsOf(network.graph().nodes().stream()
                        .map(Node::op)
                        .filter(op -> !op.equals("Conv"))
                        .toList());
        return written;
    }

    /** Every number within the rounding of a few operators in single precision, however small it is. */
    private static void check(NetworkBuilder builder, DoubleUnaryOperator definition) {
        float[] y = run(written(builder.to("y")));
        float[] x = input().toFloats();
        for (int i = 0; i < x.length; i++) {
            double expected = definition.applyAsDouble(x[i]);
            // below e^-80 powers are zero for some exponentials
            double smallest = Math.max(Math.abs(expected), 1e-34);
            assertThat((double) y[i]).as("%s", x[i]).isCloseTo(expected, within(6e-7 * smallest));
        }
    }

    /** Numbers from −120 to 120, zero among them. */
    private static Tensor input() {
        float[] values = new float[3 * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = LARGEST * (2f * i / values.length - 1);
        }
        return Tensor.floats(Shape.of(1, 3, SIDE, SIDE), values);
    }

    private static float[] run(Network network) {
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(network.graph(), WriteOptions.PLAIN), "form")) {
            return Objects.requireNonNull(session.run(input()).get("y")).toFloats();
        }
    }
}
