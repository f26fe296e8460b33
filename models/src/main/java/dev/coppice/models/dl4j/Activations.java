package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import java.util.Map;

/** The activation functions, by the texts that name their classes. */
final class Activations {
    private static final String PACKAGE = "org.nd4j.linalg.activations.impl.Activation";
    private static final String KEY = "activationFn";
    private static final String IDENTITY = "Identity";

    /** Factor of the sigmoid in the usual approximation of GELU. */
    private static final double GELU = 1.702;

    private static final double CUBIC = 0.044715;

    /** The activations of one ONNX operator without attributes, by the last part of their class. */
    private static final Map<String, String> PLAIN = Map.of(
            "Mish", "Mish",
            "SELU", "Selu",
            "Sigmoid", "Sigmoid",
            "SoftPlus", "Softplus",
            "SoftSign", "Softsign",
            "TanH", "Tanh");

    /** The others. */
    private static final Map<String, Activation> OTHERS = Map.ofEntries(
            Map.entry("Cube", (step, x) -> step.last("Mul", Attributes.NONE, x, square(step, x))),
            Map.entry("ELU", (step, x) -> step.last("Elu", attribute("alpha", alpha(step, 1)), x)),
            Map.entry("GELU", Activations::gelu),
            Map.entry(
                    "HardSigmoid",
                    (step, x) ->
                            step.last("HardSigmoid", attribute("alpha", 0.2).with("beta", 0.5f), x)),
            Map.entry("HardTanH", (step, x) -> clip(step, x, -1, 1)),
            Map.entry("LReLU", (step, x) -> step.last("LeakyRelu", attribute("alpha", alpha(step, 0.01)), x)),
            Map.entry(
                    "RReLU",
                    (step, x) -> step.last(
                            "Max", Attributes.NONE, x, step.draft().number(step.name() + ".min", middle(step)))),
            Map.entry("RationalTanh", RationalTanh::apply),
            Map.entry(
                    "RectifiedTanh",
                    (step, x) -> step.last("Relu", Attributes.NONE, step.inside("Tanh", "tanh", Attributes.NONE, x))),
            Map.entry("ReLU", Activations::relu),
            Map.entry("ReLU6", (step, x) -> clip(step, x, 0, 6)),
            Map.entry("Swish", (step, x) -> gated(step, x, x)),
            Map.entry(
                    "ThresholdedReLU",
                    (step, x) -> step.last(
                            "ThresholdedRelu", attribute("alpha", function(step).real("theta", 1)), x)));

    private Activations() {}

    /** An activation that works on each element alone. */
    @FunctionalInterface
    private interface Activation {
        /** Adds nodes that give the vertex' tensor, and gives its name. */
        String apply(Step step, String tensor);
    }

    /** An activation, which may mix the elements along an axis. */
    @FunctionalInterface
    interface Applied {
        String apply(Step step, Value value);
    }

    /** What is wrong with a layer's activation; empty if nothing is. */
    static String problem(Settings layer) {
        String word = word(layer);
        boolean known =
                word.equals(IDENTITY) || word.equals("Softmax") || PLAIN.containsKey(word) || OTHERS.containsKey(word);
        return known ? "" : "activation " + function(layer).type();
    }

    /** Whether the layer has no activation, or one that changes nothing. */
    static boolean isIdentity(Settings layer) {
        return word(layer).equals(IDENTITY);
    }

    /** Whether the layer's activation is a softmax. */
    static boolean isSoftmax(Settings layer) {
        return word(layer).equals("Softmax");
    }

    /** The layer's activation. */
    static Applied of(Settings layer) {
        String word = word(layer);
        if (word.equals("Softmax")) {
            // over the last axis as Deeplearning4j holds it: of maps, over the width
            return (step, value) -> softmax(step, value, value.axis(-1));
        }
        String plain = PLAIN.get(word);
        if (plain != null) {
            return (step, value) -> step.last(plain, Attributes.NONE, value.tensor());
        }
        Activation other = OTHERS.get(word);
        if (other == null) {
            throw new IllegalArgumentException(problem(layer));
        }
        return (step, value) -> other.apply(step, value.tensor());
    }

    /** A softmax along an axis, as the vertex' tensor. */
    static String softmax(Step step, Value value, int axis) {
        return step.last("Softmax", Attributes.NONE.with("axis", axis), value.tensor());
    }

    private static String word(Settings layer) {
        String type = function(layer).type();
        if (type.isEmpty()) {
            return layer.has(KEY) ? "" : IDENTITY;
        }
        return type.startsWith(PACKAGE) ? type.substring(PACKAGE.length()) : "";
    }

    private static Settings function(Settings layer) {
        return layer.inner(KEY).orElseGet(() -> new Settings(layer.json().path(KEY)));
    }

    private static Settings function(Step step) {
        return function(step.settings());
    }

    private static Attributes attribute(String name, double value) {
        return Attributes.NONE.with(name, (float) value);
    }

    private static double alpha(Step step, double otherwise) {
        return function(step).real("alpha", otherwise);
    }

    /** The middle of the random slopes. Deeplearning4j takes it for the least value, not for a slope, when it does not train. */
    private static double middle(Step step) {
        return (function(step).real("l", 1.0 / 8) + function(step).real("u", 1.0 / 3)) / 2;
    }

    private static String square(Step step, String x) {
        return step.inside("Mul", "square", Attributes.NONE, x, x);
    }

    private static String clip(Step step, String x, double low, double high) {
        return step.last(
                "Clip",
                Attributes.NONE,
                x,
                step.draft().number(step.name() + ".min", low),
                step.draft().number(step.name() + ".max", high));
    }

    /** x · σ(gate). */
    private static String gated(Step step, String x, String gate) {
        return step.last("Mul", Attributes.NONE, x, step.inside("Sigmoid", "gate", Attributes.NONE, gate));
    }

    private static String scaled(Step step, String part, double factor, String x) {
        return step.inside(
                "Mul", part, Attributes.NONE, x, step.draft().number(step.name() + "." + part + ".factor", factor));
    }

    private static String gelu(Step step, String x) {
        if (!function(step).flag("precise", false)) {
            return gated(step, x, scaled(step, "scaled", GELU, x));
        }
        // ½x(1 + tanh z) = x · σ(2z); Deeplearning4j takes z = √(2/π)(x + (0.044715x)³), not 0.044715x³
        String cube = step.inside("Mul", "cube", Attributes.NONE, x, square(step, x));
        String sum = step.inside("Add", "sum", Attributes.NONE, x, scaled(step, "small", Math.pow(CUBIC, 3), cube));
        return gated(step, x, scaled(step, "scaled", 2 * Math.sqrt(2 / Math.PI), sum));
    }

    private static String relu(Step step, String x) {
        Settings function = function(step);
        double slope = function.real("negativeSlope", 0);
        double threshold = function.real("threshold", 0);
        if (threshold != 0) {
            throw new IllegalArgumentException("its ReLU has the threshold " + threshold + ", expected 0");
        }
        boolean bounded = function.has("max");
        if (slope == 0) {
            return bounded ? clip(step, x, 0, function.real("max")) : step.last("Relu", Attributes.NONE, x);
        }
        if (!bounded) {
            return step.last("LeakyRelu", attribute("alpha", slope), x);
        }
        String max = step.draft().number(step.name() + ".max", function.real("max"));
        return step.last("Min", Attributes.NONE, step.inside("LeakyRelu", "leaky", attribute("alpha", slope), x), max);
    }
}
