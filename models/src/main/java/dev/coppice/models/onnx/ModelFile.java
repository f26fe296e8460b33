package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parsed model file that has at least a graph and an operator set.
 *
 * @param proto the parsed content
 * @param origin name of the file in messages
 * @param file path of the file, next to its external data; empty for a model from memory. Large weights in the file itself
 *     are external data of the message, whose file it is
 */
record ModelFile(ModelProto proto, String origin, Optional<Path> file) {
    /** The standard's domain has two spellings. */
    static final String LONG_DOMAIN = "ai.onnx";

    static ModelFile read(Path file) {
        if (!Files.exists(file)) {
            throw new InvalidInputException("Model file '" + file + "' does not exist. Give the path of a model file.");
        }
        if (!Files.isRegularFile(file)) {
            boolean saved = Files.exists(file.resolve("saved_model.pb"));
            throw new InvalidInputException("'" + file + "' is "
                    + (saved
                            ? "a TensorFlow SavedModel, not an ONNX model. "
                            : "no file. Give the path of a model file.")
                    + (saved
                            ? "Write ONNX with python -m tf2onnx.convert --saved-model " + file
                                    + " --output model.onnx."
                            : ""));
        }
        try {
            long bytes = Files.size(file);
            if (bytes > Integer.MAX_VALUE - 64) {
                throw new InvalidInputException("Model file '" + file + "' has " + bytes
                        + " bytes; an ONNX file (one protobuf message) ends at 2 GiB. Store its weights as"
                        + " external data.");
            }
            return outline(file).orElseGet(() -> parse(bytes(file), file.toString(), Optional.of(file)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The file without its large weights; empty if it is no model, which reading it as a whole explains. */
    private static Optional<ModelFile> outline(Path file) {
        try {
            return Optional.of(new ModelFile(FileOutline.of(file), file.toString(), Optional.of(file)))
                    .filter(model -> missing(model.proto()).isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidInputException unreadable(Path file, IOException e) {
        return new InvalidInputException(
                "Model file '" + file + "' cannot be read: " + FileTrouble.of(e) + ". Check its permissions.", e);
    }

    static ModelFile parse(byte[] model, String origin) {
        return parse(model, origin, Optional.empty());
    }

    private static ModelFile parse(byte[] model, String origin, Optional<Path> file) {
        if (model.length == 0) {
            throw new InvalidInputException(
                    "Model file '" + origin + "' is empty, expected an ONNX model. Copy, download or export it again.");
        }
        try {
            ModelProto proto = parsed(model);
            String missing = missing(proto);
            if (!missing.isEmpty()) {
                throw new InvalidInputException(broken(model, origin, "it holds no " + missing + "."));
            }
            return new ModelFile(proto, origin, file);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidInputException(broken(model, origin, String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be read", e);
        }
    }

    /** The message, whose weights are views of these bytes. */
    private static ModelProto parsed(byte[] model) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
        input.enableAliasing(true);
        ModelProto proto = ModelProto.parseFrom(input);
        input.checkLastTagWas(0);
        return proto;
    }

    /** The required parts that this model lacks, in words; empty if it has all. A truncated file can end between two parts. */
    private static String missing(ModelProto proto) {
        List<String> missing = new ArrayList<>();
        if (proto.getIrVersion() < 1) {
            missing.add("IR version");
        }
        if (!proto.hasGraph()) {
            missing.add("graph");
        }
        if (proto.getOpsetImportCount() == 0) {
            missing.add("operator set");
        }
        return String.join(", ", missing);
    }

    private static String broken(byte[] model, String origin, String problem) {
        return "Model file '" + origin + "' "
                + FileKind.of(FileHead.of(model))
                        .map(kind -> "is " + kind.words())
                        .orElse("(" + model.length + " bytes) is no ONNX model or was cut off: " + problem
                                + " Copy or export it again. Beside ONNX, files of Keras (.keras, .h5), Deeplearning4j"
                                + " (.zip) and SameDiff (.fb) are read.");
    }

    /** The content with external weights moved inside. */
    ModelProto whole() {
        ModelProto.Builder whole = proto.toBuilder();
        TensorReader reader = new TensorReader(file);
        for (TensorProto.Builder weight : whole.getGraphBuilder().getInitializerBuilderList()) {
            if (weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                ByteString bytes =
                        ByteString.copyFrom(reader.read(weight.build()).bytes());
                weight.clearExternalData().clearDataLocation().setRawData(bytes);
            }
        }
        return whole.build();
    }

    /** A metadata entry of the model. */
    Optional<String> metadata(String key) {
        return proto.getMetadataPropsList().stream()
                .filter(p -> p.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    /** The version of another operator set than the standard's; 1 if the file does not name it. */
    int opset(String domain) {
        return proto.getOpsetImportList().stream()
                .filter(o -> o.getDomain().equals(domain))
                .mapToInt(o -> (int) o.getVersion())
                .findFirst()
                .orElse(1);
    }

    /** The version of the standard operator set; of that of the functions, if the graph only calls these. */
    int opset() {
        List<OperatorSetIdProto> inFunctions = proto.getFunctionsList().stream()
                .flatMap(function -> function.getOpsetImportList().stream())
                .toList();
        boolean own = proto.getOpsetImportList().stream().anyMatch(ModelFile::isStandard);
        long version = (own ? proto.getOpsetImportList() : inFunctions)
                .stream()
                        .filter(ModelFile::isStandard)
                        .mapToLong(OperatorSetIdProto::getVersion)
                        .max()
                        .orElseThrow(() -> new InvalidInputException("Model file '" + origin
                                + "' imports no operators of the standard domain, only "
                                + proto.getOpsetImportList().stream()
                                        .map(OperatorSetIdProto::getDomain)
                                        .toList()
                                + ". Coppice reads ONNX's own operators."));
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, version));
    }

    private static boolean isStandard(OperatorSetIdProto set) {
        return set.getDomain().isEmpty() || set.getDomain().equals(LONG_DOMAIN);
    }
}
