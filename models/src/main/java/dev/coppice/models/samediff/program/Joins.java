package dev.coppice.models.samediff.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A program while steps of it are joined: who makes a result, and whether anybody else reads it. */
final class Joins {
    private static final Step NOTHING = new Step(new Reshaped(), List.of(), List.of());

    private final List<Step> steps;
    private final Set<String> wanted;
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Integer> producer = new HashMap<>();

    Joins(List<Step> steps, Collection<String> wanted) {
        this.steps = new ArrayList<>(steps);
        this.wanted = new HashSet<>(wanted);
        for (int i = 0; i < steps.size(); i++) {
            for (Step.Value output : steps.get(i).outputs()) {
                producer.put(output.name(), i);
            }
            steps.get(i).inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
    }

    int size() {
        return steps.size();
    }

    Step get(int position) {
        return steps.get(position);
    }

    /** Puts a step where another was; its results are that one's, or of steps that are dropped. */
    void set(int position, Step step) {
        steps.set(position, step);
    }

    void drop(int position) {
        steps.set(position, NOTHING);
    }

    /** Drops the step that makes the results of this one. */
    void drop(Step step) {
        drop(Objects.requireNonNull(producer.get(step.outputs().get(0).name())));
    }

    /** The step that makes what one other reads and nobody wants. */
    Optional<Step> only(String name) {
        boolean once = !wanted.contains(name) && readers.getOrDefault(name, 0) == 1;
        return once ? Optional.ofNullable(producer.get(name)).map(steps::get) : Optional.empty();
    }

    /** What is left. */
    List<Step> steps() {
        return steps.stream().filter(step -> !step.outputs().isEmpty()).toList();
    }
}
