package dev.coppice.models.format;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Check that weights are numbers: no NaN in any constant, and no infinity in the weights of a contraction or normalisation.
 * Elsewhere an infinity is a bound or a mask.
 */
public final class ConstantCheck {
    /** Elements that are read at once: a weight may be as large as memory. */
    private static final int PIECE = 1 << 16;

    private ConstantCheck() {}

    /**
     * Checks the constants of a graph that was read.
     *
     * @param where the beginning of a sentence that names the file
     * @throws InvalidInputException naming every constant that holds what is no number
     */
    public static void check(Graph graph, String where) {
        List<String> problems = new ArrayList<>();
        graph.constants().forEach((name, tensor) -> {
            if (tensor.type().isFloating()) {
                int nan = 0;
                int infinite = 0;
                int elements = Math.toIntExact(tensor.shape().elements());
                for (int from = 0; from < elements; from += PIECE) {
                    for (float value : tensor.toFloats(from, Math.min(PIECE, elements - from))) {
                        nan += Float.isNaN(value) ? 1 : 0;
                        infinite += Float.isInfinite(value) ? 1 : 0;
                    }
                }
                if (nan > 0 || (infinite > 0 && Weights.contains(graph, name))) {
                    problems.add(line(name, tensor, nan, infinite));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    where + " has weights that are no numbers; train or export it again:", problems);
        }
    }

    private static String line(String name, Tensor tensor, int nan, int infinite) {
        return "'" + name + "' (" + tensor.shape() + "): " + nan + " NaN, " + infinite + " infinite of "
                + tensor.shape().elements();
    }
}
