package dev.coppice.export.onnx;

import dev.coppice.export.form.OnnxForm;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import java.util.Optional;

/**
 * Options for writing: what a file holds besides the graph.
 *
 * @param image the network's input size (batch × channels × height × width), needed to expand Resample nodes
 * @param metadata metadata of the file
 * @param form opset and precision of the file
 */
public record WriteOptions(Optional<Shape> image, ModelMetadata metadata, OnnxForm form) {
    /** Options without metadata, which refuse graphs with Resample nodes. */
    public static final WriteOptions PLAIN = new WriteOptions(Optional.empty(), ModelMetadata.NONE, OnnxForm.USUAL);

    /** The options for a network: its card's size and its own batch, without metadata. */
    public static WriteOptions of(Network network) {
        return of(network.inputShape(network.batch()));
    }

    /** Options with an input size, without metadata. */
    public static WriteOptions of(Shape image) {
        return new WriteOptions(Optional.of(image), ModelMetadata.NONE, OnnxForm.USUAL);
    }

    /** The same options with this metadata. */
    public WriteOptions withMetadata(ModelMetadata of) {
        return new WriteOptions(image, of, form);
    }

    /** The same options with this form. */
    public WriteOptions in(OnnxForm changed) {
        return new WriteOptions(image, metadata, changed);
    }
}
