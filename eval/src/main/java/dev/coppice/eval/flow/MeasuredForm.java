package dev.coppice.eval.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.kept.EvaluationForm;
import dev.coppice.eval.kept.FigureForm;
import dev.coppice.eval.report.Measured;
import dev.coppice.models.cost.Cost;

/** The figures of a network that is not timed. */
record MeasuredForm() implements FigureForm<Measured> {
    private static final EvaluationForm EVALUATION = new EvaluationForm();
    private static final String MACS = "macs";
    private static final String PARAMETERS = "parameters";
    private static final String ACTIVATIONS = "activationBytes";
    private static final String BYTES = "bytes";

    @Override
    public String kind() {
        return "measured";
    }

    @Override
    public void write(Measured figures, ObjectNode root) {
        root.put(MACS, figures.cost().macs())
                .put(PARAMETERS, figures.cost().parameters())
                .put(ACTIVATIONS, figures.cost().activationBytes())
                .put(BYTES, figures.bytes());
        EVALUATION.write(figures.evaluation(), root.putObject(EVALUATION.kind()));
    }

    @Override
    public Measured read(JsonNode root) {
        Cost cost = new Cost(
                root.required(MACS).asLong(),
                root.required(PARAMETERS).asLong(),
                root.required(ACTIVATIONS).asLong());
        return new Measured(cost, root.required(BYTES).asLong(), EVALUATION.read(root.required(EVALUATION.kind())));
    }
}
