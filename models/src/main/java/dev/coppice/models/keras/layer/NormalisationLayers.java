package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Normalisations by statistics, stored or of the map itself. */
final class NormalisationLayers {
    /** A size that a file can state without storing anything is believed up to here. */
    private static final int LARGEST = 1 << 24;

    private NormalisationLayers() {}

    static String batch(LayerCall call) {
        LayerConfig config = call.config();
        config.refuse(List.of("renorm", "virtual_batch_size"));
        int rank = call.rank();
        int axis = axis(call, rank);
        boolean scale = config.flag("scale", true);
        boolean center = config.flag("center", true);
        List<Tensor> all = call.variables(2 + (scale ? 1 : 0) + (center ? 1 : 0));
        int channels = call.shape(call.input()).size(axis);
        all.forEach(each -> call.requireShape("variable", each, channels));
        Tensor mean = all.get(all.size() - 2);
        Tensor variance = all.get(all.size() - 1);
        Tensor gamma = scale ? all.get(0) : filled(channels, 1);
        Tensor beta = center ? all.get(scale ? 1 : 0) : filled(channels, 0);
        int[] to = toSecond(rank, axis);
        String normal = call.main(
                "BatchNormalization",
                Attributes.NONE.with("epsilon", epsilon(config)),
                call.turned("first", call.input(), to),
                call.weight("gamma", gamma),
                call.weight("beta", beta),
                call.weight("mean", mean),
                call.weight("variance", variance));
        return call.turned("last", normal, AxisOrder.of(to).inverse().over(to.length));
    }

    static String layer(LayerCall call) {
        LayerConfig config = call.config();
        config.refuse(List.of("rms_scaling"));
        String x = call.input();
        int rank = call.rank();
        int[] axes = axes(call, rank);
        int[] to = behind(rank, axes);
        boolean scale = config.flag("scale", true);
        boolean center = config.flag("center", true);
        List<Tensor> all = call.variables((scale ? 1 : 0) + (center ? 1 : 0));
        Shape sizes =
                Shape.of(Arrays.stream(axes).map(a -> call.shape(x).size(a)).toArray());
        all.forEach(each -> call.requireShape("variable", each, sizes.sizes()));
        Tensor gamma = scale
                ? all.get(0)
                : filled(Math.toIntExact(sizes.elements()), 1).reshape(sizes);
        Attributes attributes = Attributes.NONE.with("axis", rank - axes.length).with("epsilon", epsilon(config));
        String turned = call.turned("first", x, to);
        String normal = center
                ? call.main(
                        "LayerNormalization",
                        attributes,
                        turned,
                        call.weight("gamma", gamma),
                        call.weight("beta", all.get(scale ? 1 : 0)))
                : call.main("LayerNormalization", attributes, turned, call.weight("gamma", gamma));
        return call.turned("last", normal, AxisOrder.of(to).inverse().over(to.length));
    }

    /** With scales of 1 for each group, times one for each channel, as the reader of ONNX has it. */
    static String group(LayerCall call) {
        LayerConfig config = call.config();
        int rank = call.rank();
        int axis = axis(call, rank);
        int channels = call.shape(call.input()).size(axis);
        int given = config.integer("groups", 32);
        int groups = given == -1 ? channels : given;
        if (groups < 1 || channels % groups != 0) {
            throw config.refusal("has " + given + " groups of " + channels + " channels");
        }
        int[] to = toSecond(rank, axis);
        Attributes attributes = Attributes.NONE
                .with("epsilon", epsilon(config))
                .with("num_groups", groups)
                .with("stash_type", 1);
        String normal = call.main(
                "GroupNormalization",
                attributes,
                call.turned("first", call.input(), to),
                call.weight("ones", filled(groups, 1)),
                call.weight("zeros", filled(groups, 0)));
        boolean scale = config.flag("scale", true);
        boolean center = config.flag("center", true);
        List<Tensor> all = call.variables((scale ? 1 : 0) + (center ? 1 : 0));
        int[] wide = IntStream.range(0, rank).map(i -> i == 1 ? channels : 1).toArray();
        all.forEach(each -> call.requireShape("variable", each, channels));
        String scaled = scale
                ? call.add(
                        "scaled", "Mul", normal, call.weight("gamma", all.get(0).reshape(Shape.of(wide))))
                : normal;
        String moved = center
                ? call.add(
                        "moved",
                        "Add",
                        scaled,
                        call.weight("beta", all.get(scale ? 1 : 0).reshape(Shape.of(wide))))
                : scaled;
        return call.turned("last", moved, AxisOrder.of(to).inverse().over(to.length));
    }

    /** x / max(‖x‖, ε). */
    static String unit(LayerCall call) {
        call.config().requireAxis();
        int[] axes = axes(call, call.rank());
        String sizes = call.vector("axes", Arrays.stream(axes).asLongStream().toArray());
        String norm = call.add("norm", "ReduceL2", Attributes.NONE.with("keepdims", 1), call.input(), sizes);
        double epsilon =
                call.config().type().equals("Normalize") ? call.config().number("epsilon", 1e-7) : 1e-12;
        if (call.config().integer("order", 2) != 2) {
            throw call.config().refusal("has the order " + call.config().get("order") + ", expected 2");
        }
        String bounded = call.add("bounded", "Max", norm, call.scalar("epsilon", epsilon));
        return call.main("Div", Attributes.NONE, call.input(), bounded);
    }

    private static float epsilon(LayerConfig config) {
        return (float) config.number("epsilon", 1e-3);
    }

    private static int axis(LayerCall call, int rank) {
        int[] axes = axes(call, rank);
        if (axes.length != 1 || axes[0] == 0) {
            throw call.config().refusal("normalises axes " + Arrays.toString(axes) + ", expected one behind the batch");
        }
        return axes[0];
    }

    private static int[] axes(LayerCall call, int rank) {
        int[] given = call.config().has("axis") ? call.config().integers("axis") : new int[] {-1};
        return Arrays.stream(given).map(a -> call.axis(a, rank)).toArray();
    }

    private static int[] toSecond(int rank, int axis) {
        return IntStream.concat(IntStream.of(0, axis), IntStream.range(1, rank).filter(i -> i != axis))
                .toArray();
    }

    private static int[] behind(int rank, int... axes) {
        IntStream others =
                IntStream.range(0, rank).filter(i -> Arrays.stream(axes).noneMatch(a -> a == i));
        return IntStream.concat(others, Arrays.stream(axes)).toArray();
    }

    private static Tensor filled(int size, float value) {
        if (size > LARGEST) {
            throw new IllegalArgumentException(size + " channels");
        }
        float[] values = new float[size];
        Arrays.fill(values, value);
        return Tensor.floats(Shape.of(size), values);
    }
}
