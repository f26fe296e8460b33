package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reader of declarations of inputs and outputs. */
final class ValueInfos {
    private ValueInfos() {}

    /** Reads a declaration. Anything but a tensor of a supported type throws {@link IllegalArgumentException}. */
    static TensorInfo read(ValueInfoProto info) {
        if (!info.hasType() || info.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
            throw new IllegalArgumentException("it is declared as "
                    + (info.hasType() ? info.getType().getValueCase() : "nothing") + ", expected a tensor");
        }
        TypeProto.Tensor type = info.getType().getTensorType();
        List<Dimension> dimensions =
                type.getShape().getDimList().stream().map(ValueInfos::dimension).toList();
        return new TensorInfo(info.getName(), ElementType.ofCode(type.getElemType()), dimensions);
    }

    /** The number of axes of a tensor as a file notes it; empty if it does not. */
    static Optional<Integer> rank(GraphProto graph, String tensor) {
        return Stream.of(graph.getValueInfoList(), graph.getInputList(), graph.getOutputList())
                .flatMap(List::stream)
                .filter(info -> info.getName().equals(tensor))
                .filter(info -> info.getType().getTensorType().hasShape())
                .map(info -> info.getType().getTensorType().getShape().getDimCount())
                .findFirst();
    }

    /** Whether a declaration gives the tensor's rank; {@link #read} refuses anything but a tensor. */
    static boolean hasShape(ValueInfoProto info) {
        return info.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE
                || info.getType().getTensorType().hasShape();
    }

    private static Dimension dimension(TensorShapeProto.Dimension dimension) {
        if (dimension.getValueCase() != TensorShapeProto.Dimension.ValueCase.DIM_VALUE) {
            return Dimension.open(dimension.getDimParam());
        }
        long size = dimension.getDimValue();
        if (size < -1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an axis has size " + size + ", expected 1 to 2147483647");
        }
        // Some old exporters write 0 or -1 for "open".
        return size > 0 ? Dimension.of((int) size) : Dimension.open("");
    }
}
