package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call of a model.
 *
 * @param json the model as the file has it
 * @param prefix what stands before the names of its nodes: empty, or the name of the model and a slash
 * @param place where its layers lie
 */
record ModelCall(JsonNode json, String prefix, LayerPlace place) {
    JsonNode layers() {
        return layers(json);
    }

    /** The layers of a model. The first versions of Keras 2 have those of a sequential one in place of its settings. */
    static JsonNode layers(JsonNode model) {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers");
    }

    String type() {
        return json.path("class_name").asText();
    }
}
