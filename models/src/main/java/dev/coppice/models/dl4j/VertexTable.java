package dev.coppice.models.dl4j;

import static java.util.Map.entry;

import dev.coppice.models.dl4j.LayerKind.Translation;
import dev.coppice.models.graph.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** All kinds of vertices beside layers that are read, by the texts that name their classes. */
final class VertexTable {
    private static final String VERTICES = "org.deeplearning4j.nn.conf.graph.";

    private static final Map<String, Translation> KINDS = Map.ofEntries(
            entry("MergeVertex", VertexTable::merge),
            entry("ElementWiseVertex", VertexTable::elementwise),
            entry("ScaleVertex", step -> withNumber(step, "Mul", "scaleFactor")),
            entry("ShiftVertex", step -> withNumber(step, "Add", "shiftFactor")),
            entry("L2NormalizeVertex", VertexTable::normalised),
            entry("SubsetVertex", VertexTable::subset),
            entry("PoolHelperVertex", VertexTable::withoutFirst),
            entry("ReshapeVertex", VertexTable::reshaped),
            entry("PreprocessorVertex", VertexTable::preprocessed));

    private VertexTable() {}

    /** The translation of a kind of vertex; empty if there is none. */
    static Optional<Translation> find(String type) {
        return type.startsWith(VERTICES)
                ? Optional.ofNullable(KINDS.get(type.substring(VERTICES.length())))
                : Optional.empty();
    }

    /** Words for a vertex that is not read. */
    static String unread(Settings vertex) {
        return vertex.type().startsWith(VERTICES) ? vertex.shortType() : "custom class " + vertex.type();
    }

    private static String[] tensors(Step step) {
        return step.inputs().stream().map(Value::tensor).toArray(String[]::new);
    }

    /** The first input, after a check that all are alike. */
    private static Value alike(Step step, int least) {
        List<Value> inputs = step.inputs();
        if (inputs.size() < least) {
            throw new IllegalArgumentException("it reads " + inputs.size() + " inputs, expected " + least + " or more");
        }
        Value first = inputs.get(0);
        for (Value other : inputs) {
            if (other.rank() != first.rank() || (other.isLast() != first.isLast() && first.rank() > Value.VECTORS)) {
                throw new IllegalArgumentException("its inputs differ in their number or order of axes");
            }
        }
        return first;
    }

    private static Value merge(Step step) {
        Value first = alike(step, 1);
        if (step.inputs().size() == 1) {
            return first;
        }
        int axis = step.settings().has("mergeAxis")
                ? step.settings().json().path("mergeAxis").asInt(1)
                : 1;
        // Deeplearning4j itself corrects the default for maps that are channels last
        boolean isDefault = axis == 1 && !step.settings().flag("modified", false);
        int own = isDefault ? 1 : first.axis(axis);
        return first.with(step.last("Concat", Attributes.NONE.with("axis", own), tensors(step)));
    }

    private static Value elementwise(Step step) {
        Value first = alike(step, 1);
        String op = step.settings().word("op", "Add", "Subtract", "Product", "Average", "Max");
        int count = step.inputs().size();
        if (op.equals("Subtract")) {
            if (count != 2) {
                throw new IllegalArgumentException("it subtracts " + count + " inputs, expected 2");
            }
            return first.with(step.last("Sub", Attributes.NONE, tensors(step)));
        }
        if (count == 1) {
            return first;
        }
        return first.with(
                switch (op) {
                    case "Add" ->
                        count == 2
                                ? step.last("Add", Attributes.NONE, tensors(step))
                                : step.last("Sum", Attributes.NONE, tensors(step));
                    case "Average" -> step.last("Mean", Attributes.NONE, tensors(step));
                    case "Max" -> step.last("Max", Attributes.NONE, tensors(step));
                    default -> product(step);
                });
    }

    private static String product(Step step) {
        String[] factors = tensors(step);
        String product = factors[0];
        for (int i = 1; i < factors.length - 1; i++) {
            product = step.inside("Mul", "product", Attributes.NONE, product, factors[i]);
        }
        return step.last("Mul", Attributes.NONE, product, factors[factors.length - 1]);
    }

    private static Value withNumber(Step step, String op, String setting) {
        String number =
                step.draft().number(step.name() + "." + setting, step.settings().real(setting));
        return step.input().with(step.last(op, Attributes.NONE, step.input().tensor(), number));
    }

    /** x / max(‖x‖₂, ε), over all axes of an example unless the settings name some. */
    private static Value normalised(Step step) {
        Value input = step.input();
        int[] given = step.settings().has("dimension") ? step.settings().wholes("dimension") : new int[0];
        int[] axes = given.length == 0
                ? IntStream.range(1, input.rank()).toArray()
                : Arrays.stream(given).map(input::axis).sorted().toArray();
        String over = step.draft().integers(step.name() + ".axes", axes);
        String norm = step.inside("ReduceL2", "norm", Attributes.NONE.with("keepdims", 1), input.tensor(), over);
        String least = step.draft().number(step.name() + ".eps", step.settings().real("eps", 1e-8));
        String bounded = step.inside("Max", "bounded", Attributes.NONE, norm, least);
        return input.with(step.last("Div", Attributes.NONE, input.tensor(), bounded));
    }

    private static Value subset(Step step) {
        int from = step.settings().whole("from");
        int to = step.settings().whole("to");
        if (to < from) {
            throw step.settings().fault("to", "at least " + from);
        }
        return Sizes.slice(
                step,
                step.input(),
                new int[] {from},
                new int[] {to + 1},
                step.input().axis(1));
    }

    /** Maps without their first row and column. */
    private static Value withoutFirst(Step step) {
        Value input = step.input().require(Value.MAPS, "a pool helper");
        int[] space = {input.axis(2), input.axis(3)};
        return Sizes.slice(step, input, new int[] {1, 1}, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, space);
    }

    private static Value reshaped(Step step) {
        Value input = step.input();
        step.settings().word("reshapeOrder", "c");
        int[] shape = step.settings().integers("newShape");
        boolean fits = shape.length > 1 && Arrays.stream(shape).skip(1).allMatch(s -> s > 0) && shape[0] == -1;
        if (!fits || (input.isLast() && input.rank() > Value.VECTORS)) {
            throw step.settings().fault("newShape", "-1 for the batch and sizes, of maps channels first");
        }
        String to = step.draft().integers(step.name() + ".shape", shape);
        return new Value(step.last("Reshape", Attributes.NONE, input.tensor(), to), shape.length, false);
    }

    private static Value preprocessed(Step step) {
        return Preprocessors.apply(step, step.settings().required("preProcessor"), true);
    }
}
