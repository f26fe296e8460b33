package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanFile;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that tie truncated networks of signals, pictures and volumes to each other, all in ONNX Runtime. */
class AxesTruncationTest {
    /** Rounding of sums of a few hundred products of size 1 in single precision. */
    private static final float ROUNDING = 1e-4f;

    private static final int SLICES = 3;

    /**
     * A small U-Net.
     *
     * @param sizes samples along each axis
     * @param reach kernel along each axis, 1 or 3; where it is 1, nothing is pooled either
     * @param transposed whether a transposed convolution goes up, and not a Resize
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed after construction
    private record Form(int[] sizes, int[] reach, boolean transposed) {
        Network network() {
            Random random = new Random(5);
            NetworkBuilder b = NetworkBuilder.over(sizes);
            int[] twos = Arrays.stream(reach).map(r -> r == 1 ? 1 : 2).toArray();
            conv(b, random, "a", NetworkBuilder.IMAGE, 3, 4);
            b.node("Relu", "r", "a");
            b.node("MaxPool", "p", Attributes.NONE.with("kernel_shape", twos).with("strides", twos), "r");
            conv(b, random, "b", "p", 4, 4);
            b.node("Relu", "q", "b");
            if (transposed) {
                b.constant("u.w", weights(random, 4, 4, twos));
                b.node("ConvTranspose", "u", Attributes.NONE.with("strides", twos), "q", "u.w");
            } else {
                long[] target = new long[2 + sizes.length];
                target[0] = 1;
                target[1] = 4;
                IntStream.range(0, sizes.length).forEach(i -> target[2 + i] = sizes[i]);
                b.integers("u.s", target);
                b.node("Resize", "u", Attributes.NONE.with("mode", "linear"), "q", "", "", "u.s");
            }
            b.concat("c", "r", "u");
            conv(b, random, "d", "c", 8, 4);
            b.node("Relu", "e", "d");
            conv(b, random, "y", "e", 4, 2);
            return b.to("y");
        }

        private void conv(NetworkBuilder b, Random random, String name, String input, int in, int out) {
            b.constant(name + ".w", weights(random, out, in, reach));
            int[] pads = IntStream.concat(Arrays.stream(reach), Arrays.stream(reach))
                    .map(r -> r / 2)
                    .toArray();
            b.node("Conv", name, Attributes.NONE.with("pads", pads), input, name + ".w");
        }

        private static Tensor weights(Random random, int first, int second, int[] kernel) {
            int[] sizes = IntStream.concat(IntStream.of(first, second), Arrays.stream(kernel))
                    .toArray();
            return Normal.weights(random, sizes);
        }

        /** The same, for slices one upon another that know nothing of each other. */
        Form stacked() {
            return new Form(before(SLICES, sizes), before(1, reach), transposed);
        }

