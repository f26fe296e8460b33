package dev.coppice.models.operator;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Nodes of every elementwise operator, with as many inputs as it asks for. */
public final class ElementwiseNode {
    private ElementwiseNode() {}

    /** Every elementwise operator of the table. */
    public static Collection<OperatorSchema> operators() {
        return Operators.all().stream()
                .filter(row -> row.kind() == OperatorKind.ELEMENTWISE)
                .toList();
    }

    /** A node from tensors {@code x0}, {@code x1}, … to {@code y}. */
    public static Node of(OperatorSchema row) {
        List<String> inputs = new ArrayList<>();
        for (Operand operand : row.inputs()) {
            if (operand.count() != Operand.Count.OPTIONAL) {
                inputs.add("x" + inputs.size());
            }
        }
        if (row.inputs().get(0).count() == Operand.Count.REPEATED) {
            inputs.add("x1");
        }
        return Node.of(row.name(), "y", Attributes.NONE.with("to", 1), inputs.toArray(String[]::new));
    }
}
