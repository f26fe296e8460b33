package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import java.util.Map;
import java.util.TreeMap;

/**
 * State from which a training continues, bit for bit.
 *
 * @param taken number of steps so far
 * @param vectors vectors by name, with one or several numbers per weight: the weights, the optimizer's state
 */
public record TrainingState(int taken, Map<String, float[]> vectors) {
    public TrainingState {
        vectors = Map.copyOf(vectors);
        if (taken < 0) {
            throw new InvalidInputException("A training cannot go on after " + taken + " steps, expected at least 0.");
        }
    }

    /**
     * One of the vectors.
     *
     * @throws InvalidInputException if it is missing or has another length
     */
    float[] vector(String name, long length) {
        float[] vector = vectors.get(name);
        if (vector == null || vector.length != length) {
            throw new InvalidInputException("The state of a training has "
                    + (vector == null ? "no vector" : vector.length + " numbers in vector") + " '" + name
                    + "', this training needs " + length + ". It has vectors " + new TreeMap<>(vectors).keySet()
                    + " and belongs to another network or optimizer.");
        }
        return vector;
    }
}
