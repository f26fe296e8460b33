package dev.coppice.eval.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A file of times for one processor and runtime, as JSON. A torn, foreign or invalid file counts as missing.
 *
 * @param folder folder with a file for each processor and runtime
 * @param processor name of the processor
 * @param runtime name and version of the runtime
 */
record StaircaseFile(Path folder, String processor, String runtime) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MILLIS = "millis";

    Path path() {
        CRC32 sum = new CRC32();
        sum.update((processor + "\n" + runtime).getBytes(StandardCharsets.UTF_8));
        return folder.resolve("widths-" + HexFormat.of().toHexDigits((int) sum.getValue()) + ".json");
    }

    /** The times measured before on this machine; empty if there are no usable ones. */
    Optional<StaircaseTimes> read() {
        try {
            JsonNode root = Files.exists(path()) ? JSON.readTree(path().toFile()) : JSON.missingNode();
            boolean own = root.path("processor").asText().equals(processor)
                    && root.path("runtime").asText().equals(runtime);
            return own
                    ? Optional.of(times(root.path(MILLIS)))
                            .filter(t -> t.block().isPresent())
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static StaircaseTimes times(JsonNode millis) {
        SortedMap<Integer, Double> times = new TreeMap<>();
        millis.properties().forEach(entry -> {
            int channels = Integer.parseInt(entry.getKey());
            double value = entry.getValue().asDouble();
            if (channels < 1 || !(value > 0 && Double.isFinite(value))) {
                throw new NumberFormatException(entry + " is no time");
            }
            times.put(channels, value);
        });
        return new StaircaseTimes(times);
    }

    /** Keeps times. A folder that cannot be written is no error; the next run then measures again. */
    void write(StaircaseTimes times) {
        ObjectNode root = JSON.createObjectNode().put("processor", processor).put("runtime", runtime);
        ObjectNode millis = root.putObject(MILLIS);
        times.millis().forEach((channels, value) -> millis.put(Integer.toString(channels), value));
        try {
            Files.createDirectories(folder);
            WholeFile.write(path(), root.toPrettyString() + "\n");
        } catch (IOException | UncheckedIOException e) {
            // the file is a cache, not a result
        }
    }
}
