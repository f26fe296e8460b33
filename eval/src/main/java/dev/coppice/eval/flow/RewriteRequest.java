package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request for a rewrite without data.
 *
 * @param source the model that the network was read from; {@link OnnxSource#of} if there is none
 * @param network the network as it was read
 * @param passes passes, each of which plans on the result of the one before
 * @param seed seed of the inputs that parity is checked on
 * @param metadata metadata of the source, which is kept
 * @param form opset and precision of the result
 * @param file file that the network was read from, whose layers an archive of Deeplearning4j takes over; empty if there is none
 */
public record RewriteRequest(
        OnnxSource source,
        Network network,
        List<CompressionPass> passes,
        long seed,
        ModelMetadata metadata,
        OnnxForm form,
        Optional<Path> file) {
    public RewriteRequest {
        source = source.like(network.graph());
        passes = List.copyOf(passes);
    }

    /** The same with other passes. */
    public RewriteRequest withPasses(List<CompressionPass> changed) {
        return new RewriteRequest(source, network, changed, seed, metadata, form, file);
    }
}
