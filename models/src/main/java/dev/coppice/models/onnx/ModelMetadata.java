package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Metadata of a model file besides its graph, such as class names, stride and licence. Files made from it keep them.
 *
 * @param documentation documentation of the model
 * @param graphDocumentation documentation of the graph
 * @param domain domain of the model, a reversed host name
 * @param version version of the model
 * @param entries metadata entries by key
 */
public record ModelMetadata(
        String documentation,
        String graphDocumentation,
        String domain,
        long version,
        NavigableMap<String, String> entries) {
    /** Empty metadata. */
    public static final ModelMetadata NONE = new ModelMetadata("", "", "", 0, new TreeMap<>());

    public ModelMetadata {
        entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
    }

    /**
     * The metadata of a file; none if it is of another format than ONNX.
     *
     * @throws dev.coppice.models.InvalidInputException if the file is damaged
     */
    public static ModelMetadata read(Path file) {
        if (!OnnxFormat.holds(file)) {
            return NONE;
        }
        ModelProto model = ModelFile.read(file).proto();
        NavigableMap<String, String> entries = new TreeMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        return new ModelMetadata(
                model.getDocString(),
                model.getGraph().getDocString(),
                model.getDomain(),
                model.getModelVersion(),
                entries);
    }

    /** This metadata with more entries, which replace entries of the same key. */
    public ModelMetadata with(Map<String, String> more) {
        NavigableMap<String, String> all = new TreeMap<>(entries);
        all.putAll(more);
        return new ModelMetadata(documentation, graphDocumentation, domain, version, all);
    }
}
