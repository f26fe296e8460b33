package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.ErrorFunction;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Error function, by {@link ErrorFunction}. ND4J calls the C library for every element. */
record Erf() implements Work {
    private static final String KIND = "erf";

    /** The work if an operator is the error function. */
    static Optional<Work> of(OperatorWork work, List<Result> inputs) {
        boolean known =
                work.kind().equals(KIND) && inputs.size() == 1 && inputs.get(0).isShared();
        return known ? Optional.of(new Erf()) : Optional.empty();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        ErrorFunction erf = new ErrorFunction(inputs.get(0), outputs.get(0));
        return Instruction.of(KIND, erf::run);
    }

    @Override
    public Optional<MapForm> channelsLast(List<Result> inputs, List<Result> outputs) {
        return Optional.of(MapForm.following(this, inputs, outputs));
    }
}
