package dev.coppice.samediff.view;

import java.util.List;

/**
 * An operator of a SameDiff graph.
 *
 * @param name its own name
 * @param kind name of the operator, such as {@code conv2d}
 * @param inputs names of the variables that it reads
 * @param outputs names of the variables that it makes, at least one
 */
public record UserOp(String name, String kind, List<String> inputs, List<String> outputs, Arguments arguments) {
    public UserOp {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The variable that it makes first. */
    public String output() {
        return outputs.get(0);
    }
}
