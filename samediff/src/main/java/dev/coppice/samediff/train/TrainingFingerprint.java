package dev.coppice.samediff.train;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.NamePattern;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.util.List;
import java.util.TreeMap;

/**
 * Fingerprints of training settings. If a setting decides the result but is missing here, a training could be resumed with
 * another value of it.
 */
public final class TrainingFingerprint {
    private TrainingFingerprint() {}

    /** Everything that decides the result of a training besides network and pictures. */
    public static Fingerprint of(RetrainOptions options) {
        Freezing frozen = options.optimization().frozen();
        Fingerprint all = Fingerprint.of("RetrainOptions")
                .with("length", of(options.time().length()))
                .with("timeLimit", options.time().limit().toString())
                .with("batch", options.pictures().batch())
                .with("optimizer", of(options.optimization().optimizer()))
                .with("schedule", of(options.optimization().schedule()))
                .with("augmentation", of(options.pictures().augmentation()))
                .with("curriculum", of(options.pictures().curriculum()))
                .with("classWeights", of(options.goal().classWeights()))
                .with("objective", of(options.goal().objective()))
                .with("batchNorm", options.optimization().batchNorm())
                .with("statistics", options.optimization().statistics())
                .with(
                        "blockTarget",
                        Fingerprint.optional(options.pictures().blockTarget().map(t -> Fingerprint.word(t.name()))))
                .with("validateEvery", options.time().validateEvery())
                .with("seed", options.seed());
        return frozen.isNone()
                ? all
                : all.with(
                        "frozen",
                        Fingerprint.texts(frozen.patterns().stream()
                                .map(NamePattern::text)
                                .toList()));
    }

    /** The fingerprint of a training's length. */
    public static Fingerprint of(TrainingLength length) {
        if (length instanceof TrainingLength.Epochs epochs) {
            return Fingerprint.of("Epochs").with("count", epochs.count());
        }
        if (length instanceof TrainingLength.Steps steps) {
            return Fingerprint.of("Steps").with("count", steps.count());
        }
        if (length instanceof TrainingLength.Sum sum) {
            return Fingerprint.of("Sum").with("first", of(sum.first())).with("second", of(sum.second()));
        }
        throw unknown(length);
    }

    private static Fingerprint of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Adam adam) {
            return Fingerprint.of("Adam")
                    .with("beta1", adam.beta1())
                    .with("beta2", adam.beta2())
                    .with("epsilon", adam.epsilon())
                    .with("weightDecay", adam.weightDecay());
        }
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return Fingerprint.of("Sgd").with("momentum", sgd.momentum()).with("weightDecay", sgd.weightDecay());
        }
        if (optimizer instanceof Optimizer.Clipped clipped) {
            return Fingerprint.of("Clipped")
                    .with("inner", of(clipped.inner()))
                    .with("largestNorm", clipped.largestNorm());
        }
        if (optimizer instanceof Optimizer.Averaged averaged) {
            return Fingerprint.of("Averaged")
                    .with("inner", of(averaged.inner()))
                    .with("averaging", averaged.averaging());
        }
        throw unknown(optimizer);
    }

    private static Fingerprint of(Schedule schedule) {
        return Fingerprint.of("Schedule")
                .with("decay", schedule.decay())
                .with("peak", schedule.peak())
                .with("warmUp", schedule.warmUp());
    }

    private static Fingerprint of(Augmentation augmentation) {
        Fingerprint crop = Fingerprint.of("Augmentation");
        List<Integer> sizes = augmentation.crop();
        Fingerprint cropped = sizes.size() == 2
                ? crop.with("cropHeight", sizes.get(0)).with("cropWidth", sizes.get(1))
                : crop.with("crop", sizes.toString());
        Fingerprint all = cropped.with("minScale", augmentation.minScale())
                .with("maxScale", augmentation.maxScale())
                .with("mirror", augmentation.mirror());
        double area = augmentation.smallestArea();
        return area == 0 ? all : all.with("smallestArea", area);
    }

    private static Fingerprint of(Curriculum curriculum) {
        return Fingerprint.of("Curriculum").with("side", curriculum.side()).with("share", curriculum.share());
    }

    private static Fingerprint of(ClassWeights weights) {
        if (weights instanceof ClassWeights.Uniform) {
            return Fingerprint.of("Uniform");
        }
        if (weights instanceof ClassWeights.FromData data) {
            return Fingerprint.of("FromData").with("bound", data.bound());
        }
        if (weights instanceof ClassWeights.Given given) {
            return Fingerprint.of("Given").with("weights", Fingerprint.named(new TreeMap<>(given.weights())));
        }
        throw unknown(weights);
    }

    private static Fingerprint of(Objective objective) {
        return Fingerprint.of("Objective")
                .with("loss", objective.loss())
                .with("smoothing", objective.smoothing())
                .with("distillation", objective.distillation())
                .with("kind", objective.kind())
                .with("temperature", objective.temperature());
    }

    private static IllegalStateException unknown(Object setting) {
        return new IllegalStateException(
                "no fingerprint of " + setting.getClass().getSimpleName());
    }
}
