package dev.coppice.samediff.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.samediff.lift.Lift;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class FlatFileTest {
    @Test
    void a_file_says_the_same_as_the_graph_in_memory() {
        SameDiff sd = network();

        UserGraph file = FlatFile.parse(bytes(sd), "net.fb");
        UserGraph memory = SameDiffView.of(sd);

        assertThat(file.variables()).containsExactlyInAnyOrderEntriesOf(memory.variables());
        assertThat(file.operators()).containsExactlyElementsOf(memory.operators());
        assertThat(file.losses()).isEqualTo(memory.losses()).containsExactly("loss");
        memory.variables().values().stream()
                .filter(UserVariable::isStored)
                .forEach(v -> assertThat(file.value(v.name())).as(v.name()).isEqualTo(memory.value(v.name())));
    }

    @Test
    void arrays_of_every_type_and_order_come_with_their_values() {
        for (DataType type : List.of(
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.FLOAT16,
                DataType.BFLOAT16,
                DataType.INT8,
                DataType.UINT8,
                DataType.INT16,
                DataType.UINT16,
                DataType.INT32,
                DataType.UINT32,
                DataType.INT64,
                DataType.UINT64)) {
            INDArray values =
                    Nd4j.createFromArray(new float[][] {{0, 1, 2}, {3, 4, 5}}).castTo(type);
            INDArray cube = Nd4j.createFromArray(new float[] {0, 1, 2, 3, 4, 5, 6, 7})
                    .castTo(type)
                    .reshape(2, 2, 2)
                    .permute(2, 0, 1);
            SameDiff sd = SameDiff.create();
            sd.constant("c", values);
            sd.constant("f", values.dup('f'));
            sd.constant("scalar", Nd4j.scalar(3).castTo(type));
            sd.constant("turned", cube);
            sd.math().neg(sd.placeHolder("x", DataType.FLOAT, 1));

            UserGraph file = FlatFile.parse(bytes(sd), "types.fb");

            assertThat(doubles(file, "c")).as(type + " c").containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(doubles(file, "f")).as(type + " f").containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(doubles(file, "scalar")).as(type + " scalar").containsExactly(3);
            assertThat(doubles(file, "turned"))
                    .as(type + " turned")
                    .containsExactly(
                            cube.dup('c').castTo(DataType.DOUBLE).data().asDouble());
            assertThat(Objects.requireNonNull(file.variables().get("c")).type()).isEqualTo(type);
        }
    }

    @Test
    void truth_values_and_arrays_without_elements_are_read() {
        SameDiff sd = SameDiff.create();
        sd.constant("truths", Nd4j.createFromArray(true, false, true));
        sd.constant("nothing", Nd4j.empty(DataType.FLOAT));
        sd.math().neg(sd.placeHolder("x", DataType.FLOAT, 1));

        UserGraph file = FlatFile.parse(bytes(sd), "truths.fb");

        assertThat(doubles(file, "truths")).containsExactly(1, 0, 1);
        assertThat(doubles(file, "nothing")).isEmpty();
    }

    @Test
    void a_file_cut_off_anywhere_is_told() {
        byte[] whole = bytes(network());
        for (int length = 0; length < whole.length - 64; length += 61) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> FlatFile.guarded("part.fb", () -> Lift.lift(FlatFile.parse(part, "part.fb"))))
                    .as("%d bytes", part.length)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("SameDiff file 'part.fb' is damaged or cut off: ")
                    .hasMessageContaining("Copy it again");
        }
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> FlatFile.read(Path.of("nowhere.fb")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("SameDiff file 'nowhere.fb' cannot be read: ");
    }

    @Test
    void operators_out_of_order_are_read_and_a_cycle_is_told() {
        UserVariable x = new UserVariable(
                "x", org.nd4j.autodiff.samediff.VariableType.PLACEHOLDER, DataType.FLOAT, List.of(1L, 3L, 4L, 4L));
        List<UserVariable> variables = new ArrayList<>(List.of(x));
        for (String name : List.of("a", "b")) {
            variables.add(
                    new UserVariable(name, org.nd4j.autodiff.samediff.VariableType.ARRAY, DataType.FLOAT, List.of()));
        }
        UserOp first = unary("tanh", "x", "a");
        UserOp second = unary("sigmoid", "a", "b");
        UserOp back = unary("tanh", "b", "a");

        assertThat(Lift.lift(graph(variables, second, first)).graph().nodes()).hasSize(2);
        assertThatThrownBy(() -> Lift.lift(graph(variables, second, back)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("form a cycle or lack inputs: [b, a]");
    }

    private static UserGraph graph(List<UserVariable> variables, UserOp... operators) {
        UserGraph.Values none = new UserGraph.Values() {
            @Override
            public java.util.Optional<Tensor> stored(String variable) {
                return java.util.Optional.empty();
            }

            @Override
            public java.util.Optional<Tensor> computed(String variable) {
                return java.util.Optional.empty();
            }
        };
        return new UserGraph(variables, List.of(operators), java.util.Set.of(), none);
    }

    private static UserOp unary(String kind, String input, String output) {
        Arguments none = new Arguments(
                List.of(), List.of(), List.of(), List.of(), java.util.Optional.empty(), java.util.Optional.empty());
        return new UserOp(output, kind, List.of(input), List.of(output), none);
    }

    private static double[] doubles(UserGraph graph, String variable) {
        return graph.value(variable).orElseThrow().toDoubles();
    }

    static byte[] bytes(SameDiff sd) {
        ByteBuffer buffer = sd.asFlatBuffers(false);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Operators with arguments of every kind, a reduction, computed constants and a loss. */
    private static SameDiff network() {
        Nd4j.getRandom().setSeed(5);
        SameDiff sd = SameDiff.create();
        SDVariable x = sd.placeHolder("image", DataType.FLOAT, -1, 3, 8, 12);
        Conv2DConfig config = Conv2DConfig.builder().kH(3).kW(3).build();
        SDVariable w = sd.var("w", Nd4j.randn(DataType.FLOAT, 3, 3, 3, 4));
        SDVariable map = sd.nn().relu(sd.cnn().conv2d("stem", x, w.mul(0.5), config), 0);
        SDVariable biased = sd.nn().biasAdd(map, sd.var("b", Nd4j.randn(DataType.FLOAT, 4)), true);
        SDVariable scaled =
                biased.mul(sd.var("s", Nd4j.randn(DataType.FLOAT, 4)).reshape(1, 4, 1, 1));
        SDVariable logits =
                sd.concat(1, scaled, scaled.sub(sd.mean(scaled, true, 2, 3))).rename("logits");
        SDVariable labels = sd.placeHolder("labels", DataType.FLOAT, -1, 8, 6, 10);
        sd.math().squaredDifference(logits, labels).mean("loss");
        sd.setLossVariables("loss");
        return sd;
    }
}
