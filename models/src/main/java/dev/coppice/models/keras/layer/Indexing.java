package dev.coppice.models.keras.layer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The parts of an index in brackets, in the words of Slice, Squeeze and Unsqueeze. */
final class Indexing {
    private final LayerConfig config;
    private final List<long[]> slices = new ArrayList<>();
    private final List<Integer> single = new ArrayList<>();
    private final List<Integer> added = new ArrayList<>();
    private int axis;
    private int at;

    private Indexing(LayerConfig config) {
        this.config = config;
    }

    /** The parts of an index into a tensor with this many axes. */
    static Indexing of(JsonNode key, int rank, LayerConfig config) {
        List<JsonNode> parts = new ArrayList<>();
        if (key.isArray()) {
            key.forEach(parts::add);
        } else {
            parts.add(key);
        }
        int named =
                (int) parts.stream().filter(p -> !p.isNull() && !isEllipsis(p)).count();
        Indexing indexing = new Indexing(config);
        parts.forEach(part -> indexing.add(part, rank - named));
        return indexing;
    }

    /** Slices, each with its start, end, axis and step. */
    List<long[]> slices() {
        return slices;
    }

    /** Axes of which one element is taken. */
    List<Integer> single() {
        return single;
    }

    /** Axes of the result that are new. */
    List<Integer> added() {
        return added;
    }

    private void add(JsonNode part, int others) {
        if (part.isNull()) {
            added.add(at++);
        } else if (isEllipsis(part)) {
            at += others;
            axis += others;
        } else if (part.isIntegralNumber()) {
            long index = part.asLong();
            slices.add(new long[] {index, index == -1 ? Integer.MAX_VALUE : index + 1, axis, 1});
            single.add(axis++);
        } else {
            slice(part);
        }
    }

    private void slice(JsonNode part) {
        JsonNode bounds = part.path("config");
        long step = bounds.path("step").asLong(1);
        if (!part.path("class_name").asText().equals("__slice__") || step == 0) {
            throw config.refusal("indexes by " + part + ", which Coppice does not read");
        }
        long first = step < 0 ? Integer.MAX_VALUE : 0;
        long last = step < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        long start = bounds.path("start").asLong(first);
        long stop = bounds.path("stop").asLong(last);
        if (start != 0 || stop != Integer.MAX_VALUE || step != 1) {
            slices.add(new long[] {start, stop, axis, step});
        }
        axis++;
        at++;
    }

    private static boolean isEllipsis(JsonNode part) {
        return part.path("class_name").asText().equals("__ellipsis__");
    }
}
