package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * QuantizeLinear, whose type is an attribute since 21, with a zero point that gives it. It computes in the type of its scale,
 * as it did before 23.
 */
final class QuantizeUpgrade implements Upgrade {
    private static final String TYPE = "output_dtype";
    private static final String PRECISION = "precision";
    private static final int ZERO = 2;

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes given = node.attributes();
        int precision = given.integer(PRECISION, 0);
        if (precision != 0 && precision != ElementType.FLOAT.code()) {
            throw new IllegalArgumentException("its attribute '" + PRECISION + "' is " + precision);
        }
        if (given.integer(QuantizedConstant.BLOCK, 0) != 0) {
            throw new IllegalArgumentException("it computes with scales of blocks, which no older opset has");
        }
        Node plain = node.withAttributes(given.without(TYPE, PRECISION, QuantizedConstant.BLOCK, "saturate"));
        int type = given.integer(TYPE, 0);
        return List.of(
                type == 0 || node.hasInput(ZERO)
                        ? plain
                        : plain.withInput(ZERO, zeros(node, ElementType.ofCode(type), context)));
    }

    /** Zero points of the shape of the scales. */
    private static String zeros(Node node, ElementType type, UpgradeContext context) {
        Shape scales = context.constant(node.input(1))
                .map(Tensor::shape)
                .orElseThrow(() -> new IllegalArgumentException("its scale '" + node.input(1) + "' is computed"));
        int bytes = Math.multiplyExact(Math.toIntExact(scales.elements()), type.bytes());
        return context.addConstant(node.name() + "_zero", Tensor.of(type, scales, ByteBuffer.allocate(bytes)));
    }
}
