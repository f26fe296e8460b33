package dev.coppice.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.models.keras.layer.LayerException;

/**
 * An input of a model.
 *
 * @param name name of its layer
 * @param shape its sizes, the batch first; null where one is open
 */
record ModelInput(String name, JsonNode shape) {
    /** The input that an input layer declares. */
    static ModelInput of(JsonNode layer) {
        JsonNode config = layer.path("config");
        JsonNode shape = config.has("batch_shape") ? config.get("batch_shape") : config.path("batch_input_shape");
        return new ModelInput(config.path("name").asText("input"), shape);
    }

    /** The input of a sequential model: its input layer, else what it was built for. */
    static ModelInput ofSequential(JsonNode model) {
        JsonNode config = model.path("config");
        JsonNode first = ModelCall.layers(model).path(0);
        if (LayerCheck.isInput(first.path("class_name").asText())) {
            return of(first);
        }
        for (JsonNode shape : new JsonNode[] {
            first.path("config").path("batch_input_shape"),
            config.path("build_input_shape"),
            model.path("build_config").path("input_shape")
        }) {
            if (shape.isArray()) {
                return new ModelInput("input", shape);
            }
        }
        throw new LayerException("it declares no input shape; build it with keras.Input(shape) and save it again");
    }
}
