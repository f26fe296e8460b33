package dev.coppice.models.data.layout;

import java.nio.file.Path;
import java.util.SortedMap;

/** The pictures of one split with their labels, by name; they are looked up when the split is first used. */
@FunctionalInterface
interface SplitListing {
    /**
     * Looks the files up.
     *
     * @throws dev.coppice.models.InvalidInputException listing everything that is missing or wrong
     */
    SortedMap<String, Pair> list();

    /** A picture and its labels. */
    record Pair(Path image, LabelSource labels) {}
}
