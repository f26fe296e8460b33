package dev.coppice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The published schemas of what commands print as JSON. */
final class Schemas {
    private static final Path FOLDER = Path.of("..", "docs", "schemas");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    /** Commands that print what another schema says. */
    private static final Map<String, String> SHARED = Map.of("compress", "report", "demo", "report");

    private Schemas() {}

    /** The schema of what a command prints. */
    static Path file(String command) {
        return FOLDER.resolve(SHARED.getOrDefault(command, command) + ".schema.json")
                .toAbsolutePath()
                .normalize();
    }

    /** Fails unless a value is as the schema of a command says. Commands without one are told apart by {@link SchemasTest}. */
    static void check(String command, JsonNode value) {
        Path file = file(command);
        if (Files.exists(file)) {
            Set<ValidationMessage> wrong = schema(file).validate(value);
            if (!wrong.isEmpty()) {
                throw new AssertionError(file.getFileName() + " is not kept: " + wrong);
            }
        }
    }

    static JsonSchema schema(Path file) {
        return FACTORY.getSchema(file.toUri());
    }
}
