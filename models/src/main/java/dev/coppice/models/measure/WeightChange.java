package dev.coppice.models.measure;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.Map;

/** A change of weights between training steps, in addition to the gradient's update. */
public interface WeightChange {
    /** Changes nothing. */
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
     * A moment in a training run.
     *
     * @param step number of steps before this one
     * @param rate learning rate of this step
     * @param endsEpoch whether this step ends a pass over the data
     */
    record Moment(int step, double rate, boolean endsEpoch) {}

    /** Whether weights change after this step. */
    boolean comesAfter(Moment moment);

    /**
     * The new values of the weights that change, by tensor name.
     *
     * @param network the network with the weights after the step; its nodes are those of the network given to training
     */
    Map<String, Tensor> of(Network network, Moment moment);
}
