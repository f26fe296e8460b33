package dev.coppice.eval.kept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The form in which a kind of figures is kept. What is read is equal, bit for bit, to what was written.
 *
 * @param <T> the figures
 */
public interface FigureForm<T> {
    /** The kind, which begins the names of its files. */
    String kind();

    /** Writes figures into an empty object. */
    void write(T figures, ObjectNode root);

    /**
     * Reads figures.
     *
     * @throws IllegalArgumentException if they are none
     */
    T read(JsonNode root);

    /** A number as it was written: its text, as JSON has no NaN. */
    static double number(JsonNode node) {
        return Double.parseDouble(node.asText());
    }
}
