package dev.coppice.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Corpus of graphs that are stored without weights, which it fills in. */
final class Corpus {
    private Corpus() {}

    /**
     * Fills in weights. Rank above 1: normal with σ = √(2 / fan-in), fan-in = product of dims[1:]. Rank 1: uniform in
     * [0.5, 1.5].
     */
    static byte[] filled(byte[] model, long seed) throws IOException {
        Random random = new Random(seed);
        ModelProto.Builder proto = ModelProto.parseFrom(model).toBuilder();
        GraphProto.Builder graph = proto.getGraphBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    && tensor.getRawData().isEmpty()
                    && tensor.getFloatDataCount() == 0) {
                graph.setInitializer(i, fill(tensor, random));
            }
        }
        return proto.build().toByteArray();
    }

    private static TensorProto fill(TensorProto tensor, Random random) {
        long elements = 1;
        for (long size : tensor.getDimsList()) {
            elements *= size;
        }
        double fanIn = (double) elements / tensor.getDims(0);
        ByteBuffer bytes = ByteBuffer.allocate((int) elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat((float)
                    (tensor.getDimsCount() > 1
                            ? random.nextGaussian() * Math.sqrt(2 / fanIn)
                            : 0.5 + random.nextDouble()));
        }
        return tensor.toBuilder()
                .clearExternalData()
                .clearDataLocation()
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build();
    }
}
