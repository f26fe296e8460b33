package dev.coppice.compress.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans as JSON text. */
public final class PlanFile {
    /** Greatest size of a plan, in bytes; the plan of a network with a million channels has about 20 MB. */
    private static final long LARGEST = 256L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .addModule(GridJson.module())
            .addModule(StepJson.module())
            .injectableValues(StepJson.defaults())
            .build();

    private PlanFile() {}

    /** The plan as indented JSON, which {@link #parse} reads. */
    public static String format(CompressionPlan plan) {
        return tree(plan).toPrettyString() + "\n";
    }

    /** The plan as a JSON tree, for use inside a report. */
    public static JsonNode tree(CompressionPlan plan) {
        return JSON.valueToTree(plan);
    }

    /**
     * Reads a plan from a file.
     *
     * @throws InvalidInputException if it cannot be read or is no plan
     */
    public static CompressionPlan read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InvalidInputException("Plan '" + file + "' has " + Files.size(file)
                        + " bytes, expected at most " + LARGEST + ". Name the plan.json that a run wrote.");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidInputException("Plan '" + file + "' cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /**
     * Reads a plan. Its steps are checked against a network when they are carried out.
     *
     * @throws InvalidInputException if the text is no plan; {@code origin} names it
     */
    public static CompressionPlan parse(String json, String origin) {
        try {
            CompressionPlan plan = JSON.readValue(json, CompressionPlan.class);
            if (plan == null) {
                throw new InvalidInputException("Plan '" + origin + "' is null, expected an object.");
            }
            return plan;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String line = at == null ? "" : "line " + at.getLineNr() + ": ";
            throw new InvalidInputException("Plan '" + origin + "' cannot be read: " + line + JsonTrouble.of(e), e);
        }
    }
}
