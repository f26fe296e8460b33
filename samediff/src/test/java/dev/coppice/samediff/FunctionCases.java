package dev.coppice.samediff;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Variations of operators that are functions of elements, reductions, normalisations, choices or repetitions. */
final class FunctionCases {
    private static final Attributes NONE = Attributes.NONE;

    private static final Tensor COLUMNS =
            Tensor.of(ElementType.BOOL, Shape.of(7), ByteBuffer.wrap(new byte[] {1, 0, 1, 1, 0, 0, 1}));

    private final TranslatorCases cases;

    FunctionCases(TranslatorCases cases) {
        this.cases = cases;
    }

    void all() {
        functions();
        pairs();
        reductions();
        normalisations();
        responses();
        truths();
        repetitions();
        choices();
        stacks();
    }

    private void op(String name, String op, Attributes a) {
        cases.add(name, b -> b.node(op, "y", a, IMAGE));
    }

    private static NetworkBuilder sigmoid(NetworkBuilder b) {
        return b.node("Sigmoid", "s", IMAGE);
    }

    private static NetworkBuilder number(NetworkBuilder b, String name, float value) {
        return b.constant(name, Tensor.scalar(value));
    }

    /** A weight for each channel, one of which is 0. */
    private static NetworkBuilder oneZero(NetworkBuilder b) {
        return b.constant("z", Tensor.floats(Shape.of(1, 4, 1, 1), new float[] {1, 0, -2, 1}));
    }

    private void functions() {
        for (String op : List.of(
                "Abs",
                "Asinh",
                "Atan",
                "Celu",
                "Cos",
                "Cosh",
                "Erf",
                "Exp",
                "Gelu",
                "Neg",
                "Shrink",
                "Sin",
                "Sinh",
                "ThresholdedRelu")) {
            op(op, op, NONE);
        }
        for (String op : List.of(
                "Asinh",
                "Atan",
                "Celu",
                "Cosh",
                "Elu",
                "Erf",
                "Gelu",
                "Mish",
                "Sin",
                "Sinh",
                "Softplus",
                "Softsign",
                "Tanh")) {
            cases.add(op + " at 0", b -> oneZero(b).node("Mul", "x", IMAGE, "z").node(op, "y", "x"));
        }
        op("Celu α 0.5", "Celu", NONE.with("alpha", 0.5f));
        op("Gelu by tanh", "Gelu", NONE.with("approximate", "tanh"));
        op("Shrink with a bias", "Shrink", NONE.with("lambd", 0.3f).with("bias", 0.2f));
        op("ThresholdedRelu 0.2", "ThresholdedRelu", NONE.with("alpha", 0.2f));
        cases.add(
                "Acosh",
                b -> sigmoid(number(b, "k", 1.5f)).node("Add", "x", "s", "k").node("Acosh", "y", "x"));
        for (String op : List.of("Ceil", "Floor")) {
            cases.add(op, b -> b.node(op, "c", IMAGE).node("Mul", "y", IMAGE, "c"));
        }
        for (String op : List.of("Acos", "Asin", "Atanh", "Log", "Reciprocal", "Tan")) {
            cases.add(op, b -> sigmoid(b).node(op, "y", "s"));
        }
        op("LogSoftmax over channels", "LogSoftmax", NONE.with("axis", 1));
        op("LogSoftmax over width", "LogSoftmax", NONE);
        op("LpNormalization 1", "LpNormalization", NONE.with("p", 1).with("axis", 1));
        op("LpNormalization 2", "LpNormalization", NONE.with("axis", 1));
    }

