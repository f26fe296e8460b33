package dev.coppice.samediff.program;

import dev.coppice.samediff.kernel.OneDnn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merging of channel moments, as in batch statistics, where oneDNN can do it. One pass computes all moments of a map, and
 * one pass adds all their gradients to another map. A pass over a map takes longer than the arithmetic.
 */
final class MomentSums {
    private static final Step NOTHING = new Step(new Reshaped(), List.of(), List.of());

    private final List<Step> steps;
    private final Set<String> wanted;
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Integer> producer = new HashMap<>();
    private final Map<String, Integer> moments = new HashMap<>();

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
        for (int i = 0; i < steps.size(); i++) {
            pass.joinMoments(i);
            pass.joinGradients(i);
        }
        return pass.steps.stream().filter(step -> !step.outputs().isEmpty()).toList();
    }

    /** Merges a moment with the earlier moments of the same map. */
    private void joinMoments(int position) {
        Step step = steps.get(position);
        if (!(step.work() instanceof ChannelMoment moment)) {
            return;
        }
        Integer first = moments.putIfAbsent(step.inputs().get(0), position);
        if (first == null) {
            steps.set(position, new Step(new ChannelMoments(List.of(moment)), step.inputs(), step.outputs()));
            return;
        }
        Step earlier = steps.get(first);
        List<Step.Value> results = new ArrayList<>(earlier.outputs());
        results.addAll(step.outputs());
        steps.set(first, new Step(((ChannelMoments) earlier.work()).and(moment), earlier.inputs(), results));
        steps.set(position, NOTHING);
    }

    private void joinGradients(int position) {
        Step sum = steps.get(position);
        if (sum.work().kind().equals(OperatorWork.SUM) && sum.inputs().size() == 2) {
            List<String> inputs = sum.inputs();
            joined(sum, inputs.get(0), inputs.get(1))
                    .or(() -> joined(sum, inputs.get(1), inputs.get(0)))
                    .ifPresent(step -> steps.set(position, step));
        }
    }

    /**
     * Merges a sum with a moment's gradient. The gradient of a squared moment starts a merged sum; that of another moment
     * joins one.
     */
    private Optional<Step> joined(Step sum, String rest, String moment) {
        Optional<Step> read = only(moment);
        if (read.isEmpty() || !(read.get().work() instanceof ChannelMomentGradient gradient)) {
            return Optional.empty();
        }
        Optional<Step> before = only(rest).filter(step -> step.work() instanceof MomentGradientSum);
        if (gradient.squared() == before.isPresent()) {
            return Optional.empty();
        }
        List<String> inputs = new ArrayList<>(before.map(Step::inputs).orElse(List.of(rest)));
        inputs.addAll(read.get().inputs());
        MomentGradientSum work = before.map(step -> ((MomentGradientSum) step.work()).and(gradient))
                .orElse(new MomentGradientSum(List.of(gradient)));
        before.ifPresent(this::drop);
        drop(read.get());
        return Optional.of(new Step(work, inputs, sum.outputs()));
    }

    private void drop(Step step) {
        steps.set(at(step.outputs().get(0).name()).orElseThrow(), NOTHING);
    }

    private Optional<Integer> at(String result) {
        return Optional.ofNullable(producer.get(result));
    }

    /** The step whose result has a single reader and is not wanted. */
    private Optional<Step> only(String name) {
        boolean once = !wanted.contains(name) && readers.getOrDefault(name, 0) == 1;
        return once ? at(name).map(steps::get) : Optional.empty();
    }
}
