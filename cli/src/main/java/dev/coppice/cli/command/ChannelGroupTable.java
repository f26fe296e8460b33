package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The channel groups of a network: what pruning may cut, and the reason where it may not.
 *
 * @param groups the channel groups in graph order
 */
record ChannelGroupTable(List<ChannelGroup> groups) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED = 2;

    ChannelGroupTable(Graph graph, Shapes shapes) {
        this(ChannelAnalysis.of(graph, shapes).groups());
    }

    String text() {
        TextTable table = new TextTable(1, "layer", "groups", "free", "what goes with them, or why they stay").words(3);
        for (ChannelGroup group : groups) {
            table.row(
                    group.name(),
                    String.valueOf(group.size()),
                    String.valueOf(group.free()),
                    shared(group)
                            + group.reason().map(reason -> "kept: " + reason).orElseGet(() -> together(group)));
        }
        long free = groups.stream().filter(group -> group.free() > 0).count();
        return table + "\n" + free + " of " + groups.size() + " can lose channels";
    }

    /** The weights that several layers of a group read, as heads of a detector do; empty if each has its own. */
    private static String shared(ChannelGroup group) {
        return weights(group).entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "shares '" + entry.getKey() + "' among "
                        + entry.getValue().size() + " layers; ")
                .collect(Collectors.joining());
    }

    private static Map<String, List<String>> weights(ChannelGroup group) {
        Map<String, List<String>> readers = new LinkedHashMap<>();
        group.producers().forEach(producer -> readers.computeIfAbsent(producer.weights(), w -> new ArrayList<>())
                .add(producer.node()));
        return readers;
    }

    private static String together(ChannelGroup group) {
        List<String> others =
                group.producers().stream().skip(1).map(Producer::node).toList();
        List<String> parts = new ArrayList<>();
        if (!others.isEmpty()) {
            int more = others.size() - NAMED;
            parts.add("with " + others.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        group.protections().stream()
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .ifPresent(reason -> parts.add("some kept: " + reason));
        return String.join("; ", parts);
    }

    ArrayNode json() {
        ArrayNode array = JSON.createArrayNode();
        for (ChannelGroup group : groups) {
            ObjectNode entry = array.addObject()
                    .put("name", group.name())
                    .put("groups", group.size())
                    .put("free", group.free());
            ArrayNode producers = entry.putArray("producers");
            group.producers().forEach(producer -> producers.add(producer.node()));
            weights(group).forEach((name, readers) -> {
                if (readers.size() > 1) {
                    entry.withArray("/sharedWeights").add(name);
                }
            });
            group.reason().ifPresent(reason -> entry.put("reason", reason));
        }
        return array;
    }
}
