package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.AveragePool;
import dev.coppice.samediff.kernel.OneDnn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Average pooling or its gradient on maps N×H×W×C, by {@link AveragePool}. ND4J's own gradient is wrong for channels last.
 *
 * @param kind ND4J's name of the operator
 */
record DirectAverage(String kind, AveragePool.Window window) implements Work {
    private static final String KIND = "avgpool2d";
    private static final String GRADIENT = KIND + "_bp";

    /** Positions of the integer arguments: kernel and stride, then padding, dilation, and whether padding is computed. */
    private static final int PADDING = 4;

    /** The value of channels first. */
    private static final int LAYOUT = 10;

    private static final List<Long> PLAIN = List.of(0L, 0L, 1L, 1L, 0L);

    static Optional<MapForm> form(OperatorWork work) {
        List<Long> arguments = work.integerArguments();
        boolean gradient = work.kind().equals(GRADIENT);
        boolean fits = (gradient || work.kind().equals(KIND))
                && OneDnn.isAvailable()
                && arguments.subList(PADDING, PADDING + PLAIN.size()).equals(PLAIN)
                && arguments.get(LAYOUT) == 0;
        if (!fits) {
            return Optional.empty();
        }
        AveragePool.Window window =
                new AveragePool.Window(arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3));
        return Optional.of(
                MapForm.of(new DirectAverage(work.kind(), window), gradient ? Set.of(0, 1) : Set.of(0), Set.of(0)));
    }

    @Override
    public Instruction on(List<INDArray> inputs, List<INDArray> outputs) {
        AveragePool pool = kind.equals(GRADIENT)
                ? AveragePool.backward(window, inputs.get(1), outputs.get(0))
                : AveragePool.forward(window, inputs.get(0), outputs.get(0));
        return Instruction.of(kind, pool::run, pool::close);
    }
}
