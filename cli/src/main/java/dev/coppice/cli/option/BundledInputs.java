package dev.coppice.cli.option;

import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bundled network and data. Their names stand where a file or a folder is expected; an existing file of that name wins. */
public final class BundledInputs {
    /** The small U-Net of the zoo. */
    public static final String NETWORK = "street-unet";

    /** Synthetic street scenes; the bundled network was trained on them. */
    public static final String DATA = "street-scenes";

    private BundledInputs() {}

    /** The bundled network, if its name is given. */
    public static Optional<Network> network(Path model) {
        return isNamed(model, NETWORK) ? Optional.of(Zoo.street()) : Optional.empty();
    }

    /** The bundled data, if their name is given. */
    public static Optional<Dataset> data(Path folder) {
        return isNamed(folder, DATA) ? Optional.of(SyntheticScenes.of(Zoo.STREET_SEED)) : Optional.empty();
    }

    /** The model that a network was read from. */
    public static OnnxSource source(Path model, Network network) {
        return network(model).isPresent() ? OnnxSource.of(network) : OnnxSource.file(model, network);
    }

    /** A request for a network from a file, or for the bundled one. */
    public static CompressionRequest request(Path model, Network network, Dataset data, Path out) {
        CompressionRequest request = CompressionRequest.of(network, data, out);
        return network(model).isPresent() ? request : request.withFile(model);
    }

    private static boolean isNamed(Path path, String name) {
        return path.toString().equals(name) && !Files.exists(path);
    }
}
