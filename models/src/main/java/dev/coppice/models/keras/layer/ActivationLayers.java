package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Activations that are layers of their own. */
final class ActivationLayers {
    private ActivationLayers() {}

    static String activation(LayerCall call) {
        return call.activated(call.input());
    }

    /** max_value from there on, x from the threshold on, negative_slope · (x − threshold) below. */
    static String relu(LayerCall call) {
        LayerConfig config = call.config();
        double slope = config.number("negative_slope", 0);
        double threshold = config.number("threshold", 0);
        boolean bounded = config.has("max_value");
        String x = call.input();
        if (threshold == 0 && slope == 0) {
            return bounded
                    ? Activations.clip(call, x, 0, config.number("max_value", 0))
                    : call.main("Relu", Attributes.NONE, x);
        }
        if (threshold == 0 && !bounded) {
            return Activations.leaky(call, x, slope);
        }
        String positive = threshold == 0
                ? call.add("positive", "Relu", x)
                : call.add("positive", "ThresholdedRelu", Attributes.NONE.with("alpha", (float) threshold), x);
        String upper = bounded
                ? call.add("upper", "Min", positive, call.scalar("max", config.number("max_value", 0)))
                : positive;
        if (slope == 0) {
            return upper;
        }
        String below = call.add("below", "Sub", call.scalar("threshold", threshold), x);
        String lower = call.add("lower", "Mul", call.add("negative", "Relu", below), call.scalar("slope", slope));
        return call.main("Sub", Attributes.NONE, upper, lower);
    }

    static String leakyRelu(LayerCall call) {
        LayerConfig config = call.config();
        double slope = config.number("negative_slope", config.number("alpha", 0.3));
        return call.main("LeakyRelu", Attributes.NONE.with("alpha", (float) slope), call.input());
    }

    static String elu(LayerCall call) {
        return call.main(
                "Elu", Attributes.NONE.with("alpha", (float) call.config().number("alpha", 1)), call.input());
    }

    static String thresholdedRelu(LayerCall call) {
        float theta = (float) call.config().number("theta", 1);
        return call.main("ThresholdedRelu", Attributes.NONE.with("alpha", theta), call.input());
    }

    static String prelu(LayerCall call) {
        Tensor alpha = call.variables(1).get(0);
        return call.main("PRelu", Attributes.NONE, call.input(), call.weight("alpha", alpha));
    }

    static String dropped(LayerCall call) {
        return call.input();
    }

    /** Settings of the softmax layer that are a mask. */
    static String softmax(LayerCall call) {
        List<String> inputs = call.inputs();
        if (inputs.size() != 1) {
            throw call.config().refusal("is called with a mask, which Coppice does not read");
        }
        return Activations.layer("softmax").orElseThrow().write(call);
    }
}
