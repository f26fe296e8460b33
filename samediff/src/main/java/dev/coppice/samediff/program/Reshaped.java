package dev.coppice.samediff.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reshape of the argument. It copies only if the result has memory of its own. */
record Reshaped() implements Work {
    /** ND4J's operators that keep the elements in their order; each copies them. */
    private static final Set<String> KINDS = Set.of("reshape", "expand_dims", "squeeze", "identity");

    /** The work if an operator changes nothing but the shape; a second argument says the shape, which is known. */
    static Optional<Work> of(OperatorWork work, List<Result> inputs, List<Result> outputs) {
        boolean shapes = KINDS.contains(work.kind())
                && inputs.get(0).isShared()
                && outputs.get(0).isShared();
        return shapes ? Optional.of(new Reshaped()) : Optional.empty();
    }

    @Override
    public String kind() {
        return "reshape";
    }

    /** Maps that keep their shape may lie either way. */
    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        boolean same = inputs.get(0).isMap() && inputs.equals(outputs);
        return same ? Optional.of(MapForm.following(this, inputs, outputs)) : Optional.empty();
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        INDArray to = outputs.get(0);
        INDArray from = inputs.get(0).reshape('c', to.shape());
        return Instruction.of(kind(), () -> to.assign(from));
    }
}
