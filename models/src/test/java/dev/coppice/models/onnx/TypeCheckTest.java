package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.ElementwiseNode;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeCheckTest {
    static Collection<OperatorSchema> elementwise() {
        return ElementwiseNode.operators();
    }

    /** A reader of {@code y} as sizes, which reveals a known and wrong type. */
    private static final Node READER = Node.of("Reshape", "z", Attributes.NONE, "x0", "y");

    private static void check(List<Node> nodes, List<ElementType> inputs) {
        List<TensorInfo> infos = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            infos.add(new TensorInfo("x" + i, inputs.get(i), List.of()));
        }
        String output = nodes.get(nodes.size() - 1).output();
        TensorInfo info = new TensorInfo(output, ElementType.FLOAT, List.of());
        TypeCheck.check(new Graph("g", infos, List.of(info), nodes, Map.of()), "File");
    }

    private static List<ElementType> fitting(OperatorSchema row, int count) {
        List<ElementType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            OperandType type = row.input(i).orElseThrow().type();
            types.add(
                    type == OperandType.B
                            ? ElementType.BOOL
                            : type == OperandType.Z ? ElementType.INT64 : ElementType.FLOAT);
        }
        return types;
    }

    /** The output has the type of the inputs, or is a truth value. */
    @ParameterizedTest
    @MethodSource("elementwise")
    void elementwise_operators_give_a_type_that_is_known(OperatorSchema row) {
        Node node = ElementwiseNode.of(row);
        List<ElementType> inputs = fitting(row, node.inputs().size());
        OperandType given = row.outputs().get(0).type();

        assertThatCode(() -> check(List.of(node), inputs)).doesNotThrowAnyException();
        if (given == OperandType.Z) {
            assertThatCode(() -> check(List.of(node, READER), inputs)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> check(List.of(node, READER), inputs))
                    .hasMessageContaining("reads " + (given == OperandType.B ? "BOOL" : "FLOAT") + " from 'y'");
        }
    }

    @ParameterizedTest
    @MethodSource("elementwise")
    void elementwise_operators_take_one_type_where_they_share_one(OperatorSchema row) {
        Node node = ElementwiseNode.of(row);
        List<ElementType> inputs = fitting(row, node.inputs().size());
        int last = inputs.size() - 1;
        OperandType type = row.input(last).orElseThrow().type();
        boolean shared = last > 0 && row.input(last - 1).orElseThrow().type() == type && type.isVariable();
        inputs.set(last, ElementType.DOUBLE);

        if (shared) {
            assertThatThrownBy(() -> check(List.of(node), inputs)).hasMessageContaining("expected one type");
        } else {
            assertThatCode(() -> check(List.of(node), inputs)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LayerNormalization, 2, expected one type",
        "GroupNormalization, 3, expected one type",
        "Equal, 2, expected one type",
        "LessOrEqual, 2, expected one type",
        "Mod, 2, expected one type",
        "Range, 3, expected one type"
    })
    void operands_of_one_variable_have_one_type(String op, int count, String problem) {
        List<ElementType> inputs = new ArrayList<>(List.of(ElementType.FLOAT, ElementType.FLOAT16));
        inputs.addAll(List.of(ElementType.FLOAT).subList(0, count - 2));

        assertThatThrownBy(() -> check(List.of(node(op, count)), inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"Elu", "Gelu", "Mish", "Sqrt", "Softplus", "LpPool", "GlobalMaxPool", "LogSoftmax", "LRN"})
    void functions_of_real_numbers_take_no_integers(String op) {
        assertThatThrownBy(() -> check(List.of(node(op, 1)), List.of(ElementType.INT64)))
                .hasMessageContaining("reads {x0=INT64}, expected floating-point numbers");
    }

    @ParameterizedTest
    @CsvSource({"Pad", "ReduceMean", "CumSum", "GatherElements", "Trilu"})
    void sizes_axes_and_indices_are_integers(String op) {
        assertThatThrownBy(() -> check(List.of(node(op, 2)), List.of(ElementType.FLOAT, ElementType.FLOAT)))
                .hasMessageContaining("reads FLOAT from 'x1', expected INT64 sizes, axes or indices");
    }

    @Test
    void further_outputs_have_types_too() {
        Node found = new Node("k", "", "TopK", List.of("x0", "x1"), List.of("v", "i"), Attributes.NONE);
        Node sum = Node.of("Add", "y", Attributes.NONE, "x0", "i");

        assertThatThrownBy(() -> check(List.of(found, sum), List.of(ElementType.FLOAT, ElementType.INT64)))
                .hasMessageContaining("reads {x0=FLOAT, i=INT64}, expected one type");
    }

    @Test
    void what_an_operator_that_is_not_carried_gives_is_not_judged() {
        Node foreign = Node.of("Fancy", "y", Attributes.NONE, "x0");

        assertThat(foreign.schema()).isEmpty();
        assertThatCode(() -> check(List.of(foreign, READER), List.of(ElementType.FLOAT)))
                .doesNotThrowAnyException();
    }

    private static Node node(String op, int count) {
        return Node.of(
                op,
                "y",
                Attributes.NONE,
                List.of("x0", "x1", "x2").subList(0, count).toArray(String[]::new));
    }
}