        private static int[] before(int first, int[] others) {
            return IntStream.concat(IntStream.of(first), Arrays.stream(others)).toArray();
        }
    }

    private record Case(int axes, boolean transposed, String region, Resampling kind) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int axes = 1; axes <= 2; axes++) {
            for (Resampling kind : Resampling.values()) {
                cases.add(new Case(axes, true, "decoder", kind));
                cases.add(new Case(axes, false, "all", kind));
            }
        }
        return cases.stream();
    }

    /** Signals in a pile are a picture, pictures a volume. */
    @ParameterizedTest
    @MethodSource("cases")
    void a_pile_of_slices_is_truncated_as_each_slice_alone(Case c) {
        int[] sizes = IntStream.of(8, 12).limit(c.axes).toArray();
        Form slice = new Form(sizes, sizes.clone(), c.transposed);
        Arrays.fill(slice.reach, 3);
        String half =
                String.join("x", Stream.generate(() -> "1/2").limit(c.axes).toList());
        Network one = truncated(slice.network(), "1/2", c.region, c.kind);
        Network pile = truncated(slice.stacked().network(), "1x" + half, c.region, c.kind);
        Tensor volume = Normal.tensor(3, pile.inputShape(1));

        float[] together = run(pile, volume).toFloats();

        int pixels = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        for (int at = 0; at < SLICES; at++) {
            float[] alone = run(one, Tensor.floats(one.inputShape(1), slice(volume.toFloats(), 3, at, pixels)))
                    .toFloats();
            assertThat(slice(together, 2, at, pixels)).containsExactly(alone, within(ROUNDING));
        }
    }

    private static float[] slice(float[] volume, int channels, int at, int pixels) {
        float[] slice = new float[channels * pixels];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(volume, (c * SLICES + at) * pixels, slice, c * pixels, pixels);
        }
        return slice;
    }

    /** What is written of an axis must not depend on whether it is called depth, height or width. */
    @ParameterizedTest
    @EnumSource(Resampling.class)
    void the_axes_of_a_volume_may_change_places(Resampling kind) {
        Network volume = new Form(new int[] {8, 4, 6}, new int[] {3, 1, 3}, false).network();
        Network turned = new Form(new int[] {4, 6, 8}, new int[] {1, 3, 3}, false).network();
        // weights 3×1×3 are drawn in the order depth, width: turned, the first axis is the last
        Network same = turnedWeights(volume, turned);
        Tensor image = Normal.tensor(4, volume.inputShape(1));

        Tensor plain = run(truncated(volume, "1/4x1x1/2", "all", kind), image);
        Tensor other = run(truncated(same, "1x1/2x1/4", "all", kind), turn(image));

        assertThat(other.toFloats()).containsExactly(turn(plain).toFloats(), within(ROUNDING));
    }

    /** The second network with the turned weights of the first. */
    private static Network turnedWeights(Network from, Network like) {
        List<GraphEdit> edits = new ArrayList<>();
        from.graph().constants().forEach((name, value) -> {
            if (value.shape().rank() == 5) {
                edits.add(new GraphEdit.PutConstant(name, turn(value)));
            }
        });
        return like.with(GraphRewriter.apply(like.graph(), edits));
    }

    /** Moves axis 2 of five to the end. */
    private static Tensor turn(Tensor x) {
        Shape s = x.shape();
        float[] from = x.toFloats();
        float[] to = new float[from.length];
        int outer = s.size(0) * s.size(1);
        int inner = s.size(3) * s.size(4);
        for (int n = 0; n < outer; n++) {
            for (int d = 0; d < s.size(2); d++) {
                for (int i = 0; i < inner; i++) {
                    to[(n * inner + i) * s.size(2) + d] = from[(n * s.size(2) + d) * inner + i];
                }
            }
        }
        return Tensor.floats(Shape.of(s.size(0), s.size(1), s.size(3), s.size(4), s.size(2)), to);
    }

    @ParameterizedTest
    @CsvSource({"32,1/2", "32,1/4", "33,1/4", "16x20x24,1/2", "16x20x24,1/4", "9x16x16,1/4", "16x16x16,1/1x1/4x1/2"})
    void truncated_signals_and_volumes_cost_less_and_keep_their_outputs(String size, String limit) {
        int[] sizes = Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        Network network = new Form(sizes, Arrays.stream(sizes).map(s -> 3).toArray(), sizes[0] % 2 == 0).network();
        GridTruncation pass = new GridTruncation(Grid.parse(limit), new Region.Decoder(), Resampling.AREA);
        CompressionPlan plan = pass.plan(network);

        Network truncated = PlanRewriter.rewrite(network, plan);

        assertThat(run(truncated, Normal.tensor(3, network.inputShape(1))).shape())
                .isEqualTo(network.shapes(1).of("y"));
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(network).macs());
        assertThat(pass.plan(truncated).steps()).isEmpty();
        assertThat(PlanFile.parse(PlanFile.format(plan), "here")).isEqualTo(plan);
    }

    @Test
    void a_limit_has_one_fraction_or_one_for_each_axis() {
        Network network = new Form(new int[] {16}, new int[] {3}, true).network();
        GridTruncation pass = new GridTruncation(Grid.parse("1/2x1/4"), new Region.All(), Resampling.AREA);

        assertThatThrownBy(() -> pass.plan(network))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Grid 1/2x1/4 has 2 fractions, but network 'small' has 1 space axes. Give one for all axes.");
    }

    private static Network truncated(Network network, String limit, String region, Resampling kind) {
        CompressionPlan plan = new GridTruncation(Grid.parse(limit), Region.parse(region), kind).plan(network);
        assertThat(plan.steps()).isNotEmpty();
        return PlanRewriter.rewrite(network, plan);
    }

    private static Tensor run(Network network, Tensor image) {
        byte[] model = OnnxWriter.bytes(network.graph(), WriteOptions.of(image.shape()));
        try (OnnxSession session = OnnxSession.open(model, "truncated")) {
            return session.run(image, "y");
        }
    }
}
