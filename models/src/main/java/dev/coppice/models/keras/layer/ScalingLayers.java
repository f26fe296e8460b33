package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Layers that prepare pictures inside a model. */
final class ScalingLayers {
    /** What Keras bounds a standard deviation by. */
    private static final double EPSILON = 1e-7;

    private ScalingLayers() {}

    /** x · γ for each channel, as ConvNeXt has it. */
    static String layerScale(LayerCall call) {
        Tensor gamma = call.variables(1).get(0);
        call.requireShape("gamma", gamma, call.config().integer("projection_dim", 0));
        return call.main("Mul", Attributes.NONE, call.input(), call.weight("gamma", gamma));
    }

    /** x + y · scale, as InceptionResNet has it. */
    static String scaledSum(LayerCall call) {
        List<String> inputs = call.inputs();
        if (inputs.size() != 2 || !call.config().has("scale")) {
            throw call.config().refusal("is called with " + inputs.size() + " tensors, expected 2 and a scale");
        }
        String scaled = call.add("scaled", "Mul", inputs.get(1), call.constant("scale", values(call, "scale", 1)));
        return call.main("Add", Attributes.NONE, inputs.get(0), scaled);
    }

    /** x · scale + offset. */
    static String rescaling(LayerCall call) {
        String scaled = call.add("scaled", "Mul", call.input(), call.constant("scale", values(call, "scale", 1)));
        return call.main("Add", Attributes.NONE, scaled, call.constant("offset", values(call, "offset", 0)));
    }

    /** (x − mean) / max(√variance, ε), or the way back. */
    static String normalization(LayerCall call) {
        LayerConfig config = call.config();
        int rank = call.rank();
        boolean given = config.has("mean");
        List<Tensor> stored = given ? List.of() : call.variables(3);
        Tensor mean = placed(call, given ? values(call, "mean", 0) : stored.get(0), rank);
        Tensor variance = placed(call, given ? values(call, "variance", 1) : stored.get(1), rank);
        float[] deviations = variance.toFloats();
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = (float) Math.max(Math.sqrt(deviations[i]), EPSILON);
        }
        String deviation = call.weight("deviation", Tensor.floats(variance.shape(), deviations));
        String middle = call.weight("mean", mean);
        if (config.flag("invert", false)) {
            return call.main("Add", Attributes.NONE, call.add("scaled", "Mul", call.input(), deviation), middle);
        }
        return call.main("Div", Attributes.NONE, call.add("centred", "Sub", call.input(), middle), deviation);
    }

    /** Statistics of the kept axes, so that they broadcast against the input. */
    private static Tensor placed(LayerCall call, Tensor statistics, int rank) {
        LayerConfig config = call.config();
        if (statistics.shape().elements() == 1) {
            return statistics.reshape(Shape.SCALAR);
        }
        int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
        int[] kept = Arrays.stream(axes).map(a -> call.axis(a, rank)).sorted().toArray();
        if (statistics.shape().rank() == rank) {
            return statistics;
        }
        int[] own = statistics.shape().sizes();
        int missing = kept.length - own.length;
        if (missing < 0) {
            throw config.refusal("has statistics of " + statistics.shape() + " for " + kept.length + " axes");
        }
        int[] sizes = IntStream.range(0, rank).map(i -> 1).toArray();
        for (int i = 0; i < own.length; i++) {
            sizes[kept[missing + i]] = own[i];
        }
        return statistics.reshape(Shape.of(sizes));
    }

    private static Tensor values(LayerCall call, String setting, double otherwise) {
        JsonNode value = Literals.plain(call.config().get(setting));
        return value.isMissingNode() || value.isNull()
                ? Tensor.scalar((float) otherwise)
                : Literals.tensor(value)
                        .orElseThrow(() -> call.config().refusal("has " + setting + " that is no list of numbers"));
    }
}
