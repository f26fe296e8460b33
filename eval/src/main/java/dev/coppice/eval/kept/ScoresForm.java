package dev.coppice.eval.kept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Scores of channels, an array for each contraction. */
public record ScoresForm() implements FigureForm<List<double[]>> {
    private static final String SCORES = "scores";

    @Override
    public String kind() {
        return SCORES;
    }

    @Override
    public void write(List<double[]> scores, ObjectNode root) {
        ArrayNode all = root.putArray(SCORES);
        for (double[] own : scores) {
            ArrayNode array = all.addArray();
            for (double score : own) {
                array.add(String.valueOf(score));
            }
        }
    }

    @Override
    public List<double[]> read(JsonNode root) {
        List<double[]> scores = new ArrayList<>();
        for (JsonNode own : root.withArray("/" + SCORES)) {
            double[] array = new double[own.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = FigureForm.number(own.get(i));
            }
            scores.add(array);
        }
        return scores;
    }
}
