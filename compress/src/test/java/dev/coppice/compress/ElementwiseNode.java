package dev.coppice.compress;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.operator.Operators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Nodes of every elementwise operator, reading one tensor wherever it is computed with. */
public final class ElementwiseNode {
    private ElementwiseNode() {}

    /** Every elementwise operator of the table. */
    public static Collection<OperatorSchema> operators() {
        return Operators.all().stream()
                .filter(row -> row.kind() == OperatorKind.ELEMENTWISE)
                .toList();
    }

    /** Whether it gives, or is for, truth values or bits. */
    public static boolean isWhole(OperatorSchema row) {
        OperandType type = row.outputs().get(0).type();
        return type == OperandType.B || type == OperandType.Z;
    }

    /**
     * A node.
     *
     * @param scalar a constant of one number, for a condition
     */
    public static Node of(OperatorSchema row, String output, String input, String scalar) {
        List<String> inputs = new ArrayList<>();
        for (Operand operand : row.inputs()) {
            boolean condition = operand.type() == OperandType.B && !isWhole(row);
            if (operand.count() != Operand.Count.OPTIONAL) {
                inputs.add(condition ? scalar : input);
            }
        }
        if (row.inputs().get(0).count() == Operand.Count.REPEATED) {
            inputs.add(input);
        }
        return Node.of(row.name(), output, Attributes.NONE.with("to", 1), inputs.toArray(String[]::new));
    }
}
