package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;

/**
 * What a Scan goes through.
 *
 * @param states number of its first inputs, which are states
 * @param axes for each other input the axis along which it goes
 * @param directions for each of these 1 if it goes backwards
 */
@SuppressWarnings("ArrayRecordComponent") // package-internal arrays are never changed after construction
record Scanning(int states, int[] axes, int[] directions) {
    /** Before, a Scan went over batches. */
    private static final int OLDEST = 9;

    static Scanning of(NodeProto node, int opset) {
        if (opset < OLDEST) {
            throw new IllegalArgumentException(
                    "a Scan of opset " + opset + " goes over batches, which is not supported");
        }
        long through = node.getAttributeList().stream()
                .filter(a -> a.getName().equals("num_scan_inputs"))
                .mapToLong(a -> a.getI())
                .findFirst()
                .orElse(0);
        if (through < 1 || through > node.getInputCount()) {
            throw new IllegalArgumentException(
                    "it goes through " + through + " of its " + node.getInputCount() + " inputs");
        }
        int count = (int) through;
        return new Scanning(
                node.getInputCount() - count,
                integers(node, "scan_input_axes", count),
                integers(node, "scan_input_directions", count));
    }

    /** A list attribute of this length; zeros where it is left out. */
    static int[] integers(NodeProto node, String name, int count) {
        int[] values = node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst()
                .map(a -> a.getIntsList().stream().mapToInt(Math::toIntExact).toArray())
                .orElseGet(() -> new int[count]);
        if (values.length != count) {
            throw new IllegalArgumentException(
                    "'" + name + "' is " + Arrays.toString(values) + ", expected " + count + " numbers");
        }
        return values;
    }
}
