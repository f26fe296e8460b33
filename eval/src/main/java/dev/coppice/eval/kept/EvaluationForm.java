package dev.coppice.eval.kept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluations of networks. */
public record EvaluationForm() implements FigureForm<Evaluation> {
    @Override
    public String kind() {
        return "evaluation";
    }

    @Override
    public void write(Evaluation measured, ObjectNode root) {
        root.put("metric", measured.metric().name())
                .put("accuracy", String.valueOf(measured.accuracy()))
                .put("secondary", String.valueOf(measured.secondary()))
                .put("dice", String.valueOf(measured.dice()))
                .put("images", measured.images())
                .put("crossEntropy", String.valueOf(measured.crossEntropy()));
        measured.perClass()
                .forEach((name, value) -> root.withObject("/perClass").put(name, String.valueOf(value)));
        measured.absent().forEach(root.withArray("/absent")::add);
    }

    @Override
    public Evaluation read(JsonNode root) {
        Map<String, Double> perClass = new LinkedHashMap<>();
        root.path("perClass")
                .properties()
                .forEach(entry -> perClass.put(entry.getKey(), FigureForm.number(entry.getValue())));
        List<String> absent = new ArrayList<>();
        root.path("absent").forEach(name -> absent.add(name.asText()));
        return new Evaluation(
                Metric.valueOf(root.path("metric").asText()),
                FigureForm.number(root.path("accuracy")),
                FigureForm.number(root.path("secondary")),
                perClass,
                absent,
                FigureForm.number(root.path("dice")),
                root.path("images").asInt(),
                FigureForm.number(root.path("crossEntropy")));
    }
}
