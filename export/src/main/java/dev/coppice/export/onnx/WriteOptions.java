package dev.coppice.export.onnx;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a written file says besides the graph.
 *
 * @param image the network's input size (batch × channels × height × width), needed where Resample nodes are written out
 * @param metadata entries of the file's metadata, by key
 */
public record WriteOptions(Optional<Shape> image, NavigableMap<String, String> metadata) {
    /** No metadata; refuses graphs with Resample nodes. */
    public static final WriteOptions PLAIN = new WriteOptions(Optional.empty(), new TreeMap<>());

    public WriteOptions {
        metadata = Collections.unmodifiableNavigableMap(new TreeMap<>(metadata));
    }

    /** The options for a network: its card's size, no metadata. */
    public static WriteOptions of(Network network) {
        return new WriteOptions(Optional.of(network.inputShape(1)), new TreeMap<>());
    }

    /** The same with these metadata entries. */
    public WriteOptions withMetadata(Map<String, String> entries) {
        return new WriteOptions(image, new TreeMap<>(entries));
    }
}
