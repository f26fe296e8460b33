package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a model file says of itself besides its graph, which a file made from it says on: class names, stride, licence.
 *
 * @param documentation of the model
 * @param graphDocumentation of its graph
 * @param domain of the model, a reversed host name
 * @param version of the model
 * @param entries by key
 */
public record ModelMetadata(
        String documentation,
        String graphDocumentation,
        String domain,
        long version,
        NavigableMap<String, String> entries) {
    /** Nothing. */
    public static final ModelMetadata NONE = new ModelMetadata("", "", "", 0, new TreeMap<>());

    public ModelMetadata {
        entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
    }

    /**
     * Of a file.
     *
     * @throws dev.coppice.models.InvalidInputException if it is no ONNX model
     */
    public static ModelMetadata read(Path file) {
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

    /** The same with more entries, which take the place of those of the same key. */
    public ModelMetadata with(Map<String, String> more) {
        NavigableMap<String, String> all = new TreeMap<>(entries);
        all.putAll(more);
        return new ModelMetadata(documentation, graphDocumentation, domain, version, all);
    }
}
