package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.Message;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a model on disk: the model file, and the files beside it that hold its weights. */
public final class ModelFiles {
    private ModelFiles() {}

    /**
     * All files, the model file first; it alone if it is of another format than ONNX. Missing external data are left out;
     * {@link OnnxReader} reports them.
     *
     * @throws InvalidInputException if the file is damaged
     */
    public static List<Path> of(Path model) {
        if (!OnnxFormat.holds(model)) {
            return List.of(model);
        }
        Set<String> locations = new LinkedHashSet<>();
        collect(ModelFile.read(model).proto(), locations);
        Stream<Path> external =
                locations.stream().flatMap(location -> beside(model, location)).filter(Files::isRegularFile);
        return Stream.concat(Stream.of(model), external).distinct().toList();
    }

    /**
     * The total size of all files in bytes.
     *
     * @throws InvalidInputException if the file is damaged or cannot be read
     */
    public static long size(Path model) {
        long size = 0;
        for (Path file : of(model)) {
            try {
                size += Files.size(file);
            } catch (IOException e) {
                throw new InvalidInputException("Model file '" + file + "' cannot be read: " + FileTrouble.of(e), e);
            }
        }
        return size;
    }

    /**
     * Whether a model has an output of this name.
     *
     * @throws InvalidInputException if the file is not an ONNX model or cannot be read
     */
    public static boolean hasOutput(Path model, String output) {
        return ModelFile.read(model).proto().getGraph().getOutputList().stream()
                .anyMatch(o -> o.getName().equals(output));
    }

    /** The locations of all tensors in a message: initializers, attributes, sub-graphs. */
    private static void collect(Message message, Set<String> locations) {
        if (message instanceof TensorProto tensor && tensor.getDataLocation() == DataLocation.EXTERNAL) {
            tensor.getExternalDataList().stream()
                    .filter(entry -> entry.getKey().equals("location"))
                    .map(StringStringEntryProto::getValue)
                    .forEach(locations::add);
        }
        for (Object value : message.getAllFields().values()) {
            for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                if (each instanceof Message inner) {
                    collect(inner, locations);
                }
            }
        }
    }

    private static Stream<Path> beside(Path model, String location) {
        try {
            return Stream.of(model.resolveSibling(location));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
