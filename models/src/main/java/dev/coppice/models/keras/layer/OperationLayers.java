package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operations of {@code keras.ops} that are no layers. */
final class OperationLayers {
    private OperationLayers() {}

    static String unary(LayerCall call, String op) {
        return call.main(op, Attributes.NONE, call.input());
    }

    static String square(LayerCall call) {
        return call.main("Mul", Attributes.NONE, call.input(), call.input());
    }

    static String rsqrt(LayerCall call) {
        return call.main("Reciprocal", Attributes.NONE, call.add("root", "Sqrt", call.input()));
    }

    /** Types of floating-point numbers are all read as FLOAT, indices as INT64. */
    static String cast(LayerCall call) {
        String type = call.config().text("dtype", "");
        if (type.contains("float")) {
            return call.graph().cast(call.label(), call.input());
        }
        if (!type.matches("int(32|64)") || call.graph().type(call.input()) != ElementType.INT64) {
            throw call.config().refusal("casts to " + type + ", which Coppice does not read");
        }
        return call.input();
    }

    static String reduce(LayerCall call, String op) {
        LayerConfig config = call.config();
        if (config.has("initial") || config.has("weights")) {
            throw config.refusal("has initial values or weights, which Coppice does not read");
        }
        return call.main(op, keepdims(config), call.input(), vector(call, "axes", reduced(call)));
    }

    private static Attributes keepdims(LayerConfig config) {
        return Attributes.NONE.with("keepdims", config.flag("keepdims", false) ? 1 : 0);
    }

    /** The axes that a reduction takes away: all where none is named. */
    private static int[] reduced(LayerCall call) {
        return call.config().has("axis")
                ? axes(call, call.rank())
                : IntStream.range(0, call.rank()).toArray();
    }

    /** The mean of squared differences from the mean. */
    static String variance(LayerCall call) {
        String axes = vector(call, "axes", reduced(call));
        String mean = call.add("mean", "ReduceMean", Attributes.NONE.with("keepdims", 1), call.input(), axes);
        String centred = call.add("centred", "Sub", call.input(), mean);
        return call.main("ReduceMean", keepdims(call.config()), call.add("squares", "Mul", centred, centred), axes);
    }

    static String deviation(LayerCall call) {
        return call.add("root", "Sqrt", variance(call));
    }

    /** Two axes that take each other's place. */
    static String swapped(LayerCall call) {
        int rank = call.rank();
        int first = call.axis(call.config().integer("axis1", 0), rank);
        int second = call.axis(call.config().integer("axis2", 1), rank);
        int[] perm = IntStream.range(0, rank).toArray();
        perm[first] = second;
        perm[second] = first;
        return call.turned("swapped", call.input(), perm);
    }

    /** Axes in the other direction: all where none is named. */
    static String flipped(LayerCall call) {
        List<long[]> slices = Arrays.stream(reduced(call))
                .mapToObj(axis -> new long[] {Integer.MAX_VALUE, Integer.MIN_VALUE, axis, -1})
                .toList();
        return slice(call, call.input(), slices);
    }

    /** The place of the largest or smallest element along an axis. */
    static String search(LayerCall call, String op) {
        LayerConfig config = call.config();
        config.requireAxis();
        Attributes attributes = keepdims(config).with("axis", call.axis(config.integer("axis", -1), call.rank()));
        return call.main(op, attributes, call.input());
    }

    static String clip(LayerCall call) {
        LayerConfig config = call.config();
        return Activations.clip(call, call.input(), config.number("x_min", 0), config.number("x_max", 0));
    }

    static String transpose(LayerCall call) {
        int rank = call.rank();
        int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        int[] axes = call.config().has("axes") ? call.config().integers("axes") : reversed;
        if (axes.length != rank) {
            throw call.config().refusal("permutes " + axes.length + " axes of " + rank);
        }
        return call.main("Transpose", Attributes.NONE.with("perm", axes), call.input());
    }

    static String expand(LayerCall call) {
        int added = call.config().integers("axis").length;
        int[] axes = axes(call, call.rank() + added);
        return call.main("Unsqueeze", Attributes.NONE, call.input(), vector(call, "axes", axes));
    }

    static String squeeze(LayerCall call) {
        return call.main("Squeeze", Attributes.NONE, call.input(), vector(call, "axes", axes(call, call.rank())));
    }

    static String stack(LayerCall call) {
        List<String> all = call.inputs();
        int axis = call.axis(
                call.config().integer("axis", 0), call.shape(all.get(0)).rank() + 1);
        String axes = call.vector("axes", axis);
        String[] rows =
                all.stream().map(t -> call.add("row", "Unsqueeze", t, axes)).toArray(String[]::new);
        return call.main("Concat", Attributes.NONE.with("axis", axis), rows);
    }

