package dev.coppice.cli.option;

import dev.coppice.eval.flow.OptimizerKind;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.step.Optimizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a training step moves weights. */
final class StepOptions {
    @Option(names = "--learning-rate", paramLabel = "F", description = "Its peak.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "The learning rate after its warm-up: constant, cosine (the default), poly, or one-cycle.")
    private @Nullable String schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Of the run in which the learning rate rises; 0.05, for one-cycle 0.45.")
    private @Nullable Double warmUp;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "adam (the default), adamw (with weight decay 0.01), or sgd (Nesterov's momentum 0.9; learning"
                            + " rate 0.01 unless given).")
    private @Nullable OptimizerKind optimizer;

    @Option(
            names = "--weight-decay",
            paramLabel = "F",
            description = "Each step shrinks weights by it times the learning rate, beside the gradient.")
    private @Nullable Double weightDecay;

    @Option(names = "--momentum", paramLabel = "F", description = "Of sgd, 0 to 1.")
    private @Nullable Double momentum;

    @Option(
            names = "--clip-norm",
            paramLabel = "F",
            description = "Gradients are scaled down to this norm over all weights.")
    private @Nullable Double clipNorm;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Moving averages of the weights are validated and kept, 0 to 1; 0.99 spans about 100 steps.")
    private @Nullable Double ema;

    void apply(TrainingChanges changes) {
        changes.require(
                momentum == null || optimizer == OptimizerKind.SGD,
                "--momentum is given without --optimizer sgd, which alone has one");
        changes.apply("--optimizer", optimizer, (o, kind) -> kind.in(o));
        changes.apply(
                "--momentum",
                momentum,
                (o, f) -> o.optimizer(
                        new Optimizer.Sgd(f, o.optimization().optimizer().weightDecay())));
        changes.apply(
                "--weight-decay",
                weightDecay,
                (o, f) -> o.optimizer(OptimizerKind.decayed(o.optimization().optimizer(), f)));
        changes.apply(
                "--clip-norm",
                clipNorm,
                (o, f) -> o.optimizer(new Optimizer.Clipped(o.optimization().optimizer(), f)));
        changes.apply(
                "--ema",
                ema,
                (o, f) -> o.optimizer(new Optimizer.Averaged(o.optimization().optimizer(), f)));
        changes.apply(
                "--schedule",
                schedule,
                (o, name) -> o.schedule(o.optimization().schedule().withDecay(Schedule.Decay.parse(name))));
        changes.apply(
                "--warm-up",
                warmUp,
                (o, f) -> o.schedule(o.optimization().schedule().withWarmUp(f)));
        changes.apply(
                "--learning-rate",
                learningRate,
                (o, rate) -> o.schedule(o.optimization().schedule().withPeak(rate)));
    }
}
