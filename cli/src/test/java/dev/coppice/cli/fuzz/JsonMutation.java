package dev.coppice.cli.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.data.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Changes of a JSON text that stays one: a value becomes another, goes, comes twice, or moves elsewhere. */
record JsonMutation(HostileWords words) implements Mutation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public byte[] of(byte[] content, RandomStream random) {
        try {
            JsonNode root = JSON.readTree(content);
            List<JsonNode> parents = new ArrayList<>();
            collect(root, parents);
            if (parents.isEmpty()) {
                return content;
            }
            JsonNode parent = parents.get(random.below(parents.size()));
            if (parent instanceof ObjectNode object) {
                change(object, parents, random);
            } else {
                change((ArrayNode) parent, parents, random);
            }
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            return content; // an earlier change made it no JSON
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All objects and lists that hold anything. */
    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (node.isContainerNode() && !node.isEmpty()) {
            parents.add(node);
        }
        node.forEach(child -> collect(child, parents));
    }

    private void change(ObjectNode object, List<JsonNode> parents, RandomStream random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.below(names.size()));
        switch (random.below(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(words.any(random), object.get(name));
            case 2 -> object.set(name, copied(parents, random));
            default -> object.set(name, other(object.get(name), random));
        }
    }

    private void change(ArrayNode list, List<JsonNode> parents, RandomStream random) {
        int at = random.below(list.size());
        switch (random.below(6)) {
            case 0 -> list.remove(at);
            case 1 -> list.insert(at, list.get(at));
            case 2 -> list.insert(at, copied(parents, random));
            default -> list.set(at, other(list.get(at), random));
        }
    }

    /** A copy of something else: the original would make a circle. */
    private static JsonNode copied(List<JsonNode> parents, RandomStream random) {
        return parents.get(random.below(parents.size())).deepCopy();
    }

    private JsonNode other(JsonNode old, RandomStream random) {
        return switch (random.below(old.isNumber() ? 8 : 12)) {
            case 0, 1, 2 -> number(random);
            case 3 -> NODES.nullNode();
            case 4 -> NODES.booleanNode(random.chance(0.5));
            case 5 -> random.chance(0.5) ? NODES.arrayNode() : NODES.objectNode();
            case 6 -> NODES.arrayNode().add(old);
            case 7 -> old.isNumber() ? NODES.numberNode(-old.asDouble()) : NODES.textNode(old.asText() + "0");
            default -> NODES.textNode(words.any(random));
        };
    }

    private static JsonNode number(RandomStream random) {
        return switch (random.below(8)) {
            case 0 -> NODES.numberNode(0);
            case 1 -> NODES.numberNode(-1);
            case 2 -> NODES.numberNode(1.5);
            case 3 -> NODES.numberNode(Integer.MAX_VALUE);
            case 4 -> NODES.numberNode(Long.MAX_VALUE);
            case 5 -> NODES.numberNode(1e300);
            case 6 -> NODES.numberNode(1 << 24);
            default -> NODES.numberNode(random.below(100));
        };
    }
}
