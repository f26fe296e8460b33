package dev.coppice.models.onnx.dequantize;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.upgrade.UpgradeContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One operator on integers, written with operators on floating-point numbers. Used once. */
final class FloatingForm {
    private static final String AXIS = "axis";

    private final Node node;
    private final UpgradeContext context;
    private final FloatingTensors floating;
    private final List<Node> nodes = new ArrayList<>();

    FloatingForm(Node node, UpgradeContext context, FloatingTensors floating) {
        this.node = node;
        this.context = context;
        this.floating = floating;
    }

    /** DynamicQuantizeLinear: the numbers as they are, with scale 1 and zero point 0. */
    List<Node> dynamic() {
        identity(node.input(0), 0);
        identity(context.addConstant(node.name() + "_scale", Tensor.scalar(1)), 1);
        identity(
                context.addConstant(
                        node.name() + "_zero", Tensor.of(ElementType.UINT8, Shape.SCALAR, ByteBuffer.allocate(1))),
                2);
        return nodes;
    }

    private void identity(String from, int output) {
        if (output < node.outputs().size() && !node.outputs().get(output).isEmpty()) {
            String name = output == 0 ? node.name() : context.freshName(node.name() + "_" + output);
            nodes.add(new Node(
                    name, "", "Identity", List.of(from), List.of(node.outputs().get(output)), Attributes.NONE));
        }
    }

    /** ConvInteger and MatMulInteger: the same product of differences from the zero points. */
    List<Node> integer(String op, int axis) {
        String a = difference(0, 2, axis == 0 ? 1 : -2);
        String b = difference(1, 3, axis);
        nodes.add(new Node(node.name(), "", op, List.of(a, b), node.outputs(), node.attributes()));
        return nodes;
    }

    /** An input less its zero point, as floating-point numbers. */
    private String difference(int position, int zero, int axis) {
        String tensor = node.input(position);
        if (floating.contains(tensor)) {
            return tensor;
        }
        // a scale of 1 leaves the difference
        boolean perChannel = node.hasInput(zero)
                && context.constant(node.input(zero))
                        .filter(z -> z.shape().elements() > 1)
                        .isPresent();
        int channels = perChannel ? Math.toIntExact(constant(zero).shape().elements()) : 1;
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        String scale = context.addConstant(
                node.name() + "_one", perChannel ? Tensor.floats(Shape.of(channels), ones) : Tensor.scalar(1));
        return dequantized(tensor, scale, node.hasInput(zero) ? node.input(zero) : "", axis);
    }

    List<Node> convolution() {
        List<String> inputs = new ArrayList<>(List.of(dequantized(0, 1), dequantized(3, 0)));
        if (node.hasInput(8)) {
            inputs.add(dequantized(node.input(8), product(1, 4, 1), "", 0));
        }
        return quantized("Conv", inputs, node.attributes(), 6);
    }

    List<Node> product() {
        return quantized("MatMul", List.of(dequantized(0, -2), dequantized(3, -1)), Attributes.NONE, 6);
    }

    List<Node> gemm() {
        int columns = node.attributes().integer("transB", 0) == 1 ? 0 : 1;
        List<String> inputs = new ArrayList<>(List.of(dequantized(0, 0), dequantized(3, columns)));
        if (node.hasInput(6)) {
            inputs.add(
                    dequantized(node.input(6), product(1, 4, node.attributes().real("alpha", 1)), "", -1));
        }
        return quantized("Gemm", inputs, node.attributes(), 7);
    }

    /** An operator with two data inputs. */
    List<Node> pair(String op) {
        return quantized(op, List.of(dequantized(0, 1), dequantized(3, 1)), Attributes.NONE, 6);
    }

    /** An operator with one data input. */
    List<Node> single(String op) {
        if (node.attributes().integer("channels_last", 0) == 1) {
            throw new IllegalArgumentException(
                    node + " has its channels last, which is not rewritten in floating point");
        }
        return quantized(op, List.of(dequantized(0, 1)), node.attributes().without("channels_last"), 3);
    }

    List<Node> concat() {
        List<String> inputs = new ArrayList<>();
        for (int i = 2; i < node.inputs().size(); i += 3) {
            inputs.add(dequantized(i, 1));
        }
        return quantized("Concat", inputs, node.attributes(), 0);
    }

    /** The data at a position, whose scale and zero point follow it. */
    private String dequantized(int position, int axis) {
        return dequantized(node.input(position), node.input(position + 1), node.input(position + 2), axis);
    }

    private String dequantized(String tensor, String scale, String zero, int axis) {
        String name = context.freshName(node.name() + "_" + tensor);
        List<String> inputs = zero.isEmpty() ? List.of(tensor, scale) : List.of(tensor, scale, zero);
        nodes.add(new Node(name, "", QuantizedConstant.OP, inputs, List.of(name), Attributes.NONE.with(AXIS, axis)));
        return name;
    }

    /** A scale that is a factor times the product of two, of which the second may be one for each channel. */
    private String product(int first, int second, double factor) {
        float a = constant(first).toFloats()[0];
        Tensor b = constant(second);
        float[] values = b.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * a * factor);
        }
        return context.addConstant(node.name() + "_scale", Tensor.floats(b.shape(), values));
    }

    private Tensor constant(int position) {
        return context.constant(node.input(position))
                .orElseThrow(() -> new IllegalArgumentException("input " + position + " of " + node
                        + " is computed at run time, expected a constant scale or zero point"));
    }

    /** The operator, and its result quantised again if a scale is given. */
    private List<Node> quantized(String op, List<String> inputs, Attributes attributes, int scale) {
        if (!node.hasInput(scale)) {
            nodes.add(new Node(node.name(), "", op, inputs, node.outputs(), attributes));
            return nodes;
        }
        String result = context.freshName(node.name() + "_float");
        nodes.add(new Node(result, "", op, inputs, List.of(result), attributes));
        List<String> settings = node.hasInput(scale + 1)
                ? List.of(result, node.input(scale), node.input(scale + 1))
                : List.of(result, node.input(scale));
        nodes.add(new Node(node.name(), "", "QuantizeLinear", settings, node.outputs(), Attributes.NONE));
        return nodes;
    }
}
