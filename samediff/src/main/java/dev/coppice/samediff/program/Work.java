package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a step does, whatever its arrays are. */
interface Work {
    /** The kind of operator, as ND4J calls it. */
    String kind();

    /** The step over arrays that do not change. */
    Instruction on(List<INDArray> inputs, List<INDArray> outputs);

    /** Whether the first result may lie where the first argument does, if nobody reads that later. */
    default boolean overwrites() {
        return false;
    }

    /** The same when nobody reads some of its results, by their positions: it need not compute them. */
    default Work unread(Set<Integer> outputs) {
        return this;
    }

    /** The same for maps that lie channels last, if it is known how. */
    default Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.empty();
    }
}
