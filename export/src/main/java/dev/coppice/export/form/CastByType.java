package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import java.util.List;

/** CastLike before 15: a Cast to the type, if that is known. */
final class CastByType implements OpsetRule {
    private static final int INTRODUCED = 15;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= INTRODUCED) {
            return List.of(node);
        }
        ElementType type = target.type(node.input(1))
                .orElseThrow(() -> new NewerOpsetException(INTRODUCED, "casts to a type that is not known"));
        return List.of(new Node(
                node.name(),
                "",
                "Cast",
                List.of(node.input(0)),
                node.outputs(),
                Attributes.NONE.with("to", type.code())));
    }
}
