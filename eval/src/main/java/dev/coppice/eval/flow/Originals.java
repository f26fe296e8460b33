package dev.coppice.eval.flow;

import dev.coppice.eval.metric.KeptEvaluations;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.DatasetIdentity;
import java.util.HashMap;
import java.util.Map;

/** The figures of the originals that a flow was asked to compress, each measured once. */
final class Originals {
    private final KeptEvaluations kept;
    private final Map<String, OriginalFigures> known = new HashMap<>();

    /** None yet, but for evaluations of other processes. */
    Originals(KeptEvaluations kept) {
        this.kept = kept;
    }

    OriginalFigures of(CompressionRequest request, OnnxEvaluator evaluator) {
        String network = request.network().graph().hash();
        String pictures = DatasetIdentity.of(request.data(), request.split());
        Fingerprint what = Fingerprint.of("original").with("network", network).with("pictures", pictures);
        return known.computeIfAbsent(
                network + pictures,
                key -> OriginalFigures.of(
                        request,
                        request.source(),
                        model -> kept.get(what, () -> evaluator.evaluate(model, request.network()))));
    }
}
