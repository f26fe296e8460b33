package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Validations of a run, with the best network. The initial network counts too. */
final class ValidationCurve {
    private final Evaluator evaluator;
    private final UnaryOperator<Network> usable;
    private final RunClock clock;
    private final List<CurvePoint> points = new ArrayList<>();
    private Network network;
    private CurvePoint best;
    private double longest;
    private boolean last;

    /**
     * Validates the initial network.
     *
     * @param start the initial trainable network
     * @param usable function from a trainable network to one that can be validated and kept
     */
    ValidationCurve(Network start, UnaryOperator<Network> usable, Evaluator evaluator, RunClock clock) {
        this.evaluator = evaluator;
        this.usable = usable;
        this.clock = clock;
        double before = clock.seconds();
        this.network = usable.apply(start);
        this.best = measure(network, 0, 0, Double.NaN);
        points.add(best);
        longest = clock.seconds() - before;
    }

    /** Resumes a curve; the kept network has the nodes of a usable one. */
    ValidationCurve(
            Network start, UnaryOperator<Network> usable, Evaluator evaluator, RunClock clock, Checkpoint.Curve saved) {
        this.evaluator = evaluator;
        this.usable = usable;
        this.clock = clock;
        Network nodes = usable.apply(start);
        this.network = nodes.with(nodes.graph().withConstants(restored(nodes, saved.weights())));
        this.best = saved.points().get(saved.best());
        points.addAll(saved.points());
        longest = saved.longest();
    }

    /** Saved weights in the precision of the network's own. */
    private static Map<String, Tensor> restored(Network network, Map<String, Tensor> saved) {
        Map<String, Tensor> restored = new LinkedHashMap<>();
        saved.forEach((name, tensor) -> restored.put(
                name,
                network.graph()
                        .constant(name)
                        .filter(own -> own.shape().equals(tensor.shape()))
                        .map(own -> Tensor.reals(own.type(), tensor.shape(), tensor.toFloats()))
                        .orElseThrow(() -> new InvalidInputException("The checkpoint holds weights '" + name + "' of "
                                + tensor.shape() + ", which the network does not have. Delete it to start from the"
                                + " beginning."))));
        return restored;
    }

    /** The part of the curve that a checkpoint keeps. */
    Checkpoint.Curve saved() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        network.graph().constants().forEach((name, tensor) -> {
            if (Weights.isTrainable(tensor)) {
                weights.put(name, tensor);
            }
        });
        return new Checkpoint.Curve(points, points.indexOf(best), longest, weights);
    }

    /** Keeps the last network instead of the best from now on. */
    void keepLast() {
        last = true;
    }

    /** Validates the network after a number of epochs and steps. */
    void add(Network trained, int epoch, int step, double loss) {
        double before = clock.seconds();
        Network candidate = usable.apply(trained);
        CurvePoint point = measure(candidate, epoch, step, loss);
        points.add(point);
        longest = Math.max(longest, clock.seconds() - before);
        double highest = best.evaluation().accuracy();
        if (last || point.evaluation().accuracy() > highest || Double.isNaN(highest)) {
            best = point;
            network = candidate;
        }
    }

    private CurvePoint measure(Network candidate, int epoch, int step, double loss) {
        return new CurvePoint(epoch, step, loss, evaluator.evaluate(candidate), clock.seconds());
    }

    /** The duration of the longest validation so far, in seconds. */
    double longest() {
        return longest;
    }

    CurvePoint best() {
        return best;
    }

    /** The newest validation. */
    CurvePoint newest() {
        return points.get(points.size() - 1);
    }

    RetrainResult result(int steps, Ending ending, String detail) {
        return new RetrainResult(network, best, points, steps, ending, detail);
    }
}
