package dev.coppice.eval.kept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.plan.WidthStaircase;
import java.util.ArrayList;
import java.util.List;

/** The widths that suit a machine. */
public record WidthsForm() implements FigureForm<WidthStaircase> {
    private static final String EDGES = "edges";

    @Override
    public String kind() {
        return "widths";
    }

    @Override
    public void write(WidthStaircase widths, ObjectNode root) {
        widths.edges().forEach(root.putArray(EDGES)::add);
        root.put("block", widths.block()).put("machine", widths.machine());
    }

    @Override
    public WidthStaircase read(JsonNode root) {
        List<Integer> edges = new ArrayList<>();
        root.path(EDGES).forEach(edge -> edges.add(edge.asInt()));
        return new WidthStaircase(
                edges, root.path("block").asInt(), root.path("machine").asText());
    }
}
