package dev.coppice.eval.flow;

import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelMetadata;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A request to write a network in another format or form.
 *
 * @param file file that the network was read from; empty if there is none
 * @param network the network as it was read
 * @param form opset and precision of an ONNX file
 * @param seed seed of the inputs that parity is checked on
 * @param fixed numbers of inputs of the file that are constants of the network, by name
 */
public record ConversionRequest(
        Optional<Path> file, Network network, OnnxForm form, long seed, Map<String, Double> fixed) {
    public ConversionRequest {
        fixed = Map.copyOf(fixed);
    }

    /** A request for a network with all inputs of its file. */
    public ConversionRequest(Optional<Path> file, Network network, OnnxForm form, long seed) {
        this(file, network, form, seed, Map.of());
    }

    /** The file itself, or what was read of it if ONNX Runtime does not run it. Made at each call. */
    public OnnxSource source() {
        return file.map(path -> OnnxSource.whole(path, network).fixing(fixed)).orElseGet(() -> OnnxSource.of(network));
    }

    /** The metadata of the file, which are kept. */
    ModelMetadata metadata() {
        return file.map(ModelMetadata::read).orElse(ModelMetadata.NONE);
    }
}
