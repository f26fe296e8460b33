package dev.coppice.eval.flow;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.ExampleSet;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A few samples as networks see them. The choice depends on the split alone, so none is picked to please.
 *
 * @param evaluator evaluator that holds the data
 * @param names names of the samples
 */
record Examples(OnnxEvaluator evaluator, List<String> names) {
    private static final int ROWS = 3;

    /** Takes three samples spread over the split, or all if it has fewer. */
    static Examples of(OnnxEvaluator evaluator) {
        List<String> all = evaluator.data().names(evaluator.split());
        int rows = Math.min(ROWS, all.size());
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            chosen.add(all.get((2 * i + 1) * all.size() / (2 * rows)));
        }
        return new Examples(evaluator, List.copyOf(chosen));
    }

    /** The predictions of a model for them. */
    List<LabelMap> seenBy(OnnxSource onnx, Network network) {
        return evaluator.predict(onnx, network, names);
    }

    /** The pictures with their labels and both predictions; of a volume the slice in the middle. */
    ExampleSet with(List<LabelMap> before, List<LabelMap> after, List<String> classes) {
        List<ExampleSet.Row> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            rows.add(row(names.get(i), before.get(i), after.get(i)));
        }
        return new ExampleSet(rows, classes);
    }

    private ExampleSet.Row row(String name, LabelMap before, LabelMap after) {
        int ignore = evaluator.data().ignore().orElse(-1);
        if (!evaluator.data().holdsVolumes()) {
            Sample sample = evaluator.data().sample(evaluator.split(), name);
            return new ExampleSet.Row(name, sample.image(), marked(sample.labels(), ignore), before, after);
        }
        VolumeSample volume = evaluator.data().volume(evaluator.split(), name);
        Sample sample = volume.middle();
        return new ExampleSet.Row(
                name, sample.image(), marked(sample.labels(), ignore), volume.middle(before), volume.middle(after));
    }

    /** Marks ignored pixels by a value that no class has, whatever further classes the network knows. */
    private static LabelMap marked(LabelMap labels, int ignore) {
        if (labels.isOfPicture()) {
            return labels;
        }
        byte[] values = new byte[labels.width() * labels.height()];
        for (int i = 0; i < values.length; i++) {
            int value = labels.at(i % labels.width(), i / labels.width());
            values[i] = (byte) (value == ignore ? ExampleSet.UNLABELLED : value);
        }
        return LabelMap.of(labels.width(), labels.height(), values);
    }
}
