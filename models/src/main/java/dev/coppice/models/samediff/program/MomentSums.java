package dev.coppice.models.samediff.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes channel moments of a map, as batch statistics have them, in one go, and adds their gradients to another map in one go. A pass
 * over a map takes longer than the arithmetic.
 */
final class MomentSums {
    private final Joins program;
    private final Map<String, Integer> moments = new HashMap<>();

    private MomentSums(Joins program) {
        this.program = program;
    }

    static void join(Joins program) {
        MomentSums pass = new MomentSums(program);
        for (int i = 0; i < program.size(); i++) {
            pass.joinMoments(i);
            pass.joinGradients(i);
        }
    }

    /** With the first moments of the same map. */
    private void joinMoments(int position) {
        Step step = program.get(position);
        if (!(step.work() instanceof ChannelMoment moment)) {
            return;
        }
        Integer first = moments.putIfAbsent(step.inputs().get(0), position);
        if (first == null) {
            program.set(position, new Step(new ChannelMoments(List.of(moment)), step.inputs(), step.outputs()));
            return;
        }
        Step earlier = program.get(first);
        List<Step.Value> results = new ArrayList<>(earlier.outputs());
        results.addAll(step.outputs());
        program.set(first, new Step(((ChannelMoments) earlier.work()).and(moment), earlier.inputs(), results));
        program.drop(position);
    }

    private void joinGradients(int position) {
        Step sum = program.get(position);
        if (sum.work().kind().equals(OperatorWork.SUM) && sum.inputs().size() == 2) {
            List<String> inputs = sum.inputs();
            joined(sum, inputs.get(0), inputs.get(1))
                    .or(() -> joined(sum, inputs.get(1), inputs.get(0)))
                    .ifPresent(step -> program.set(position, step));
        }
    }

    /** The sum with a moment's gradient: a squared one, or another if the rest is already a sum with a squared one. */
    private Optional<Step> joined(Step sum, String rest, String moment) {
        Optional<Step> read = program.only(moment);
        if (read.isEmpty() || !(read.get().work() instanceof ChannelMomentGradient gradient)) {
            return Optional.empty();
        }
        Optional<Step> before = program.only(rest).filter(step -> step.work() instanceof MomentGradientSum);
        if (gradient.squared() == before.isPresent()) {
            return Optional.empty();
        }
        List<String> inputs = new ArrayList<>(before.map(Step::inputs).orElse(List.of(rest)));
        inputs.addAll(read.get().inputs());
        MomentGradientSum work = before.map(step -> ((MomentGradientSum) step.work()).and(gradient))
                .orElse(new MomentGradientSum(List.of(gradient)));
        before.ifPresent(program::drop);
        program.drop(read.get());
        return Optional.of(new Step(work, inputs, sum.outputs()));
    }
}
