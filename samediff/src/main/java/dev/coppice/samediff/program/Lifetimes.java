package dev.coppice.samediff.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lifetimes of places in shared memory: from the writing step to the last reading step, or to the end for wanted results. A
 * result may share the place of another result that it reshapes, or of an argument that it overwrites.
 */
final class Lifetimes {
    private final Map<String, Integer> lastRead = new HashMap<>();
    private final Map<String, MemoryPlan.Span> spans = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();

    /**
     * The lifetimes of the results of a program's steps.
     *
     * @param wanted names of results that are needed to the end
     * @param elsewhere names of results whose arrays were given
     */
    Lifetimes(List<Step> steps, Collection<String> wanted, Set<String> elsewhere) {
        readings(steps, wanted);
        for (int i = 0; i < steps.size(); i++) {
            for (Step.Value value : steps.get(i).outputs()) {
                if (value.result().isShared() && !elsewhere.contains(value.name())) {
                    add(i, steps.get(i), value);
                }
            }
        }
    }

    /** Reading a reshaped result counts as reading the original. */
    private void readings(List<Step> steps, Collection<String> wanted) {
        wanted.forEach(name -> lastRead.put(name, steps.size()));
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            int last = step.work() instanceof Reshaped
                    ? lastRead.getOrDefault(step.outputs().get(0).name(), i)
                    : i;
            step.inputs().forEach(input -> lastRead.merge(input, last, Math::max));
        }
    }

    private void add(int position, Step step, Step.Value value) {
        int last = lastRead.getOrDefault(value.name(), position);
        String argument = step.inputs().isEmpty() ? "" : step.inputs().get(0);
        String place = places.get(argument);
        boolean overwrites = step.work().overwrites()
                && place != null
                && span(place).last() == position
                && span(place).elements() == value.result().elements();
        if (place != null && (overwrites || step.work() instanceof Reshaped)) {
            places.put(value.name(), place);
            spans.put(place, span(place).until(last));
        } else {
            places.put(value.name(), value.name());
            spans.put(
                    value.name(),
                    new MemoryPlan.Span(value.name(), value.result().elements(), position, last));
        }
    }

    private MemoryPlan.Span span(String place) {
        return Objects.requireNonNull(spans.get(place), place);
    }

    List<MemoryPlan.Span> spans() {
        return new ArrayList<>(spans.values());
    }

    /** The result whose place each result has: itself or another. */
    Map<String, String> places() {
        return places;
    }
}
