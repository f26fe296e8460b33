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
import java.util.List;

/**
 * Grids in the JSON of plans: {@code p} and {@code q} for all axes; {@code r} and {@code s}, and {@code t} and {@code u},
 * too where those of the second and the third axis differ.
 */
final class GridJson {
    private GridJson() {}

    /** A grid with one fraction. */
    record Uniform(int p, int q) {}

    /** A grid with a fraction for each of two axes. */
    record Two(int p, int q, int r, int s) {}

    /** A grid with a fraction for each of three axes. */
    record Three(int p, int q, int r, int s, int t, int u) {}

    static SimpleModule module() {
        return new SimpleModule("grids")
                .addSerializer(new StdDelegatingSerializer(Grid.class, new Written()))
                .addDeserializer(Grid.class, new Read());
    }

    private static final class Written extends StdConverter<Grid, Object> {
        @Override
        public Object convert(Grid grid) {
            List<Grid.Share> axes = grid.axes();
            Grid.Share first = axes.get(0);
            if (grid.isUniform()) {
                return new Uniform(first.p(), first.q());
            }
            Grid.Share second = axes.get(1);
            return axes.size() == 2
                    ? new Two(first.p(), first.q(), second.p(), second.q())
                    : new Three(
                            first.p(),
                            first.q(),
                            second.p(),
                            second.q(),
                            axes.get(2).p(),
                            axes.get(2).q());
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
                if (!tree.has("t") && !tree.has("u")) {
                    Two two = context.readTreeAsValue(tree, Two.class);
                    return new Grid(two.p(), two.q(), two.r(), two.s());
                }
                Three three = context.readTreeAsValue(tree, Three.class);
                return new Grid(List.of(
                        new Grid.Share(three.p(), three.q()),
                        new Grid.Share(three.r(), three.s()),
                        new Grid.Share(three.t(), three.u())));
            } catch (JsonProcessingException e) {
                throw JsonMappingException.from(parser, JsonTrouble.of(e), e); // with its line
            }
        }
    }
}
