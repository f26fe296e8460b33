package dev.coppice.samediff.program;

import java.util.List;

/**
 * Step of a program, before anything has memory.
 *
 * @param inputs names of the variables that it reads
 * @param outputs results that it writes; the last may be working memory that nobody reads
 */
record Step(Work work, List<String> inputs, List<Value> outputs) {
    Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A result with its name. */
    record Value(String name, Result result) {}
}
