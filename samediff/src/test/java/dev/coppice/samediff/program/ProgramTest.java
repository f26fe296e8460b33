package dev.coppice.samediff.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Programs against SameDiff's own session. */
@Tag("program")
class ProgramTest {
    private static final double EXACT = 1e-6;

    private final SameDiff sd = SameDiff.create();
    private final INDArray image = Nd4j.createUninitialized(DataType.FLOAT, 2, 3, 8, 8);
    private final INDArray targets = Nd4j.createUninitialized(DataType.FLOAT, 2, 4, 4, 5);

    @BeforeEach
    void build() {
        Nd4j.getRandom().setSeed(11);
        SDVariable x = sd.placeHolder("x", DataType.FLOAT, 2, 3, 8, 8);
        SDVariable y = sd.placeHolder("y", DataType.FLOAT, 2, 4, 4, 5);
        SDVariable w = sd.var("w", Nd4j.randn(DataType.FLOAT, 3, 3, 3, 6));
        SDVariable v = sd.var("v", Nd4j.randn(DataType.FLOAT, 1, 1, 6, 5));
        SDVariable b = sd.var("b", Nd4j.randn(DataType.FLOAT, 5));
        Conv2DConfig same = Conv2DConfig.builder().kH(3).kW(3).pH(1).pW(1).build();
        Conv2DConfig one = Conv2DConfig.builder().kH(1).kW(1).build();
        Pooling2DConfig pool = Pooling2DConfig.builder().kH(2).kW(2).sH(2).sW(2).build();
        SDVariable centred = sd.cnn().conv2d(x, w, same);
        centred = centred.sub(centred.mean(true, 0, 2, 3));
        SDVariable map = sd.cnn().maxPooling2d(sd.nn().relu(centred, 0), pool);
        SDVariable logits = sd.permute(sd.cnn().conv2d(map, v, b, one), 0, 2, 3, 1);
        SDVariable loss =
                sd.math().log(sd.nn().softmax(logits, 3).add(1e-6)).mul(y).sum().neg();
        sd.renameVariable(loss.name(), "loss");
        sd.setLossVariables("loss");
        sd.createGradFunction();
        fill();
    }

    @AfterEach
    void release() {
        image.close();
        targets.close();
    }

    private void fill() {
        image.assign(Nd4j.randn(DataType.FLOAT, image.shape()));
        targets.assign(Nd4j.rand(DataType.FLOAT, targets.shape()));
    }

    private Program program(Map<String, INDArray> into) {
        return Program.of(
                sd.getFunction("grad"),
                new Program.Task(
                        Map.of("x", image, "y", targets),
                        List.of("loss", gradient("w"), gradient("v"), gradient("b")),
                        into));
    }

    private String gradient(String variable) {
        return sd.grad(variable).name();
    }

    @Test
    void every_run_gives_what_samediff_gives_for_what_the_arrays_hold_then() {
        try (Program program = program(Map.of())) {
            for (int run = 0; run < 3; run++) {
                fill();
                program.run();

                Map<String, INDArray> expected =
                        sd.calculateGradients(Map.of("x", image, "y", targets), List.of("w", "v", "b"));

                expected.forEach((variable, array) -> assertThat(
                                program.array(gradient(variable)).distance2(array))
                        .as(variable)
                        .isCloseTo(0, within(EXACT * array.norm2Number().doubleValue())));
                assertThat(program.array("loss").getDouble(0)).isPositive();
            }
        }
    }

    @Test
    void a_clipped_map_behind_a_convolution_has_the_gradient_that_samediff_gives() {
        profileOf((bent, map) -> bent.math().clipByValue(map, -1, 1));
    }

    @Test
    void a_relu6_behind_a_convolution_has_the_gradient_that_samediff_gives_and_its_maps_stay_channels_last() {
        Set<String> kinds = profileOf((bent, map) -> bent.nn().relu6(map.mul(4), 0));

        assertThat(kinds).contains("conv2d_bp", "relu6_bp").doesNotContain("channels_first");
    }

