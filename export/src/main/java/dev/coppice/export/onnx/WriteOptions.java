package dev.coppice.export.onnx;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import java.util.Optional;

/**
 * What a written file says besides the graph.
 *
 * @param image the network's input size (batch × channels × height × width), needed where Resample nodes are written out
 * @param metadata of the file
 */
public record WriteOptions(Optional<Shape> image, ModelMetadata metadata) {
    /** No metadata; refuses graphs with Resample nodes. */
    public static final WriteOptions PLAIN = new WriteOptions(Optional.empty(), ModelMetadata.NONE);

    /** The options for a network: its card's size and its own batch, no metadata. */
    public static WriteOptions of(Network network) {
        return of(network.inputShape(network.batch()));
    }

    /** An input size, no metadata. */
    public static WriteOptions of(Shape image) {
        return new WriteOptions(Optional.of(image), ModelMetadata.NONE);
    }

    /** The same with this metadata. */
    public WriteOptions withMetadata(ModelMetadata of) {
        return new WriteOptions(image, of);
    }
}
