package dev.coppice.models.dl4j;

import java.util.List;
import java.util.Optional;

/**
 * One step of a configuration: a layer, or a vertex without parameters.
 *
 * @param name its name, unique in the configuration
 * @param isLayer whether the settings are those of a layer
 * @param settings what it does
 * @param preprocessor what its input goes through first
 * @param inputs names of the vertices and network inputs that it reads
 */
record Vertex(String name, boolean isLayer, Settings settings, Optional<Settings> preprocessor, List<String> inputs) {
    Vertex {
        inputs = List.copyOf(inputs);
    }
}