    /** The kinds of operators of a program for a loss on a bent map, whose gradient has been compared with SameDiff's own. */
    private Set<String> profileOf(BiFunction<SameDiff, SDVariable, SDVariable> bend) {
        SameDiff bent = SameDiff.create();
        SDVariable x = bent.placeHolder("x", DataType.FLOAT, image.shape());
        SDVariable w = bent.var("w", Nd4j.randn(DataType.FLOAT, 1, 1, 3, 6));
        Conv2DConfig one = Conv2DConfig.builder().kH(1).kW(1).build();
        SDVariable map = bend.apply(bent, bent.cnn().conv2d(x, w, one));
        bent.math().square(map).sum(0, 2, 3).sum("loss");
        bent.setLossVariables("loss");
        bent.createGradFunction();
        String gradient = bent.grad("w").name();
        Program.Task task = new Program.Task(Map.of("x", image), List.of(gradient), Map.of());
        try (Program program = Program.of(bent.getFunction("grad"), task)) {
            program.run();

            INDArray expected = Objects.requireNonNull(
                    bent.calculateGradients(Map.of("x", image), "w").get("w"));
            assertThat(program.array(gradient).distance2(expected))
                    .isCloseTo(0, within(EXACT * expected.norm2Number().doubleValue()));
            return program.profile().keySet();
        }
    }

    @Test
    void leaky_relus_and_squares_have_the_values_and_gradients_that_samediff_gives() {
        SameDiff leaky = SameDiff.create();
        SDVariable x = leaky.placeHolder("x", DataType.FLOAT, image.shape());
        SDVariable w = leaky.var("w", Nd4j.randn(DataType.FLOAT, 1, 1, 3, 6));
        Conv2DConfig one = Conv2DConfig.builder().kH(1).kW(1).build();
        SDVariable map = leaky.nn().leakyRelu(leaky.cnn().conv2d(x, w, one), 0.1);
        leaky.math().square(map).sum("loss");
        leaky.setLossVariables("loss");
        leaky.createGradFunction();
        String gradient = leaky.grad("w").name();
        Program.Task task = new Program.Task(Map.of("x", image), List.of("loss", gradient), Map.of());
        try (Program program = Program.of(leaky.getFunction("grad"), task)) {
            program.run();

            INDArray expected = Objects.requireNonNull(
                    leaky.calculateGradients(Map.of("x", image), "w").get("w"));
            double loss = leaky.outputSingle(Map.of("x", image), "loss").getDouble(0);
            assertThat(program.array("loss").getDouble(0)).isCloseTo(loss, within(EXACT * loss));
            assertThat(program.array(gradient).distance2(expected))
                    .isCloseTo(0, within(EXACT * expected.norm2Number().doubleValue()));
        }
    }

    @Test
    void what_is_no_number_stays_none_behind_a_leaky_relu() {
        SameDiff leaky = SameDiff.create();
        SDVariable x = leaky.placeHolder("x", DataType.FLOAT, image.shape());
        leaky.nn().leakyRelu(x, 0.1).sum("loss");
        image.putScalar(0, Double.NaN);
        Program.Task task = new Program.Task(Map.of("x", image), List.of("loss"), Map.of());
        try (Program program = Program.of(leaky, task)) {
            program.run();

            assertThat(program.array("loss").getDouble(0)).isNaN();
        }
    }

