package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training step of the zoo's networks. */
@Tag("program")
class ZooTrainsTest {
    @Test
    void deeplab() {
        assertTrains(Zoo.untrainedDeepLab(SyntheticScenes.of(1), 1));
    }

    @Test
    void deep_aggregation() {
        assertTrains(Zoo.untrainedDeepAggregation(SyntheticScenes.of(1), 1));
    }

    private static void assertTrains(Network network) {
        TrainedGraph step = TrainedGraph.of(network);

        assertThat(step.forward()).isLessThan(1e-5);
        assertThat(step.slope()).isCloseTo(1, within(0.03));
    }
}
