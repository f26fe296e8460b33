package dev.coppice.eval.flow;

import dev.coppice.eval.kept.EvaluationForm;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.network.NetworkIdentity;
import java.util.HashMap;
import java.util.Map;

/** The figures of the originals that a flow was asked to compress, each measured once. */
final class Originals {
    private final KeptFigures kept;
    private final Map<String, OriginalFigures> known = new HashMap<>();

    /** None yet, but for evaluations of other processes. */
    Originals(KeptFigures kept) {
        this.kept = kept;
    }

    OriginalFigures of(CompressionRequest request, OnnxEvaluator evaluator) {
        String network = NetworkIdentity.of(request.network());
        String pictures = DatasetIdentity.of(request.data(), request.split());
        Fingerprint what = Fingerprint.of("original").with("network", network).with("pictures", pictures);
        Fingerprint retrained = Fingerprint.of("retrained").with("original", what);
        return known.computeIfAbsent(
                network + pictures,
                key -> OriginalFigures.of(
                        request,
                        request.source(),
                        model -> kept.get(
                                new EvaluationForm(), what, () -> evaluator.evaluate(model, request.network())),
                        (how, training) -> kept.get(new MeasuredForm(), retrained.with("how", how), training)));
    }
}
