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
 * How long each place in shared memory is needed: from where it is written to where it is read last, to the end if that is
 * wanted. A result may share the place of another: of what it is another shape of, or of an argument that it overwrites.
 */
final class Lifetimes {
    private final Map<String, Integer> lastRead = new HashMap<>();
    private final Map<String, MemoryPlan.Span> spans = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();

    /**
     * Of what a program's steps give.
     *
     * @param wanted are needed to the end
     * @param elsewhere have arrays that were given
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

    /** What reads another shape of a result reads the result. */
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

    /** The result whose place each has: its own name or that of another. */
    Map<String, String> places() {
        return places;
    }
}
