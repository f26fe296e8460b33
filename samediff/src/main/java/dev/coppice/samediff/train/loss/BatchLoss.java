package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loss of one batch while its terms are added. */
public final class BatchLoss {
    private final float[] targets;
    private final List<float[]> given = new ArrayList<>();
    private @Nullable LogitLoss further;

    /** Starts with the number of targets of a batch. */
    BatchLoss(int targets) {
        this.targets = new float[targets];
    }

    /** The targets t of the part − Σ t · log softmax(logits), pixels×classes. Terms add to them. */
    float[] targets() {
        return targets;
    }

    /** Adds a function of the logits. */
    void add(LogitLoss added) {
        LogitLoss before = further;
        further =
                before == null ? added : (logits, gradient) -> before.at(logits, gradient) + added.at(logits, gradient);
    }

    /** Adds the arrays of a term in the graph. */
    void give(List<float[]> arrays) {
        given.addAll(arrays);
    }

    @Nullable
    LogitLoss further() {
        return further;
    }

    List<float[]> given() {
        return given;
    }
}
