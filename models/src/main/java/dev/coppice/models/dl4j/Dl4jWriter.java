package dev.coppice.models.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writer of archives that {@code ModelSerializer} and {@code ComputationGraph.load} restore: the configuration that a network
 * was read from, with its new sizes and new coefficients. What it wrote is read again and compared before it is given away.
 *
 * <p>A normalisation that was folded into the layer before it becomes one that changes nothing. Centres of a centre loss whose
 * length changed start at zero, as they do in a new network. The state of an updater and a normaliser of data, which are Java
 * objects, are not carried over.
 */
public final class Dl4jWriter {
    /** Entries of one time, so that the same network gives the same bytes: 1980-02-01, the first with any time zone. */
    private static final long TIME = 318_211_200_000L;

    private Dl4jWriter() {}

    /**
     * The archive of a network that was read from another one, and whose channels, grids or weights changed since.
     *
     * @param changed the network, whose Resample nodes are written out: Deeplearning4j has layers for means over whole windows
     * @param source the archive that it was read from
     * @throws InvalidInputException if Deeplearning4j's layers cannot say what changed; it names the first such part
     */
    public static byte[] archive(Graph changed, Path source) {
        try (Archive archive = Archive.open(source)) {
            JsonNode root = Configuration.tree(archive.configuration(), archive.where());
            Translator before = Translator.of(Configuration.of(root, archive.where()), archive.where());
            Map<String, Tensor> constants = new HashMap<>();
            Coefficients.read(archive, before.draft().parameters(), constants);
            List<Node> nodes =
                    Dl4jReader.graph(before, changed.name(), constants).graph().nodes();
            Graph named = GridCut.named(changed, nodes);
            ConfigurationCut.apply(named, GridCut.apply(named, nodes, root, archive.where()));
            return archive(named, root, archive.where(), constants);
        } catch (IllegalArgumentException e) {
            throw refused(changed, source, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidInputException refused(Graph changed, Path source, String why) {
        return new InvalidInputException(
                "Network '" + changed.name() + "' cannot be written as layers of Deeplearning4j, those of '" + source
                        + "' with other sizes and weights: " + why + ". Write it as ONNX or SameDiff.");
    }

    private static byte[] archive(Graph changed, JsonNode root, String where, Map<String, Tensor> source) {
        JsonNode sized = typed(root);
        Configuration configuration = Configuration.of(sized, where);
        Translator translator = Translator.of(configuration, where);
        Map<String, Settings> settings = new HashMap<>();
        configuration.vertices().forEach(vertex -> settings.put(vertex.name(), vertex.settings()));
        List<Parameter> parameters = translator.draft().parameters();
        List<Tensor> stretches = CoefficientVector.of(changed, parameters, settings, source);
        Map<String, Tensor> constants = new LinkedHashMap<>();
        for (int i = 0; i < stretches.size(); i++) {
            constants.put(parameters.get(i).constant(), parameters.get(i).toGraph(stretches.get(i)));
        }
        Graph again = Dl4jReader.graph(translator, changed.name(), constants).graph();
        Optional<String> difference = GraphMatch.difference(changed, again);
        if (difference.isPresent()) {
            throw new IllegalArgumentException(difference.get());
        }
        return zip(sized, stretches);
    }

    /** The configuration with coefficients of the type that is written. */
    private static JsonNode typed(JsonNode root) {
        for (JsonNode parent : root.findParents("dataType")) {
            if (!parent.path("dataType").asText().equals("FLOAT") && !parent.has("data")) {
                ((ObjectNode) parent).put("dataType", "FLOAT");
            }
        }
        return root;
    }

    private static byte[] zip(JsonNode configuration, List<Tensor> stretches) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry(Archive.CONFIGURATION));
            zip.write(configuration.toPrettyString().getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(entry(Archive.COEFFICIENTS));
            CoefficientVector.write(stretches, zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME);
        return entry;
    }
}
