package dev.coppice.models.samediff.program;

import java.util.Optional;

/** Lets a convolution write what the ReLU behind it would make of its result, where nobody else reads that. */
final class Rectified {
    private Rectified() {}

    static void join(Joins program) {
        for (int i = 0; i < program.size(); i++) {
            Step step = program.get(i);
            if (step.work() instanceof OperatorWork work && ReluGradient.isRelu(work.operator())) {
                int position = i;
                joined(program, step).ifPresent(joined -> program.set(position, joined));
            }
        }
    }

    /** Drops the convolution where there is one. */
    private static Optional<Step> joined(Joins program, Step relu) {
        Optional<Step> before = program.only(relu.inputs().get(0));
        if (before.isEmpty() || !(before.get().work() instanceof DirectConvolution convolution)) {
            return Optional.empty();
        }
        return convolution.rectified().map(work -> {
            program.drop(before.get());
            return new Step(work, before.get().inputs(), relu.outputs());
        });
    }
}
