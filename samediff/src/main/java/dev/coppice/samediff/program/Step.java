package dev.coppice.samediff.program;

import java.util.List;

/**
 * What a program does at one place of its list, before anything has memory.
 *
 * @param inputs names of what it reads
 * @param outputs what it writes; the last may be room for itself that nobody reads
 */
record Step(Work work, List<String> inputs, List<Value> outputs) {
    Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A result and its name. */
    record Value(String name, Result result) {}
}
