package dev.coppice.models.samediff.program;

import dev.coppice.models.samediff.onednn.OneDnn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts together what batch statistics leave apart, where oneDNN can do it in one go: two moments of the same maps, and sums of
 * gradients of moments with another map. A pass over a map takes longer than the arithmetic.
 */
final class MomentSums {
    private final List<Step> steps;
    private final Set<String> wanted;
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Integer> producer = new HashMap<>();

    private MomentSums(List<Step> steps, Collection<String> wanted) {
        this.steps = new ArrayList<>(steps);
        this.wanted = new HashSet<>(wanted);
        for (int i = 0; i < steps.size(); i++) {
            for (Step.Value output : steps.get(i).outputs()) {
                producer.put(output.name(), i);
            }
            steps.get(i).inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
    }

    /** The same program with fewer steps. */
    static List<Step> of(List<Step> steps, Collection<String> wanted) {
        if (!OneDnn.isAvailable()) {
            return steps;
        }
        MomentSums pass = new MomentSums(steps, wanted);
        pass.joinMoments();
        for (int i = 0; i < steps.size(); i++) {
            pass.joinGradients(i);
        }
        return pass.steps.stream().filter(step -> !step.outputs().isEmpty()).toList();
    }

    /** A moment that is not squared comes with the squared one of the same maps, where the first of them was. */
    private void joinMoments() {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!(step.work() instanceof ChannelMoment moment)) {
                continue;
            }
            Integer other = first.putIfAbsent(step.inputs().get(0), i);
            if (other != null
                    && steps.get(other).work() instanceof ChannelMoment earlier
                    && earlier.squared() != moment.squared()) {
                boolean squaredFirst = earlier.squared();
                Step plain = squaredFirst ? step : steps.get(other);
                Step squared = squaredFirst ? steps.get(other) : step;
                List<Step.Value> outputs = new ArrayList<>(plain.outputs());
                outputs.addAll(squared.outputs());
                steps.set(
                        other,
                        new Step(
                                new ChannelMoments(((ChannelMoment) plain.work()).averaged()), step.inputs(), outputs));
                steps.set(i, nothing());
            }
        }
    }

    private static Step nothing() {
        return new Step(new Reshaped(), List.of(), List.of());
    }

    /** A sum with the gradient of a squared moment, or with that of another where the first is already one with a squared one. */
    private void joinGradients(int position) {
        Step sum = steps.get(position);
        if (!sum.work().kind().equals("add") || sum.inputs().size() != 2) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            String rest = sum.inputs().get(1 - i);
            Optional<Step> moment = only(sum.inputs().get(i));
            if (moment.isPresent() && moment.get().work() instanceof ChannelMomentGradient gradient) {
                Optional<Step> before = only(rest).filter(s -> s.work() instanceof MomentGradientSum);
                if (before.isPresent() && !gradient.squared()) {
                    join(
                            position,
                            before.get(),
                            ((MomentGradientSum) before.get().work()).and(gradient),
                            moment.get());
                    return;
                }
                if (before.isEmpty() && gradient.squared()) {
                    List<String> inputs = new ArrayList<>(List.of(rest));
                    inputs.addAll(moment.get().inputs());
                    drop(moment.get());
                    steps.set(position, new Step(new MomentGradientSum(List.of(gradient)), inputs, sum.outputs()));
                    return;
                }
            }
        }
    }

    private void join(int position, Step before, MomentGradientSum work, Step moment) {
        List<String> inputs = new ArrayList<>(before.inputs());
        inputs.addAll(moment.inputs());
        drop(before);
        drop(moment);
        steps.set(position, new Step(work, inputs, steps.get(position).outputs()));
    }

    private void drop(Step step) {
        steps.set(producer.get(step.outputs().get(0).name()), nothing());
    }

    /** The step that makes what one other reads and nobody wants. */
    private Optional<Step> only(String name) {
        Integer made = producer.get(name);
        return made == null || wanted.contains(name) || readers.getOrDefault(name, 0) != 1
                ? Optional.empty()
                : Optional.of(steps.get(made));
    }
}
