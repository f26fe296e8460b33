package dev.coppice.compress.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.coppice.models.resample.Grid;
import java.io.IOException;

/**
 * Grids in the JSON of plans: {@code p} and {@code q} for both axes; {@code r} and {@code s} too where the width's
 * fraction differs.
 */
final class GridJson {
    private GridJson() {}

    /** A grid with one fraction. */
    record Uniform(int p, int q) {}

    /** A grid with a fraction for each axis. */
    record PerAxis(int p, int q, int r, int s) {}

    static SimpleModule module() {
        return new SimpleModule("grids")
                .addSerializer(new StdDelegatingSerializer(Grid.class, new Written()))
                .addDeserializer(Grid.class, new Read());
    }

    private static final class Written extends StdConverter<Grid, Object> {
        @Override
        public Object convert(Grid grid) {
            return grid.isUniform()
                    ? new Uniform(grid.p(), grid.q())
                    : new PerAxis(grid.p(), grid.q(), grid.r(), grid.s());
        }
    }

    private static final class Read extends JsonDeserializer<Grid> {
        @Override
        public Grid deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            try {
                if (!tree.has("r") && !tree.has("s")) {
                    Uniform both = context.readTreeAsValue(tree, Uniform.class);
                    return new Grid(both.p(), both.q());
                }
                PerAxis each = context.readTreeAsValue(tree, PerAxis.class);
                return new Grid(each.p(), each.q(), each.r(), each.s());
            } catch (JsonProcessingException e) {
                throw JsonMappingException.from(parser, e.getOriginalMessage(), e); // with its line
            }
        }
    }
}
