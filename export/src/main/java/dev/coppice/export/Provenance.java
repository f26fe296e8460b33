package dev.coppice.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.onnx.ToolVersion;
import dev.coppice.models.onnx.ModelMetadata;

/**
 * Where a network comes from, so that the same call makes the same file: no times, no places.
 *
 * @param tool version of Coppice
 * @param plan the compression plan as JSON, {@code {}} for none
 * @param seed of everything random
 * @param input hash of the network it was made from ({@code Graph.hash})
 * @param source what the file it was made from says of itself, which is kept
 */
public record Provenance(String tool, String plan, long seed, String input, ModelMetadata source) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Provenance with the running version of Coppice. */
    public static Provenance of(String plan, long seed, String input) {
        return new Provenance(ToolVersion.read(), plan, seed, input, ModelMetadata.NONE);
    }

    /** The same, made from a file that says this of itself. */
    public Provenance from(ModelMetadata file) {
        return new Provenance(tool, plan, seed, input, file);
    }

    /**
     * As JSON, the plan as an object in it.
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
