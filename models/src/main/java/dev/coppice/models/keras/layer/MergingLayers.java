package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Layers and operations that join tensors and numbers. */
final class MergingLayers {
    private MergingLayers() {}

    /** One operator between neighbours, from the first to the last. */
    static String chain(LayerCall call, String op) {
        List<String> all = operands(call);
        String joined = all.get(0);
        for (int i = 1; i < all.size(); i++) {
            joined = call.main(op, Attributes.NONE, joined, all.get(i));
        }
        return joined;
    }

    static String average(LayerCall call) {
        int count = operands(call).size();
        String sum = chain(call, "Add");
        return call.add("mean", "Mul", sum, call.scalar("share", 1.0 / count));
    }

    static String concatenate(LayerCall call) {
        List<String> all = call.inputs();
        int rank = call.shape(all.get(0)).rank();
        int axis = call.axis(call.config().integer("axis", -1), rank);
        return call.main("Concat", Attributes.NONE.with("axis", axis), all.toArray(String[]::new));
    }

    /** The tensors that are joined; numbers become constants. Layers and operations pass lists and single ones. */
    private static List<String> operands(LayerCall call) {
        List<String> all = call.arguments().stream()
                .map(each -> each.isTensor() ? each.tensor() : literal(call, each))
                .toList();
        if (all.isEmpty() || call.inputs().isEmpty()) {
            throw call.config().refusal("joins no tensors");
        }
        boolean layer = all.size() == call.inputs().size() && call.config().has("trainable");
        int rank = call.shape(all.get(0)).rank();
        if (layer && all.stream().anyMatch(t -> call.shape(t).rank() != rank)) {
            throw call.config().refusal("joins tensors with different numbers of axes, which Coppice does not read");
        }
        return all;
    }

    private static String literal(LayerCall call, Operand operand) {
        Tensor value = Literals.tensor(operand.value()).orElseThrow(() -> call.config()
                .refusal("joins " + operand.value() + ", expected a tensor or numbers"));
        return call.constant("value", value);
    }
}
