package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.eval.flow.OptimizerKind;
import dev.coppice.samediff.train.Freezing;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.step.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for how a training step changes weights. */
@Grouped(OptionGroup.STEPS)
final class StepOptions {
    @Option(
            names = "--learning-rate",
            paramLabel = "F",
            description = "Peak learning rate, above 0. Default: 0.001; 0.002 for train; 0.01 with --optimizer sgd.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "Course of the learning rate after its warm-up: constant, cosine, poly or one-cycle."
                    + " Default: cosine.")
    private @Nullable String schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Share of the training in which the learning rate rises to its peak, in [0, 1). Default:"
                    + " 0.05; 0.45 with --schedule one-cycle.")
    private @Nullable Double warmUp;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "Optimizer: adam, adamw (Adam with weight decay 0.01) or sgd (with Nesterov momentum)."
                    + " Default: adam.")
    private @Nullable OptimizerKind optimizer;

    @Option(
            names = "--weight-decay",
            paramLabel = "F",
            description = "Decoupled weight decay, at least 0: each step shrinks weights by this number times the"
                    + " learning rate. Default: 0; 0.01 with --optimizer adamw.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--momentum",
            paramLabel = "F",
            description = "Momentum of --optimizer sgd, in [0, 1). Default: 0.9.")
    private @Nullable Double momentum;

    @Option(
            names = "--clip-norm",
            paramLabel = "F",
            description = "Largest norm of the gradient of all weights, above 0; a larger gradient is scaled down to"
                    + " it. Default: no limit.")
    private @Nullable Double clipNorm;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Validate and keep moving averages of the weights, with this decay in [0, 1); 0.99 averages"
                    + " about 100 steps. Default: no averages.")
    private @Nullable Double ema;

    @Option(
            names = "--freeze",
            split = ",",
            paramLabel = "PATTERN",
            description =
                    "Layers that are not trained, by the names of their weights or nodes, such as enc*: a * stands"
                            + " for any text, a ? for one character. Their statistics stay too. Default: none.")
    private @Nullable List<String> frozen;

    void apply(TrainingChanges changes) {
        changes.apply("--freeze", frozen, (o, patterns) -> o.frozen(Freezing.of(patterns)));
        changes.require(
                momentum == null || optimizer == OptimizerKind.SGD,
                "--momentum is given without --optimizer sgd, the only optimizer with momentum");
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
