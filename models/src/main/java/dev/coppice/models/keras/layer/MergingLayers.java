package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.stream.LongStream;

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

    /** The layer's mean of several tensors; the operation of that name reduces one. */
    static String average(LayerCall call) {
        if (!call.config().has("trainable")) {
            return OperationLayers.reduce(call, "ReduceMean");
        }
        int count = operands(call).size();
        String sum = chain(call, "Add");
        return call.add("mean", "Mul", sum, call.scalar("share", 1.0 / count));
    }

    /** The second where the first is true, else the third. */
    static String where(LayerCall call) {
        List<String> all = operands(call);
        if (all.size() != 3) {
            throw call.config().refusal("is called with " + all.size() + " tensors, expected 3");
        }
        return call.main("Where", Attributes.NONE, all.toArray(String[]::new));
    }

    static String concatenate(LayerCall call) {
        List<String> all = call.inputs();
        int rank = call.shape(all.get(0)).rank();
        int axis = call.axis(call.config().integer("axis", -1), rank);
        return call.main("Concat", Attributes.NONE.with("axis", axis), all.toArray(String[]::new));
    }

    /** Products of the rows of two sequences, along one axis of each. */
    static String dot(LayerCall call) {
        LayerConfig config = call.config();
        config.refuse(List.of("normalize"));
        List<String> all = call.inputs();
        if (all.size() != 2 || all.stream().anyMatch(t -> call.shape(t).rank() != 3)) {
            throw config.refusal("multiplies tensors that are not two sequences, which Coppice does not read");
        }
        int[] given = config.integers("axes");
        int left = call.axis(given[0], 3);
        int right = call.axis(given[given.length - 1], 3);
        if (given.length > 2 || left == 0 || right == 0) {
            throw config.refusal("has axes " + config.get("axes") + ", expected one behind the batch for each");
        }
        String rows = left == 2 ? all.get(0) : call.turned("left", all.get(0), 0, 2, 1);
        String columns = right == 1 ? all.get(1) : call.turned("right", all.get(1), 0, 2, 1);
        return call.main("MatMul", Attributes.NONE, rows, columns);
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
        return layer ? widened(call, all) : all;
    }

    /** Layers give tensors with fewer axes new ones behind the batch; operations broadcast from the last axis on. */
    private static List<String> widened(LayerCall call, List<String> all) {
        int most = all.stream().mapToInt(t -> call.shape(t).rank()).max().orElse(0);
        return all.stream()
                .map(t -> {
                    int missing = most - call.shape(t).rank();
                    long[] axes = LongStream.rangeClosed(1, missing).toArray();
                    return missing == 0 ? t : call.add("wide", "Unsqueeze", t, call.vector("axes", axes));
                })
                .toList();
    }

    private static String literal(LayerCall call, Operand operand) {
        Tensor value = Literals.tensor(operand.value()).orElseThrow(() -> call.config()
                .refusal("joins " + operand.value() + ", expected a tensor or numbers"));
        return call.constant("value", value);
    }
}
