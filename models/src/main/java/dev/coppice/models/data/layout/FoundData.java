package dev.coppice.models.data.layout;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.data.Dataset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Data in a folder, and what was found out on the way.
 *
 * @param layout id of the layout
 * @param data the data
 * @param key what the numbers or colours of label files stand for; empty where they are the indices of classes by nature
 * @param drawn how the splits are drawn; empty where the folder has its own
 * @param open what a person has to confirm in {@code dataset.json} before the data can be used; empty if all is known
 * @param notes what was assumed, in sentences
 */
public record FoundData(
        String layout,
        Dataset data,
        Optional<LabelKey> key,
        Optional<DrawnSplits> drawn,
        Optional<String> open,
        List<String> notes) {
    public FoundData {
        notes = List.copyOf(notes);
    }

    /** The text of a {@code dataset.json} that says all this, for a person to correct. */
    public String description() {
        ObjectNode root =
                new JsonMapper().createObjectNode().put("name", data.name()).put(LayoutSettings.LAYOUT, layout);
        data.classes().forEach(root.putArray("classes")::add);
        data.ignore().ifPresent(value -> root.put("ignore", value));
        key.filter(k -> !k.isOfIndices()).ifPresent(k -> meaning(root, k));
        drawn.ifPresent(draw -> {
            ObjectNode splits = root.putObject(LayoutSettings.SPLITS).put(LayoutSettings.SEED, draw.seed());
            draw.shares().forEach(splits.putObject(LayoutSettings.SHARES)::put);
        });
        return root.toPrettyString() + "\n";
    }

    private static void meaning(ObjectNode root, LabelKey key) {
        ObjectNode node = root.putObject(key.isOfColours() ? LayoutSettings.COLOURS : LayoutSettings.VALUES);
        new TreeMap<>(key.meaning())
                .forEach((value, c) -> node.put(
                        key.isOfColours() ? LabelKey.colour(value) : String.valueOf(value),
                        c == key.ignore() ? null : key.classes().get(c)));
    }

    /** Data of a layout that says everything itself. */
    static FoundData of(String layout, Dataset data) {
        return new FoundData(layout, data, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
