package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Work of a step, independent of its arrays. */
interface Work {
    /** ND4J's name of the operator. */
    String kind();

    /** The instruction over fixed arrays. */
    Instruction on(List<INDArray> inputs, List<INDArray> outputs);

    /** Whether the first result may overwrite the first argument, if nobody reads the argument later. */
    default boolean overwrites() {
        return false;
    }

    /** The same work if only the results at these positions are read. */
    default Work reading(Set<Integer> outputs) {
        return this;
    }

    /** The form for maps that lie channels last; empty if there is none. */
    default Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.empty();
    }
}