    private void pairs() {
        for (String op : List.of("Max", "Min", "Mean", "Sum")) {
            cases.add(op + " of two maps", b -> sigmoid(b).node(op, "y", IMAGE, "s"));
            cases.add(op + " of three", b -> sigmoid(b).node("Tanh", "t", IMAGE).node(op, "y", IMAGE, "s", "t"));
            cases.add(op + " with a number", b -> number(b, "k", 0.1f).node(op, "y", IMAGE, "k"));
            cases.add(op + " of one", b -> b.node(op, "y", IMAGE));
        }
        for (float exponent : new float[] {2, 3, 0.5f, -0.5f, 1.7f}) {
            cases.add("Pow " + exponent, b -> number(sigmoid(b), "k", exponent).node("Pow", "y", "s", "k"));
        }
        cases.add("Pow by a number for each channel", b -> sigmoid(b)
                .constant("k", Tensor.floats(Shape.of(4, 1, 1), 2, 0.5f, 3, -1))
                .node("Pow", "y", "s", "k"));
        cases.add("Pow by a map", b -> sigmoid(b).node("Tanh", "t", IMAGE).node("Pow", "y", "s", "t"));
        cases.add("Pow of a number", b -> number(b, "k", 1.5f).node("Pow", "y", "k", IMAGE));
        cases.add("Mod", b -> number(b, "k", 0.7f).node("Mod", "y", NONE.with("fmod", 1), IMAGE, "k"));
        cases.add("Mod by a map", b -> sigmoid(b).node("Mod", "y", NONE.with("fmod", 1), IMAGE, "s"));
        cases.add("Pow 3 of any sign", b -> number(b, "k", 3).node("Pow", "y", IMAGE, "k"));
    }

    private void reductions() {
        for (String op : List.of(
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSumExp",
                "ReduceMax",
                "ReduceMean",
                "ReduceMin",
                "ReduceSum",
                "ReduceSumSquare")) {
            cases.add(op + " over maps", b -> b.integers("axes", 2, 3).node(op, "y", IMAGE, "axes"));
            cases.add(op + " over channels, dropped", b -> b.integers("axes", 1)
                    .node(op, "y", NONE.with("keepdims", 0), IMAGE, "axes"));
            cases.add(op + " over width", b -> b.integers("axes", -1).node(op, "y", IMAGE, "axes"));
        }
        cases.add("ReduceMean over everything", b -> b.node("ReduceMean", "m", IMAGE)
                .node("Mul", "y", IMAGE, "m"));
        for (String op : List.of("ReduceL2", "ReduceMax", "ReduceMean", "ReduceProd", "ReduceSum")) {
            cases.add(op + " over pictures", b -> b.integers("axes", 0).node(op, "y", IMAGE, "axes"));
        }
        cases.add("ReduceProd", b -> b.integers("axes", 1).node("ReduceProd", "y", IMAGE, "axes"));
        cases.add("ReduceProd over maps", b -> sigmoid(b).integers("axes", 2, 3).node("ReduceProd", "y", "s", "axes"));
        cases.add("ReduceProd with zeros", b -> b.node("ThresholdedRelu", "r", IMAGE)
                .integers("axes", 1, 3)
                .node("ReduceProd", "p", "r", "axes")
                .node("Softsign", "t", IMAGE)
                .node("Add", "y", "t", "p"));
        cases.add("ReduceProd of a weight of 0", b -> oneZero(b)
                .node("Mul", "r", IMAGE, "z")
                .integers("axes", 1)
                .node("ReduceProd", "p", "r", "axes")
                .node("Add", "y", "p", IMAGE));
        cases.add("ReduceL2 of zeros", b -> b.node("ThresholdedRelu", "r", IMAGE)
                .integers("axes", 3)
                .node("ReduceL2", "l", "r", "axes")
                .node("Softsign", "t", IMAGE)
                .node("Add", "y", "t", "l"));
        cases.add("Sqrt of squares of zeros", b -> b.node("ThresholdedRelu", "r", IMAGE)
                .integers("axes", 3)
                .node("ReduceSumSquare", "q", "r", "axes")
                .node("Sqrt", "l", "q")
                .node("Softsign", "t", IMAGE)
                .node("Add", "y", "t", "l"));
        cases.add("ReduceLogSum", b -> sigmoid(b).integers("axes", 1).node("ReduceLogSum", "y", "s", "axes"));
    }

