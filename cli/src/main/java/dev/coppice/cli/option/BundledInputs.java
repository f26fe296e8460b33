package dev.coppice.cli.option;

import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bundled network and data. Their names stand where a file or a folder is expected; an existing file of that name wins. */
public final class BundledInputs {
    /** The small U-Net of the zoo. */
    public static final String NETWORK = "street-unet";

    /** Synthetic street scenes; the bundled network was trained on them. */
    public static final String DATA = "street-scenes";

    private static final String FORMAT = "bundled";

    private BundledInputs() {}

    /** The bundled network, if its name is given. */
    public static Optional<Network> network(Path model) {
        return isNamed(model, NETWORK) ? Optional.of(Zoo.street()) : Optional.empty();
    }

    /** The bundled network as a model that was read, if its name is given. */
    public static Optional<SourceModel> model(Path model) {
        return network(model).map(n -> new SourceModel(model, FORMAT, n.graph(), Optional.of(n.card()), List.of(), 0));
    }

    /** The bundled data, if their name is given. */
    public static Optional<Dataset> data(Path folder) {
        return isNamed(folder, DATA) ? Optional.of(SyntheticScenes.of(Zoo.STREET_SEED)) : Optional.empty();
    }

    /** The file of a model; empty if it is the bundled network. */
    public static Optional<Path> file(Path model) {
        return isNamed(model, NETWORK) ? Optional.empty() : Optional.of(model);
    }

    /** The bytes of a model's file, with external weights; those of the bundled network as it would be written. */
    public static long bytes(Path model) {
        return file(model).map(ModelFiles::size).orElseGet(() -> (long) OnnxWriter.bytes(Zoo.street()).length);
    }

    /** The model that a network was read from. */
    public static OnnxSource source(Path model, Network network) {
        return file(model).map(file -> OnnxSource.file(file, network)).orElseGet(() -> OnnxSource.of(network));
    }

    /** The same with all outputs of the model, whatever the card names. */
    public static OnnxSource whole(Path model, Network network) {
        return file(model).map(file -> OnnxSource.whole(file, network)).orElseGet(() -> OnnxSource.of(network));
    }

    /** A request for a network from a file, or for the bundled one. */
    public static CompressionRequest request(Path model, Network network, Dataset data, Path out) {
        CompressionRequest request = CompressionRequest.of(network, data, out);
        return file(model).map(request::withFile).orElse(request);
    }

    private static boolean isNamed(Path path, String name) {
        return path.toString().equals(name) && !Files.exists(path);
    }
}
