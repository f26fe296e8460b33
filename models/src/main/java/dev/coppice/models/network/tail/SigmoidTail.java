package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import java.util.Optional;

/** Tail of a Sigmoid or HardSigmoid: an independent probability for each channel. */
final class SigmoidTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return true;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean fits = before.holds() == OutputContent.LOGITS;
        return fits
                ? Optional.of(before.with(OutputContent.PROBABILITIES, value(before.threshold(), at.node())))
                : Optional.empty();
    }

    private static double value(double x, Node node) {
        if (node.is("Sigmoid")) {
            return 1 / (1 + Math.exp(-x));
        }
        double alpha = node.attributes().real("alpha", 0.2f);
        double beta = node.attributes().real("beta", 0.5f);
        return Math.max(0, Math.min(1, alpha * x + beta));
    }
}
