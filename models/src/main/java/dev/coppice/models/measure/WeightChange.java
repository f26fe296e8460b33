package dev.coppice.models.measure;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.Map;

/** A change of weights between training steps, besides what the gradient does to them. */
public interface WeightChange {
    /** Leaves them to the gradient. */
    WeightChange NONE = new WeightChange() {
        @Override
        public boolean comesAfter(Moment moment) {
            return false;
        }

        @Override
        public Map<String, Tensor> of(Network network, Moment moment) {
            return Map.of();
        }
    };

    /**
     * When in a run.
     *
     * @param step steps taken before this one
     * @param rate learning rate of this one
     * @param endsEpoch whether a pass over the data ends with it
     */
    record Moment(int step, double rate, boolean endsEpoch) {}

    /** Whether weights change after this step. */
    boolean comesAfter(Moment moment);

    /**
     * The weights that change, by tensor.
     *
     * @param network with the weights that the step left, its nodes those of the network that training was asked for
     */
    Map<String, Tensor> of(Network network, Moment moment);
}
