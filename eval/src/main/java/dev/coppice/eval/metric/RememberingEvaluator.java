package dev.coppice.eval.metric;

import dev.coppice.eval.kept.EvaluationForm;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Evaluator that measures every network once, so that the questions of several plans do not repeat a measurement. */
public final class RememberingEvaluator implements Evaluator {
    private final String images;
    private final Function<Network, Evaluation> measurement;
    private final Map<String, Evaluation> known = new ConcurrentHashMap<>();

    /**
     * An evaluator that knows no network yet.
     *
     * @param evaluator evaluator that measures, always on the same images
     * @param images description of these images, the same from run to run
     */
    public RememberingEvaluator(Evaluator evaluator, String images) {
        this(evaluator, images, KeptFigures.NONE, Fingerprint.word(images));
    }

    /**
     * The same, with evaluations that other processes need too.
     *
     * @param conditions everything besides the network that decides an evaluation
     */
    public RememberingEvaluator(Evaluator evaluator, String images, KeptFigures kept, Fingerprint conditions) {
        this.images = images;
        this.measurement = network -> kept.get(
                new EvaluationForm(),
                Fingerprint.of("evaluation")
                        .with("network", NetworkIdentity.of(network))
                        .with("conditions", conditions),
                () -> evaluator.evaluate(network));
    }

    @Override
    public Evaluation evaluate(Network network) {
        return known.computeIfAbsent(network.graph().hash(), hash -> measurement.apply(network));
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.word(images);
    }
}