    private void normalisations() {
        cases.add(
                "LayerNormalization",
                b -> b.normal("g", 1, 7).normal("t", 1, 7).node("LayerNormalization", "y", IMAGE, "g", "t"));
        cases.add("LayerNormalization of three axes without bias", b -> b.normal("g", 1, 4, 6, 7)
                .node("LayerNormalization", "y", NONE.with("axis", 1), IMAGE, "g"));
        cases.add(
                "InstanceNormalization",
                b -> b.normal("g", 1, 4).normal("t", 1, 4).node("InstanceNormalization", "y", IMAGE, "g", "t"));
        for (int groups : new int[] {1, 2, 4}) {
            cases.add("GroupNormalization " + groups, b -> b.normal("g", 1, groups)
                    .normal("t", 1, groups)
                    .node("GroupNormalization", "y", NONE.with("num_groups", groups), IMAGE, "g", "t"));
        }
    }

    private void responses() {
        Attributes lrn =
                NONE.with("size", 3).with("alpha", 0.5f).with("beta", 0.6f).with("bias", 1.5f);
        op("LRN", "LRN", lrn);
        op("LRN of an even size", "LRN", lrn.with("size", 2));
        op("MeanVarianceNormalization", "MeanVarianceNormalization", NONE);
        op("MeanVarianceNormalization by image", "MeanVarianceNormalization", NONE.with("axes", 2, 3));
        Attributes window =
                NONE.with("kernel_shape", 3, 3).with("strides", 2, 2).with("pads", 1, 1, 1, 1);
        for (int p : new int[] {1, 2, 3}) {
            op("LpPool " + p, "LpPool", window.with("p", p));
            op("LpPool dilated " + p, "LpPool", window.with("p", p).with("dilations", 1, 2));
            op("GlobalLpPool " + p, "GlobalLpPool", NONE.with("p", p));
        }
    }

    private void truths() {
        for (String op : List.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual")) {
            cases.add(
                    op,
                    b -> number(sigmoid(b), "k", 0.2f).node(op, "c", IMAGE, "k").node("Where", "y", "c", IMAGE, "s"));
        }
        Attributes toBool = NONE.with("to", ElementType.BOOL.code());
        Attributes toFloat = NONE.with("to", ElementType.FLOAT.code());
        cases.add("Sign", b -> b.node("Sign", "c", IMAGE).node("Mul", "y", IMAGE, "c"));
        for (String op : List.of("IsInf", "IsNaN")) {
            cases.add(op, b -> number(sigmoid(b), "none", 0).node(op, "c", "s").node("Where", "y", "c", "none", "s"));
        }
        cases.add("Equal", b -> b.node("Relu", "r", IMAGE)
                .node("Equal", "c", IMAGE, "r")
                .node("Tanh", "t", IMAGE)
                .node("Where", "y", "c", "t", IMAGE));
        cases.add("And, Or, Not and Cast", b -> number(number(sigmoid(b), "low", -0.4f), "high", 0.5f)
                .node("Greater", "above", IMAGE, "low")
                .node("Less", "below", IMAGE, "high")
                .node("And", "between", "above", "below")
                .node("Not", "outside", "between")
                .node("Relu", "r", IMAGE)
                .node("Cast", "positive", toBool, "r")
                .node("Or", "some", "outside", "positive")
                .node("Cast", "mask", toFloat, "some")
                .node("Mul", "z", "mask", "s")
                .node("Add", "y", "z", IMAGE));
        cases.add("Cast of truth values that are counted", b -> number(sigmoid(b), "high", 0.5f)
                .integers("channels", 1)
                .integers("none", 0)
                .node("Greater", "above", IMAGE, "high")
                .node("Cast", "whole", NONE.with("to", ElementType.INT64.code()), "above")
                .node("ReduceSum", "count", "whole", "channels")
                .node("Equal", "empty", "count", "none")
                .node("Where", "y", "empty", IMAGE, "s"));
        cases.add("Xor", b -> number(number(sigmoid(b), "low", -0.4f), "high", 0.5f)
                .node("Greater", "a", IMAGE, "low")
                .node("Greater", "b", IMAGE, "high")
                .node("Xor", "between", "a", "b")
                .node("Where", "y", "between", IMAGE, "s"));
        op("Cast", "Cast", toFloat);
    }

