package dev.coppice.models.kit;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Nodes of every elementwise operator, with the required number of inputs. */
public final class ElementwiseNode {
    private ElementwiseNode() {}

    /** Every elementwise operator of the table. */
    public static Collection<OperatorSchema> operators() {
        return Operators.all().stream()
                .filter(row -> row.kind() == OperatorKind.ELEMENTWISE)
                .toList();
    }

    /** Whether it reads or gives truth values or bits. */
    public static boolean isWhole(OperatorSchema row) {
        OperandType type = row.outputs().get(0).type();
        return type == OperandType.B || type == OperandType.Z;
    }

    /** A node from tensors {@code x0}, {@code x1}, … to {@code y}. */
    public static Node of(OperatorSchema row) {
        List<String> inputs = new ArrayList<>();
        required(row).forEach(operand -> inputs.add("x" + inputs.size()));
        return node(row, "y", inputs);
    }

    /**
     * A node that reads one tensor at every data input.
     *
     * @param scalar name of a constant scalar, for a condition
     */
    public static Node of(OperatorSchema row, String output, String input, String scalar) {
        List<String> inputs = required(row).stream()
                .map(operand -> operand.type() == OperandType.B && !isWhole(row) ? scalar : input)
                .toList();
        return node(row, output, inputs);
    }

    /**
     * A network of a convolution {@code a} with 4 channels, the operator as {@code act}, {@code numbers} of that, and a
     * convolution {@code head}.
     */
    public static Network between(OperatorSchema row) {
        return NetworkBuilder.small()
                .constant("one", Tensor.scalar(1))
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node(of(row, "act", "a", "one"))
                .node("Cast", "numbers", Attributes.NONE.with("to", 1), "act")
                .conv("head", "numbers", 2)
                .to("head");
    }

    /** The required inputs; a repeatable input stands twice. */
    private static List<Operand> required(OperatorSchema row) {
        List<Operand> operands = new ArrayList<>(row.inputs());
        operands.removeIf(operand -> operand.count() == Operand.Count.OPTIONAL);
        if (row.inputs().get(0).count() == Operand.Count.REPEATED) {
            operands.add(row.inputs().get(0));
        }
        return operands;
    }

    private static Node node(OperatorSchema row, String output, List<String> inputs) {
        return Node.of(row.name(), output, Attributes.NONE.with("to", 1), inputs.toArray(String[]::new));
    }
}
