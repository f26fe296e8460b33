package dev.coppice.eval.metric;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluator that measures every network once, so that the questions of several plans do not repeat a measurement. */
public final class RememberingEvaluator implements Evaluator {
    private final Evaluator evaluator;
    private final String images;
    private final Map<String, Evaluation> known = new ConcurrentHashMap<>();

    /**
     * An evaluator that knows no network yet.
     *
     * @param evaluator evaluator that measures, always on the same images
     * @param images description of these images, the same from run to run
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
