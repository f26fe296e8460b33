package dev.coppice.models.data.layout;

import dev.coppice.models.data.Dataset;
import java.util.List;
import java.util.Optional;

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

    /** Data of a layout that says everything itself. */
    static FoundData of(String layout, Dataset data) {
        return new FoundData(layout, data, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
