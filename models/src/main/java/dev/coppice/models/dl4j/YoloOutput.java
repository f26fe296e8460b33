package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/**
 * The output layer of YOLO2. Of each prior box's channels the first two go through a sigmoid, the next two through exp and times
 * the box, the fifth through a sigmoid, and the others, one a class, through a softmax.
 */
final class YoloOutput {
    private static final int AXIS = 2;

    /** The channels of a box before those of classes: centre, size and confidence. */
    private static final int BOX = 5;

    private static final int END = Integer.MAX_VALUE;

    private final Step step;
    private final String boxes;

    private YoloOutput(Step step, String boxes) {
        this.step = step;
        this.boxes = boxes;
    }

    static Value of(Step step) {
        Value input = step.input().require(Value.MAPS, "the output layer of YOLO2");
        if (input.isLast()) {
            throw new IllegalArgumentException("its format is NHWC, expected NCHW");
        }
        Settings priors = step.settings().required("boundingBoxes");
        int[] shape = priors.wholes("shape");
        double[] data = priors.reals("data");
        if (shape.length != 2 || shape[0] < 1 || shape[1] != 2 || data.length != 2L * shape[0]) {
            throw step.settings().fault("boundingBoxes", "two sizes for each box");
        }
        float[] sizes = new float[data.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (float) data[i];
        }
        String boxes =
                step.draft().constant(step.name() + ".boxes", Tensor.floats(Shape.of(1, shape[0], 2, 1, 1), sizes));
        return input.with(new YoloOutput(step, boxes).of(input.tensor(), shape[0]));
    }

    private String of(String input, int count) {
        String shape = node("Shape", "shape", input);
        String head = node("Slice", "batch", shape, integers("zero", 0), integers("one", 1));
        String space = node("Slice", "space", shape, integers("two", 2), integers("four", 4));
        String grouped = step.inside(
                "Concat", "grouped", Attributes.NONE.with("axis", 0), head, integers("count", count, -1), space);
        String each = node("Reshape", "boxed", input, grouped);
        String centre = node("Sigmoid", "centre", part(each, "xy", 0, 2));
        String size = node("Mul", "size", node("Exp", "growth", part(each, "wh", 2, BOX - 1)), boxes);
        String sure = node("Sigmoid", "confidence", part(each, "c", BOX - 1, BOX));
        String classes = step.inside(
                "Softmax", "probabilities", Attributes.NONE.with("axis", AXIS), part(each, "classes", BOX, END));
        String joined =
                step.inside("Concat", "joined", Attributes.NONE.with("axis", AXIS), centre, size, sure, classes);
        return step.last("Reshape", Attributes.NONE, joined, shape);
    }

    private String part(String boxed, String part, int from, int to) {
        return node(
                "Slice",
                part,
                boxed,
                integers(part + ".from", from),
                integers(part + ".to", to),
                integers(part + ".axis", AXIS));
    }

    private String node(String op, String part, String... reads) {
        return step.inside(op, part, Attributes.NONE, reads);
    }

    private String integers(String part, int... values) {
        return step.draft().integers(step.name() + "." + part, values);
    }
}
