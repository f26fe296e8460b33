package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Attention with several heads, over sequences: softmax(Q Kᵀ / √d) V for each head, between products with matrices. */
final class AttentionLayer {
    private static final int RANK = 3;

    private AttentionLayer() {}

    static String heads(LayerCall call) {
        LayerConfig config = call.config();
        config.refuse(List.of("use_gate", "sliding_window"));
        List<String> inputs = sequences(call);
        String values = inputs.get(1);
        String query = projected(call, "query", inputs.get(0), 0, 2, 1, 3);
        String key = projected(call, "key", inputs.get(inputs.size() - 1), 0, 2, 3, 1);
        String value = projected(call, "value", values, 0, 2, 1, 3);
        double root = Math.sqrt(config.integer("key_dim", 1));
        String scaled = call.add("scaled", "Mul", query, call.scalar("factor", 1 / root));
        String scores = call.add("scores", "MatMul", scaled, key);
        String shares = call.add("shares", "Softmax", Attributes.NONE.with("axis", -1), scores);
        String heads = call.add("heads", "MatMul", shares, value);
        String together = call.turned("together", heads, 0, 2, 1, 3);
        int size = call.shape(together).product(2, 4);
        String flat = call.add("flat", "Reshape", together, call.vector("flat.shape", 0, 0, size));
        List<Tensor> all = call.variables("output_dense", variables(config));
        int width = all.get(0).shape().size(-1);
        return biased(call, "output", flat, all, Shape.of(size, width));
    }

    /** One head without matrices of its own: softmax(s Q Kᵀ) V, with a stored s or none. */
    static String plain(LayerCall call) {
        LayerConfig config = call.config();
        if (!config.text("score_mode", "dot").equals("dot")) {
            throw config.refusal("has the score_mode " + config.get("score_mode") + ", expected dot");
        }
        List<String> inputs = sequences(call);
        String key = call.turned("key", inputs.get(inputs.size() - 1), 0, 2, 1);
        String scores = call.add("scores", "MatMul", inputs.get(0), key);
        String scaled = config.flag("use_scale", false)
                ? call.add(
                        "scaled",
                        "Mul",
                        scores,
                        call.weight("scale", call.variables(1).get(0)))
                : scores;
        String shares = call.add("shares", "Softmax", Attributes.NONE.with("axis", -1), scaled);
        return call.main("MatMul", Attributes.NONE, shares, inputs.get(1));
    }

    /** Query, value and perhaps key. */
    private static List<String> sequences(LayerCall call) {
        List<String> inputs = call.inputs();
        boolean fits = inputs.size() >= 2
                && inputs.size() <= 3
                && inputs.stream().allMatch(t -> call.shape(t).rank() == RANK);
        if (!fits) {
            throw call.config()
                    .refusal("reads " + inputs.size()
                            + " tensors, expected query, value and perhaps key, each a sequence");
        }
        return inputs;
    }

    /** The heads of a sequence: N×T×D times D×H×K, permuted. */
    private static String projected(LayerCall call, String role, String sequence, int... perm) {
        List<Tensor> all = call.variables(role + "_dense", variables(call.config()));
        Shape kernel = all.get(0).shape();
        if (kernel.rank() != RANK) {
            throw call.config().refusal("has a kernel of " + kernel + " for its " + role + ", expected 3 axes");
        }
        String flat = biased(call, role, sequence, all, Shape.of(kernel.size(0), kernel.product(1, RANK)));
        String shape = call.vector(role + ".shape", 0, 0, kernel.size(1), kernel.size(2));
        return call.turned(role + ".turned", call.add(role + ".heads", "Reshape", flat, shape), perm);
    }

    private static String biased(LayerCall call, String role, String x, List<Tensor> all, Shape matrix) {
        String kernel = call.weight(role + ".kernel", all.get(0).reshape(matrix));
        String product = call.add(role, "MatMul", x, kernel);
        return all.size() == 1
                ? product
                : call.add(
                        role + ".sum",
                        "Add",
                        product,
                        call.weight(role + ".bias", all.get(1).reshape(Shape.of(matrix.size(1)))));
    }

    private static int variables(LayerConfig config) {
        return config.flag("use_bias", true) ? 2 : 1;
    }
}
