package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The channel families of a network: what pruning may cut, and why not where it may not.
 *
 * @param families in graph order
 */
record FamilyTable(List<ChannelFamily> families) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED = 2;

    FamilyTable(Graph graph, Shapes shapes) {
        this(ChannelAnalysis.of(graph, shapes).families());
    }

    String text() {
        TextTable table = new TextTable(1, "layer", "groups", "free", "what goes with them, or why they stay").words(3);
        for (ChannelFamily family : families) {
            table.row(
                    family.name(),
                    String.valueOf(family.size()),
                    String.valueOf(family.free()),
                    family.reason().map(reason -> "kept: " + reason).orElseGet(() -> together(family)));
        }
        long free = families.stream().filter(family -> family.free() > 0).count();
        return table + "\n" + free + " of " + families.size() + " can lose channels";
    }

    private static String together(ChannelFamily family) {
        List<String> others =
                family.producers().stream().skip(1).map(Producer::node).toList();
        List<String> parts = new ArrayList<>();
        if (!others.isEmpty()) {
            int more = others.size() - NAMED;
            parts.add("with " + others.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        family.protections().stream()
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .ifPresent(reason -> parts.add("some kept: " + reason));
        return String.join("; ", parts);
    }

    ArrayNode json() {
        ArrayNode array = JSON.createArrayNode();
        for (ChannelFamily family : families) {
            ObjectNode entry = array.addObject()
                    .put("name", family.name())
                    .put("groups", family.size())
                    .put("free", family.free());
            ArrayNode producers = entry.putArray("producers");
            family.producers().forEach(producer -> producers.add(producer.node()));
            family.reason().ifPresent(reason -> entry.put("reason", reason));
        }
        return array;
    }
}
