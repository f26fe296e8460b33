package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;

/** Pools over windows and over whole maps. */
final class PoolingLayers {
    private PoolingLayers() {}

    /** A pool over windows; an average leaves padding out, as Keras does. */
    static String windows(LayerCall call, String op) {
        LayerConfig config = call.config();
        String x = call.first(call.input());
        int axes = call.shape(x).rank() - 2;
        int[] size = config.sizes("pool_size", axes, 2);
        int[] strides = config.has("strides") ? config.sizes("strides", axes, 1) : size;
        Attributes attributes = Attributes.NONE.with("kernel_shape", size).with("strides", strides);
        String padding = config.text("padding", "valid");
        return switch (padding) {
            case "same" -> call.last(call.main(op, attributes.with("auto_pad", "SAME_UPPER"), x));
            case "valid" -> call.last(call.main(op, attributes, x));
            default -> throw config.refusal("has the padding '" + padding + "', expected same or valid");
        };
    }

    static String global(LayerCall call, String op) {
        String x = call.first(call.input());
        String pooled = call.main(op, Attributes.NONE, x);
        return call.config().flag("keepdims", false)
                ? call.last(pooled)
                : call.add("flat", "Flatten", Attributes.NONE.with("axis", 1), pooled);
    }
}
