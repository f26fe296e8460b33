package dev.coppice.compress.cutoff;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.SoftCrop;
import java.util.Map;

/**
 * Penalty on cut-offs. After every step each stored cut-off falls by rate · λ · ∂(share of MACs)/∂w. It stays between the
 * coarsest limit and the grid its region begins on. It is kept apart from the loss's gradient, so that an adaptive
 * optimizer does not rescale it.
 */
record CutoffPenalty(CutoffLearning learning) implements WeightChange {
    @Override
    public boolean comesAfter(Moment moment) {
        return true;
    }

    @Override
    public Map<String, Tensor> of(Network network, Moment moment) {
        Cutoffs now = learning.cutoffs(network);
        Cutoffs slope = learning.macs().slope(now);
        double step = moment.rate() * learning.pass().penalty() * SoftCrop.UNIT;
        Cutoffs next = new Cutoffs(now.height() - step * slope.height(), now.width() - step * slope.width());
        return learning.stored(next.within(learning.least(), learning.most()));
    }
}