    /** Parts of equal size along an axis. */
    static List<String> split(LayerCall call) {
        LayerConfig config = call.config();
        int axis = call.axis(config.integer("axis", 0), call.rank());
        int size = call.shape(call.input()).size(axis);
        if (call.graph().isOpen(call.input(), axis)) {
            throw config.refusal("splits axis " + axis + ", whose size the model leaves open; give Input a fixed size");
        }
        int[] places = places(config, size);
        List<String> all = new ArrayList<>();
        for (int i = 0; i + 1 < places.length; i++) {
            all.add(slice(call, call.input(), List.of(new long[] {places[i], places[i + 1], axis, 1})));
        }
        return all;
    }

    /** Where parts begin, and the end: those of equal parts, or the places between parts. */
    private static int[] places(LayerConfig config, int size) {
        JsonNode given = config.get("indices_or_sections");
        if (!given.isArray()) {
            int parts = config.integer("indices_or_sections", 0);
            if (parts < 1 || size % parts != 0) {
                throw config.refusal("splits " + size + " elements into " + parts);
            }
            return IntStream.rangeClosed(0, parts).map(i -> i * (size / parts)).toArray();
        }
        IntStream inner = Arrays.stream(config.integers("indices_or_sections"));
        int[] places = IntStream.concat(IntStream.of(0), IntStream.concat(inner, IntStream.of(size)))
                .toArray();
        if (IntStream.range(1, places.length).anyMatch(i -> places[i] <= places[i - 1])) {
            throw config.refusal("splits " + size + " elements at " + given);
        }
        return places;
    }

    static String pad(LayerCall call) {
        LayerConfig config = call.config();
        String mode = config.text("mode", "constant");
        if (!List.of("constant", "reflect").contains(mode)) {
            throw config.refusal("pads by '" + mode + "', Coppice reads constant and reflect");
        }
        int rank = call.rank();
        int[][] amounts = config.amountsOfAll("pad_width", rank);
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            pads[i] = amounts[i][0];
            pads[rank + i] = amounts[i][1];
        }
        Attributes attributes = Attributes.NONE.with("mode", mode);
        return config.has("constant_values")
                ? call.main(
                        "Pad",
                        attributes,
                        call.input(),
                        call.vector("pads", pads),
                        call.scalar("value", config.number("constant_values", 0)))
                : call.main("Pad", attributes, call.input(), call.vector("pads", pads));
    }

    static String depthToSpace(LayerCall call) {
        Attributes block = Attributes.NONE.with("blocksize", call.config().integer("block_size", 2));
        return call.last(call.main("DepthToSpace", block, call.first(call.input())));
    }

    static String spaceToDepth(LayerCall call) {
        Attributes block = Attributes.NONE.with("blocksize", call.config().integer("block_size", 2));
        return call.last(call.main("SpaceToDepth", block, call.first(call.input())));
    }

    /** Basic indexing: slices, single elements, new axes and an ellipsis. */
    static String item(LayerCall call) {
        JsonNode key = call.arguments().size() == 2
                ? call.arguments().get(1).value()
                : call.config().get("key");
        Indexing index = Indexing.of(key, call.rank(), call.config());
        String x = call.input();
        String sliced = index.slices().isEmpty() ? x : slice(call, x, index.slices());
        String fewer = index.single().isEmpty()
                ? sliced
                : call.add("one", "Squeeze", sliced, vector(call, "one.axes", ints(index.single())));
        return index.added().isEmpty()
                ? fewer
                : call.add("more", "Unsqueeze", fewer, vector(call, "more.axes", ints(index.added())));
    }

    /** Slices, each with its start, end, axis and step. */
    private static String slice(LayerCall call, String x, List<long[]> slices) {
        return call.main(
                "Slice",
                Attributes.NONE,
                x,
                call.vector("starts", slices.stream().mapToLong(s -> s[0]).toArray()),
                call.vector("ends", slices.stream().mapToLong(s -> s[1]).toArray()),
                call.vector("axes", slices.stream().mapToLong(s -> s[2]).toArray()),
                call.vector("steps", slices.stream().mapToLong(s -> s[3]).toArray()));
    }

    private static int[] axes(LayerCall call, int rank) {
        return Arrays.stream(call.config().integers("axis"))
                .map(a -> call.axis(a, rank))
                .toArray();
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(i -> i).toArray();
    }

    private static String vector(LayerCall call, String role, int... values) {
        return call.constant(
                role, Tensor.vector(Arrays.stream(values).asLongStream().toArray()));
    }
}
