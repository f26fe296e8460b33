package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model file without its large weights: they stay in the file, and the message names their places in it as it does for
 * external data. So a file is never in memory as a whole, and a weight once.
 */
@SuppressWarnings("deprecation") // skipField is what copies a field that is not looked at
final class FileOutline {
    /** The least bytes of a weight that is left in the file. */
    private static final int LARGE = 1 << 20;

    private static final StringStringEntryProto INSIDE = entry("inside", "model");

    private final CodedInputStream input;
    private final String name;

    private FileOutline(CodedInputStream input, String name) {
        this.input = input;
        this.name = name;
    }

    /**
     * The message of a file.
     *
     * @throws IOException if the file is no message, was cut off or cannot be read
     */
    static ModelProto of(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            FileOutline outline = new FileOutline(
                    CodedInputStream.newInstance(stream), file.getFileName().toString());
            return ModelProto.parseFrom(outline.model());
        }
    }

    private ByteString model() throws IOException {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (is(tag, ModelProto.GRAPH_FIELD_NUMBER)) {
                output.writeBytes(ModelProto.GRAPH_FIELD_NUMBER, graph());
            } else {
                input.skipField(tag, output);
            }
        }
        output.flush();
        return bytes.toByteString();
    }

    private ByteString graph() throws IOException {
        int end = input.pushLimit(input.readRawVarint32());
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (is(tag, GraphProto.INITIALIZER_FIELD_NUMBER)) {
                output.writeMessage(GraphProto.INITIALIZER_FIELD_NUMBER, initializer());
            } else {
                input.skipField(tag, output);
            }
        }
        input.popLimit(end);
        output.flush();
        return bytes.toByteString();
    }

    private TensorProto initializer() throws IOException {
        int end = input.pushLimit(input.readRawVarint32());
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        long place = -1;
        int length = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (is(tag, TensorProto.RAW_DATA_FIELD_NUMBER)) {
                length = input.readRawVarint32();
                place = length < LARGE ? -1 : input.getTotalBytesRead();
                if (place < 0) {
                    output.writeByteArray(TensorProto.RAW_DATA_FIELD_NUMBER, input.readRawBytes(length));
                } else {
                    input.skipRawBytes(length);
                }
            } else {
                input.skipField(tag, output);
            }
        }
        input.popLimit(end);
        output.flush();
        TensorProto tensor = TensorProto.parseFrom(bytes.toByteString());
        return place < 0 || tensor.getDataLocation() == DataLocation.EXTERNAL ? tensor : placed(tensor, place, length);
    }

    private TensorProto placed(TensorProto tensor, long place, int length) {
        return tensor.toBuilder()
                .clearRawData()
                .clearExternalData()
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(entry("location", name))
                .addExternalData(entry("offset", String.valueOf(place)))
                .addExternalData(entry("length", String.valueOf(length)))
                .addExternalData(INSIDE)
                .build();
    }

    /** Whether the data of a tensor is in the model file itself. */
    static boolean isInside(TensorProto tensor) {
        return tensor.getExternalDataList().contains(INSIDE);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static boolean is(int tag, int field) {
        return WireFormat.getTagFieldNumber(tag) == field
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