    /**
     * Gates and layer scales have a factor for each channel, squeeze-and-excitation for each channel of an image, attention over
     * places for each pixel, a normalisation of tokens for each row or along the last axis.
     */
    @ParameterizedTest
    @CsvSource({
        "1 6 1 1, true",
        "1 6 1 1, false",
        "6 1 1, true",
        "2 6 1 1, true",
        "2 6 1 1, false",
        "2 1 8 8, true",
        "1 1 8 8, true",
        "2 6 8 1, true",
        "2 6 8 1, false",
        "8, true",
        "8 8, false",
        "1 6 1 8, true",
        "2 1 1 8, true"
    })
    void maps_times_repeated_factors_have_the_gradients_that_samediff_gives(String shape, boolean mapsFirst) {
        long[] sizes =
                Arrays.stream(shape.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        SameDiff scaled = SameDiff.create();
        SDVariable x = scaled.placeHolder("x", DataType.FLOAT, image.shape());
        SDVariable w = scaled.var("w", Nd4j.randn(DataType.FLOAT, 1, 1, 3, 6));
        SDVariable s = scaled.var("s", Nd4j.randn(DataType.FLOAT, sizes));
        Conv2DConfig one = Conv2DConfig.builder().kH(1).kW(1).build();
        SDVariable map = scaled.cnn().conv2d(x, w, one);
        scaled.math().square(mapsFirst ? map.mul(s) : s.mul(map)).sum("loss");
        scaled.setLossVariables("loss");
        scaled.createGradFunction();
        List<String> wanted = List.of("w", "s");
        List<String> gradients = wanted.stream().map(v -> scaled.grad(v).name()).toList();
        Program.Task task = new Program.Task(Map.of("x", image), gradients, Map.of());
        try (Program program = Program.of(scaled.getFunction("grad"), task)) {
            program.run();

            Map<String, INDArray> expected = scaled.calculateGradients(Map.of("x", image), wanted);
            for (int i = 0; i < wanted.size(); i++) {
                INDArray of = Objects.requireNonNull(expected.get(wanted.get(i)));
                assertThat(program.array(gradients.get(i)).distance2(of))
                        .as(wanted.get(i))
                        .isCloseTo(0, within(EXACT * of.norm2Number().doubleValue()));
            }
        }
    }

    /** With rows of a token for each of two pictures, or without. */
    @ParameterizedTest
    @ValueSource(strings = {"48 8", "2 24 8", "2 2 12 8"})
    void a_normalisation_of_rows_has_the_gradients_that_samediff_gives(String sizes) {
        long[] shape =
                Arrays.stream(sizes.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        int last = shape.length - 1;
        long[] parameters = new long[shape.length];
        Arrays.fill(parameters, 1);
        parameters[last] = shape[last];
        SameDiff rows = SameDiff.create();
        SDVariable x = rows.placeHolder("x", DataType.FLOAT, shape);
        SDVariable w = rows.var("w", Nd4j.randn(DataType.FLOAT, parameters));
        SDVariable v = rows.var("v", Nd4j.randn(DataType.FLOAT, parameters));
        SDVariable scaled = x.mul(w);
        SDVariable centred = scaled.sub(scaled.mean(true, last));
        SDVariable variance = rows.math().square(centred).mean(true, last);
        SDVariable normal = centred.mul(rows.math().sqrt(variance.add(1e-5)).rdiv(1));
        rows.math().square(normal.mul(v).sub(x)).sum("loss");
        rows.setLossVariables("loss");
        rows.createGradFunction();
        INDArray values = Nd4j.randn(DataType.FLOAT, shape);
        List<String> wanted = List.of(rows.grad("w").name(), rows.grad("v").name());
        try (Program program =
                Program.of(rows.getFunction("grad"), new Program.Task(Map.of("x", values), wanted, Map.of()))) {
            program.run();

            Map<String, INDArray> expected = rows.calculateGradients(Map.of("x", values), "w", "v");
            for (int i = 0; i < 2; i++) {
                INDArray own = Objects.requireNonNull(expected.get(i == 0 ? "w" : "v"));
                assertThat(program.array(wanted.get(i)).distance2(own))
                        .isCloseTo(0, within(EXACT * 10 * own.norm2Number().doubleValue()));
            }
        }
    }

    @Test
    void the_softmax_loss_has_gradients_in_its_targets_for_whoever_wants_them() {
        SameDiff soft = SameDiff.create();
        SDVariable logits = soft.var("logits", Nd4j.randn(DataType.FLOAT, targets.shape()));
        SDVariable labels = soft.var("labels", targets.dup());
        SDVariable one = soft.constant(Nd4j.scalar(1f));
        soft.renameVariable(
                soft.loss()
                        .softmaxCrossEntropy(labels, logits, one, LossReduce.SUM, 0)
                        .name(),
                "loss");
        soft.setLossVariables("loss");
        Map<String, INDArray> expected = soft.calculateGradients(Map.of(), "logits", "labels");
        List<String> gradients =
                List.of(soft.grad("logits").name(), soft.grad("labels").name());
        for (List<String> wanted : List.of(gradients, gradients.subList(0, 1))) {
            try (Program program = Program.of(soft.getFunction("grad"), new Program.Task(Map.of(), wanted, Map.of()))) {
                program.run();

                for (String gradient : wanted) {
                    INDArray own = Objects.requireNonNull(
                            expected.get(gradient.equals(gradients.get(0)) ? "logits" : "labels"));
                    assertThat(program.array(gradient).distance2(own))
                            .isCloseTo(0, within(EXACT * own.norm2Number().doubleValue()));
                }
            }
        }
    }

    @Test
    void results_are_written_where_they_are_wanted() {
        INDArray vector = Nd4j.create(DataType.FLOAT, 1, 35);
        INDArray inside = vector.get(
                        org.nd4j.linalg.indexing.NDArrayIndex.point(0),
                        org.nd4j.linalg.indexing.NDArrayIndex.interval(5, 35))
                .reshape('c', 1, 1, 6, 5);
        try (Program program = program(Map.of(gradient("v"), inside))) {
            program.run();

            INDArray expected =
                    sd.calculateGradients(Map.of("x", image, "y", targets), "v").get("v");
            assertThat(program.array(gradient("v"))).isSameAs(inside);
            assertThat(inside.distance2(expected)).isCloseTo(0, within(EXACT * 30));
            assertThat(vector.getDouble(0)).isZero();
        }
    }

    @Test
    void results_share_memory() {
        try (Program program = program(Map.of())) {
            long map = 2L * 6 * 8 * 8 * Float.BYTES;

            // four or five of a dozen maps of this size are needed at a time
            assertThat(program.bytes()).isLessThan(6 * map);
            assertThat(program.profile()).containsKeys("conv2d", "conv2d_bp", "relu_bp", "maxpool2d_bp");
        }
    }

    /** A term as large as the sum, one for each channel, one for each row, one for all, and one for each picture and channel. */
    @ParameterizedTest
    @ValueSource(strings = {"2 6 4", "4", "1 1 4", "2 6 1", "1", "2 1 4", "1 6 1"})
    void a_sum_and_a_difference_have_the_gradients_that_samediff_gives(String sizes) {
        long[] shape =
                Arrays.stream(sizes.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        SameDiff sums = SameDiff.create();
        SDVariable x = sums.var("x", Nd4j.randn(DataType.FLOAT, 2, 6, 4));
        SDVariable y = sums.var("y", Nd4j.randn(DataType.FLOAT, shape));
        SDVariable turned = sums.permute(sums.reshape(x.add(y).mul(x.sub(y)), 12, 4), 1, 0);
        sums.math().square(sums.reshape(turned, 2, 2, 12).mul(x.add(1).sum())).sum("loss");
        sums.setLossVariables("loss");
        sums.createGradFunction();
        List<String> wanted = List.of(sums.grad("x").name(), sums.grad("y").name());
        try (Program program = Program.of(sums.getFunction("grad"), new Program.Task(Map.of(), wanted, Map.of()))) {
            program.run();

            Map<String, INDArray> expected = sums.calculateGradients(Map.of(), "x", "y");
            for (int i = 0; i < 2; i++) {
                INDArray own = Objects.requireNonNull(expected.get(i == 0 ? "x" : "y"));
                assertThat(program.array(wanted.get(i)).distance2(own))
                        .isCloseTo(0, within(EXACT * own.norm2Number().doubleValue()));
            }
        }
    }
}
