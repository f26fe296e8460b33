package dev.coppice.compress.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.InvalidInputException;

/** Plans as JSON text. */
public final class PlanFile {
    private static final JsonMapper JSON = new JsonMapper();

    private PlanFile() {}

    /** The plan as indented JSON, the form {@link #parse} reads. */
    public static String format(CompressionPlan plan) {
        return tree(plan).toPrettyString() + "\n";
    }

    /** The plan as a JSON tree, to stand inside a report. */
    public static JsonNode tree(CompressionPlan plan) {
        return JSON.valueToTree(plan);
    }

    /**
     * Reads a plan.
     *
     * @throws InvalidInputException if the text is no plan; {@code origin} names it
     */
    public static CompressionPlan parse(String json, String origin) {
        try {
            return JSON.readValue(json, CompressionPlan.class);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("Plan '" + origin + "' cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
