package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The activation functions of Keras by name. */
final class Activations {
    private static final int KERAS_3 = 3;
    private static final Map<String, BiFunction<LayerCall, String, String>> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("linear", (call, x) -> x);
        plain("relu", "Relu");
        plain("sigmoid", "Sigmoid");
        plain("tanh", "Tanh");
        plain("softplus", "Softplus");
        plain("softsign", "Softsign");
        plain("mish", "Mish");
        plain("selu", "Selu");
        plain("elu", "Elu");
        FUNCTIONS.put(
                "celu",
                (call, x) -> call.add(
                        "celu",
                        "Celu",
                        Attributes.NONE.with("alpha", (float) call.config().number("alpha", 1)),
                        x));
        plain("exponential", "Exp");
        FUNCTIONS.put("exp", FUNCTIONS.get("exponential"));
        plain("hard_silu", "HardSwish");
        plain("hard_swish", "HardSwish");
        FUNCTIONS.put("relu6", (call, x) -> clip(call, x, 0, 6));
        FUNCTIONS.put("hard_tanh", (call, x) -> clip(call, x, -1, 1));
        FUNCTIONS.put("sparse_sigmoid", (call, x) -> {
            String half = call.add("half", "Mul", x, call.scalar("factor", 0.5));
            return clip(call, call.add("middle", "Add", half, call.scalar("offset", 0.5)), 0, 1);
        });
        FUNCTIONS.put("leaky_relu", (call, x) -> leaky(call, x, call.config().number("negative_slope", 0.2)));
        FUNCTIONS.put("silu", Activations::silu);
        FUNCTIONS.put("swish", Activations::silu);
        FUNCTIONS.put("gelu", Activations::gelu);
        FUNCTIONS.put("hard_sigmoid", Activations::hardSigmoid);
        FUNCTIONS.put("softmax", (call, x) -> along(call, "Softmax", x));
        FUNCTIONS.put("log_softmax", (call, x) -> along(call, "LogSoftmax", x));
        FUNCTIONS.put("tanh_shrink", (call, x) -> call.add("shrunk", "Sub", x, call.add("tanh", "Tanh", x)));
        FUNCTIONS.put("log_sigmoid", (call, x) -> {
            String negative = call.add("negative", "Neg", x);
            return call.add("log_sigmoid", "Neg", call.add("softplus", "Softplus", negative));
        });
        FUNCTIONS.put("squareplus", Activations::squareplus);
        FUNCTIONS.put(
                "hard_shrink",
                (call, x) -> call.add(
                        "shrunk",
                        "Shrink",
                        Attributes.NONE.with("lambd", (float) call.config().number("threshold", 0.5)),
                        x));
        FUNCTIONS.put("soft_shrink", (call, x) -> {
            float threshold = (float) call.config().number("threshold", 0.5);
            Attributes both = Attributes.NONE.with("lambd", threshold).with("bias", threshold);
            return call.add("shrunk", "Shrink", both, x);
        });
    }

    private Activations() {}

    private static void plain(String name, String op) {
        FUNCTIONS.put(name, (call, x) -> call.add(name, op, x));
    }

    /** The name of the function or layer that an activation setting stands for. */
    static String name(JsonNode activation) {
        if (!activation.isObject()) {
            return activation.asText();
        }
        JsonNode config = activation.path("config");
        return config.isTextual()
                ? config.asText()
                : activation.path("class_name").asText();
    }

    /** Whether an activation setting can be read. */
    static boolean knows(JsonNode activation) {
        return FUNCTIONS.containsKey(name(activation)) || isLayer(activation);
    }

    private static boolean isLayer(JsonNode activation) {
        return activation.path("config").isObject()
                && Layers.find(name(activation)).isPresent();
    }

    /** The function of this name, as a layer or operation. */
    static Optional<Layer> layer(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name)).map(f -> call -> f.apply(call, call.input()));
    }

    static String write(LayerCall call, JsonNode activation, String x) {
        if (isLayer(activation)) {
            LayerConfig own = new LayerConfig(
                    name(activation),
                    call.config().name(),
                    activation.path("config"),
                    call.config().keras());
            LayerCall inner = new LayerCall(
                    own, call.label() + ".activation", List.of(Operand.of(x)), part -> own(call, part), call.graph());
            return Layers.find(own.type()).orElseThrow().write(inner);
        }
        return Optional.ofNullable(FUNCTIONS.get(name(activation)))
                .orElseThrow(() -> call.config()
                        .refusal("has the activation '" + name(activation) + "', which Coppice does not know"))
                .apply(call, x);
    }

    /** The variables of a layer that is the activation of another; archives keep them in a group of their own. */
    private static List<Tensor> own(LayerCall call, String part) {
        return call.weights().of(part.isEmpty() ? "activation" : part);
    }

    static String clip(LayerCall call, String x, double low, double high) {
        return call.add("clipped", "Clip", x, call.scalar("low", low), call.scalar("high", high));
    }

    static String leaky(LayerCall call, String x, double slope) {
        return call.add("leaky", "LeakyRelu", Attributes.NONE.with("alpha", (float) slope), x);
    }

    private static String silu(LayerCall call, String x) {
        return call.add("silu", "Mul", x, call.add("sigmoid", "Sigmoid", x));
    }

    /** max(0, min(1, x / 6 + 1 / 2)), and in Keras 2 with 0.2 for the sixth. */
    private static String hardSigmoid(LayerCall call, String x) {
        float slope = call.config().keras() < KERAS_3 ? 0.2f : 1 / 6f;
        return call.add(
                "hard_sigmoid",
                "HardSigmoid",
                Attributes.NONE.with("alpha", slope).with("beta", 0.5f),
                x);
    }

    /** x Φ(x), or its approximation by a tangent. */
    private static String gelu(LayerCall call, String x) {
        if (call.config().flag("approximate", false)) {
            String square = call.add("square", "Mul", x, x);
            String inner = call.add("inner", "Mul", square, call.scalar("cubic", 0.044715));
            String sum = call.add("sum", "Add", inner, call.scalar("one", 1));
            String scaled = call.add(
                    "scaled", "Mul", call.add("odd", "Mul", sum, x), call.scalar("root", Math.sqrt(2 / Math.PI)));
            return half(call, x, call.add("tanh", "Tanh", scaled));
        }
        return half(call, x, call.add("erf", "Erf", call.add("scaled", "Div", x, call.scalar("root", Math.sqrt(2)))));
    }

    private static String half(LayerCall call, String x, String odd) {
        String shifted = call.add("shifted", "Add", odd, call.scalar("one", 1));
        return call.add("gelu", "Mul", call.add("product", "Mul", x, shifted), call.scalar("half", 0.5));
    }

    /** (x + √(x² + b)) / 2. */
    private static String squareplus(LayerCall call, String x) {
        String square = call.add("square", "Mul", x, x);
        String root = call.add(
                "root",
                "Sqrt",
                call.add("sum", "Add", square, call.scalar("b", call.config().number("b", 4))));
        return call.add("squareplus", "Mul", call.add("both", "Add", x, root), call.scalar("half", 0.5));
    }

    private static String along(LayerCall call, String op, String x) {
        int rank = call.shape(x).rank();
        LayerConfig config = call.config();
        if (config.get("axis").isNull()) {
            config.requireAxis();
        }
        int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
        if (axes.length != 1) {
            throw config.refusal("works along several axes, expected one");
        }
        return call.add(
                op.toLowerCase(Locale.ROOT),
                op,
                Attributes.NONE.with(
                        "axis",
                        call.axis(
                                config.type().equals("Softmax") || config.type().equals("LogSoftmax") ? axes[0] : -1,
                                rank)),
                x);
    }
}
