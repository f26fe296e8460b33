package dev.coppice.models.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.keras.layer.LayerException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The parts of a model file.
 *
 * @param config the configuration of the model
 * @param keras major version of the Keras that wrote it
 * @param weights the variables
 */
record KerasFile(JsonNode config, int keras, WeightFile weights) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = Integer.MAX_VALUE - 64;
    private static final int LARGEST_CONFIG = 1 << 25;
    private static final int FREE = 1 << 26;
    private static final int EXPANSION = 16;

    /** A setting of all layers of pictures in Keras 1, whose first versions do not say which they are. */
    private static final String OLD_SETTING = "\"dim_ordering\"";

    private static final String WEIGHTS = "model.weights.h5";

    /**
     * Reads an archive or an HDF5 file, told apart by their first bytes.
     *
     * @throws LayerException if it is damaged or holds no model
     * @throws IOException if it cannot be opened
     */
    static KerasFile read(Path file) throws IOException {
        boolean archive;
        try (InputStream head = Files.newInputStream(file)) {
            archive = head.read() == 'P';
        }
        return archive ? archive(file) : hdf5(file);
    }

    private static KerasFile archive(Path file) throws IOException {
        long bound = Math.min(LARGEST, FREE + EXPANSION * Files.size(file));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            JsonNode config = json(new String(entry(zip, "config.json", LARGEST_CONFIG), StandardCharsets.UTF_8));
            String version = zip.getEntry("metadata.json") == null
                    ? ""
                    : json(new String(entry(zip, "metadata.json", LARGEST_CONFIG), StandardCharsets.UTF_8))
                            .path("keras_version")
                            .asText();
            Hdf5 weights = Hdf5.of(entry(zip, WEIGHTS, bound));
            return new KerasFile(config, major(version, 3), new ArchiveWeights(weights));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new LayerException("it is a damaged zip archive (" + e.getMessage() + "). Copy or save it again", e);
        }
    }

    private static byte[] entry(ZipFile zip, String name, long bound) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new LayerException("it has no " + name + ". Save the model again with model.save(\"model.keras\")");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) Math.min(bound + 1, LARGEST));
            if (content.length > bound) {
                throw new LayerException("its " + name + " unpacks to more than " + bound + " bytes");
            }
            return content;
        }
    }

    private static KerasFile hdf5(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new LayerException("it has " + Files.size(file) + " bytes; Coppice reads up to " + LARGEST
                    + ". Save it without the state of its optimiser: model.save(file, include_optimizer=False)");
        }
        Hdf5 content = Hdf5.of(Files.readAllBytes(file));
        String config = content.text(List.of(), "model_config")
                .orElseThrow(
                        () -> new LayerException("it holds no configuration of a model (model_config), only weights."
                                + " Load them into the model and save all of it with model.save"));
        String version = content.text(List.of(), "keras_version").orElse("");
        int keras = major(version, config.contains(OLD_SETTING) ? 1 : 2);
        if (keras < 2) {
            throw new LayerException("Keras 1 wrote it, whose settings have other names and meanings."
                    + " Load it with Keras 2.0 to 2.3 and save it again");
        }
        return new KerasFile(json(config), keras, new LegacyWeights(content));
    }

    private static int major(String version, int otherwise) {
        return version.matches("[1-9]\\..*") ? version.charAt(0) - '0' : otherwise;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new LayerException("its configuration is no JSON (" + e.getOriginalMessage() + "). Save it again", e);
        }
    }
}
