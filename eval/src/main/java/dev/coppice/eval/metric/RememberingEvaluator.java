package dev.coppice.eval.metric;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures every network once, so that what several plans ask about is not measured again. */
public final class RememberingEvaluator implements Evaluator {
    private final Evaluator evaluator;
    private final String images;
    private final Map<String, Evaluation> known = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param evaluator measures, always on the same images
     * @param images which these are, as text, the same from run to run
     */
    public RememberingEvaluator(Evaluator evaluator, String images) {
        this.evaluator = evaluator;
        this.images = images;
    }

    @Override
    public Evaluation evaluate(Network network) {
        return known.computeIfAbsent(network.graph().hash(), hash -> evaluator.evaluate(network));
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.word(images);
    }
}
