package dev.coppice.samediff.program;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Removal of results that nobody reads, such as the gradient in the images. Each step learns which are read. */
final class ReadResults {
    private ReadResults() {}

    /** The steps of which a result is wanted, or read by such a step. A shape that is known by now is read no more. */
    static List<Step> needed(List<Step> steps, Collection<String> wanted) {
        Set<String> read = new HashSet<>(wanted);
        Deque<Step> needed = new ArrayDeque<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            if (step.outputs().stream().anyMatch(output -> read.contains(output.name()))) {
                needed.addFirst(step);
                read.addAll(step.inputs());
            }
        }
        return List.copyOf(needed);
    }

    static List<Step> of(List<Step> steps, Collection<String> wanted) {
        Set<String> read = new HashSet<>(wanted);
        steps.forEach(step -> read.addAll(step.inputs()));
        return steps.stream().map(step -> told(step, read)).toList();
    }

    private static Step told(Step step, Set<String> read) {
        Set<Integer> positions = IntStream.range(0, step.outputs().size())
                .filter(i -> read.contains(step.outputs().get(i).name()))
                .boxed()
                .collect(Collectors.toSet());
        return new Step(step.work().reading(positions), step.inputs(), step.outputs());
    }
}