    private void repetitions() {
        cases.add("Expand", b -> b.integers("axes", 2, 3)
                .integers("to", 1, 4, 6, 7)
                .node("ReduceMean", "m", IMAGE, "axes")
                .node("Expand", "y", "m", "to"));
        cases.add("Expand to more axes", b -> b.normal("w", 1, 4, 1, 1)
                .integers("to", 1, 4, 6, 7)
                .node("Expand", "e", "w", "to")
                .node("Mul", "y", IMAGE, "e"));
        cases.add("Expand of a constant", b -> b.normal("w", 1, 1, 4, 1, 1)
                .integers("to", 2, 4, 6, 7)
                .node("Expand", "e", "w", "to")
                .node("Mul", "y", IMAGE, "e"));
        cases.add("Tile", b -> b.integers("times", 1, 2, 1, 3).node("Tile", "y", IMAGE, "times"));
        Attributes two = NONE.with("blocksize", 2);
        op("DepthToSpace DCR", "DepthToSpace", two);
        op("DepthToSpace CRD", "DepthToSpace", two.with("mode", "CRD"));
        cases.add("SpaceToDepth", Shape.of(2, 3, 4, 6), b -> b.node("SpaceToDepth", "y", two, IMAGE));
    }

    private void choices() {
        cases.add("Gather of rows", b -> b.integers("order", 5, 0, 2)
                .node("Gather", "y", NONE.with("axis", 2), IMAGE, "order"));
        cases.add("Gather of one column", b -> b.constant("one", Tensor.longs(Shape.SCALAR, 3))
                .node("Gather", "y", NONE.with("axis", 3), IMAGE, "one"));
        cases.add("Gather of neighbours", b -> b.integers("order", 1, 2)
                .node("Gather", "y", NONE.with("axis", 1), IMAGE, "order"));
        cases.add("Gather by a matrix", b -> b.constant("table", Tensor.longs(Shape.of(2, 2), 0, 3, 1, 0))
                .node("Gather", "y", NONE.with("axis", 3), IMAGE, "table"));
        cases.add("Gather of a table's rows", b -> b.normal("table", 1, 9, 7)
                .integers("rows", 0, 3, 3, 8, 1, 2)
                .node("Gather", "t", "table", "rows")
                .node("Mul", "y", IMAGE, "t"));
        for (int upper : new int[] {0, 1}) {
            cases.add("Trilu " + upper, b -> b.constant("k", Tensor.longs(Shape.SCALAR, 1))
                    .node("Trilu", "y", NONE.with("upper", upper), IMAGE, "k"));
        }
        cases.add("Where by a constant", b -> sigmoid(b).constant("c", COLUMNS).node("Where", "y", "c", IMAGE, "s"));
        cases.add("Where masks with infinity", b -> number(b, "never", Float.NEGATIVE_INFINITY)
                .constant("c", COLUMNS)
                .node("Where", "m", "c", IMAGE, "never")
                .node("Softmax", "y", "m"));
        for (int axis = 1; axis < 4; axis++) {
            Tensor along = Tensor.longs(Shape.SCALAR, axis);
            cases.add("CumSum " + axis, b -> b.constant("axis", along).node("CumSum", "y", IMAGE, "axis"));
        }
        for (int axis = 1; axis < 4; axis++) {
            Attributes along = NONE.with("axis", axis);
            cases.add("TopK " + axis, b -> b.integers("k", 3).parts("TopK", List.of("y", ""), along, IMAGE, "k"));
        }
        cases.add("TopK of the smallest", b -> b.integers("k", 2)
                .parts("TopK", List.of("y", ""), NONE.with("largest", 0), IMAGE, "k"));
        cases.add("CumSum backwards, exclusive", b -> b.constant("axis", Tensor.longs(Shape.SCALAR, 2))
                .node("CumSum", "y", NONE.with("exclusive", 1).with("reverse", 1), IMAGE, "axis"));
    }

    private void stacks() {
        UnaryOperator<NetworkBuilder> turned = b -> b.node("Transpose", "t", NONE.with("perm", 0, 1, 3, 2), IMAGE);
        cases.add("MatMul with one matrix for all channels", b -> turned.apply(b)
                .integers("axes", 1)
                .node("ReduceMean", "m", "t", "axes")
                .node("MatMul", "y", IMAGE, "m"));
        cases.add("MatMul of stacks of other ranks", b -> b.normal("w", 1, 4, 7, 3)
                .node("MatMul", "y", IMAGE, "w"));
    }
}
