package dev.coppice.samediff.program;

import java.util.List;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/**
 * Operator of a program before it has arrays.
 *
 * @param source the operator of SameDiff
 * @param inputs names of the variables that it reads, in its order
 */
record Operation(SameDiffOp source, List<String> inputs) {
    Operation {
        inputs = List.copyOf(inputs);
    }

    /** The variable of a result, or a made-up name if it has none. */
    String output(int position) {
        List<String> names = source.getOutputsOfOp();
        return position < names.size() ? names.get(position) : source.getName() + "#" + position;
    }
}
