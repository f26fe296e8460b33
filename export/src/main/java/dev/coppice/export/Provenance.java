package dev.coppice.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.onnx.ToolVersion;
import dev.coppice.models.onnx.ModelMetadata;

/**
 * Provenance of a network. It holds no times and no paths, so that the same call makes the same file.
 *
 * @param tool version of Coppice
 * @param plan the compression plan as JSON, {@code {}} for none
 * @param seed seed of all random choices
 * @param input hash of the network it was made from ({@code Graph.hash})
 * @param source metadata of the file that it was made from, which is kept
 */
public record Provenance(String tool, String plan, long seed, String input, ModelMetadata source) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Provenance with the running version of Coppice. */
    public static Provenance of(String plan, long seed, String input) {
        return new Provenance(ToolVersion.read(), plan, seed, input, ModelMetadata.NONE);
    }

    /** The same provenance with the metadata of the source file. */
    public Provenance from(ModelMetadata file) {
        return new Provenance(tool, plan, seed, input, file);
    }

    /**
     * The provenance as JSON, with the plan as an object in it.
     *
     * @throws IllegalArgumentException if the plan is no JSON
     */
    public String json() {
        try {
            ObjectNode root =
                    JSON.createObjectNode().put("tool", tool).put("seed", seed).put("input", input);
            root.set("plan", JSON.readTree(plan));
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the plan is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
