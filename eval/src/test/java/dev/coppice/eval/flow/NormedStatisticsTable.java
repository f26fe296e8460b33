package dev.coppice.eval.flow;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.KeptChannels;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.Freezing;
import dev.coppice.samediff.train.MapStatistics;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code target/normed-statistics.md}: a small U-Net with a residual branch and normalisations by the statistics of one
 * picture, trained from fresh weights, cut by 40 % and retrained, with statistics of its channels restored and not. Beside it, two
 * controls: the cut network that trains by the batch's statistics without restored ones, and the network that is not cut. Rows that
 * are there are not made again. Run when asked for, as its name is no test's.
 */
class NormedStatisticsTable {
    private static final Path TABLE = Path.of("target/normed-statistics.md");
    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;
    private static final int SEEDS = 4;
    private static final SyntheticScenes SCENES = new SyntheticScenes(Zoo.STREET_SEED, 120, 60);

    private enum Norm {
        GROUP {
            @Override
            NetworkBuilder add(NetworkBuilder b, String x, int channels) {
                return b.constant(x + ".ones", filled(1, 4))
                        .constant(x + ".zeros", filled(0, 4))
                        .node(
                                "GroupNormalization",
                                x + ".group",
                                Attributes.NONE.with("num_groups", 4),
                                x,
                                x + ".ones",
                                x + ".zeros")
                        .constant(x + ".scale", filled(1, 1, channels, 1, 1))
                        .constant(x + ".shift", filled(0, 1, channels, 1, 1))
                        .node("Mul", x + ".scaled", x + ".group", x + ".scale")
                        .node("Add", x + ".normed", x + ".scaled", x + ".shift");
            }
        },
        LAYER {
            @Override
            NetworkBuilder add(NetworkBuilder b, String x, int channels) {
                return b.constant(x + ".scale", filled(1, channels))
                        .constant(x + ".shift", filled(0, channels))
                        .node("Transpose", x + ".last", Attributes.NONE.with("perm", 0, 2, 3, 1), x)
                        .node("LayerNormalization", x + ".layer", x + ".last", x + ".scale", x + ".shift")
                        .node("Transpose", x + ".normed", Attributes.NONE.with("perm", 0, 3, 1, 2), x + ".layer");
            }
        };

        abstract NetworkBuilder add(NetworkBuilder b, String x, int channels);

        /** A convolution, its normalisation and a ReLU. */
        String level(NetworkBuilder b, String name, String x, int channels) {
            add(b.conv(name, x, channels), name, channels).node("Relu", name + ".on", name + ".normed");
            return name + ".on";
        }

        Network network(long seed) {
            NetworkBuilder b = NetworkBuilder.initialised(Shape.of(1, 3, HEIGHT, WIDTH), seed);
            String one = level(b, "one", IMAGE, 16);
            b.pool("half", one);
            String two = level(b, "two", "half", 32);
            b.pool("quarter", two);
            String three = level(b, "three", "quarter", 64);
            b.conv("branch", level(b, "four", three, 64), 64).node("Add", "sum", three, "branch");
            b.transposed("up2", "sum", 32, 2).concat("joined2", two, "up2");
            String back = level(b, "back2", "joined2", 32);
            b.transposed("up1", back, 16, 2).concat("joined1", one, "up1");
            NetworkCard street = Zoo.street().card();
            Network built = b.conv(
                            "logits",
                            level(b, "back1", "joined1", 16),
                            street.classes().size(),
                            1)
                    .to("logits");
            InputSpec input = new InputSpec(
                    IMAGE,
                    List.of(HEIGHT, WIDTH),
                    street.input().order(),
                    street.input().mean(),
                    street.input().std());
            return new Network(
                    built.graph(),
                    new NetworkCard("normed", input, new OutputSpec("logits", OutputKind.LOGITS), street.classes()));
        }

        private static Tensor filled(float value, int... sizes) {
            Shape shape = Shape.of(sizes);
            float[] values = new float[Math.toIntExact(shape.elements())];
            Arrays.fill(values, value);
            return Tensor.floats(shape, values);
        }
    }

    /** What is trained, and with which statistics its channels begin. */
    private enum Kind {
        CUT_KEPT(BatchNormMode.KEPT),
        CUT_RESTORED(BatchNormMode.REESTIMATED),
        CUT_RESTORED_BATCH(BatchNormMode.BATCH),
        CUT_OWN_BATCH(BatchNormMode.BATCH),
        UNCUT_KEPT(BatchNormMode.KEPT),
        UNCUT_OWN_BATCH(BatchNormMode.BATCH);

        private final BatchNormMode mode;

        Kind(BatchNormMode mode) {
            this.mode = mode;
        }

        /** The statistics that its channels get, of the network before the cut or of itself; none where weights are kept. */
        MapStatistics statistics(Network whole, CompressionPlan plan, Network student, Retrainer retrainer) {
            return this == CUT_RESTORED || this == CUT_RESTORED_BATCH
                    ? retrainer.statistics(whole, SCENES).of(KeptChannels.of(whole.graph(), plan.steps()))
                    : retrainer.statistics(student, SCENES);
        }

        boolean isCut() {
            return this != UNCUT_KEPT && this != UNCUT_OWN_BATCH;
        }
    }

    @Test
    void writes_the_table() throws IOException {
        Files.createDirectories(TABLE.getParent());
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (Norm norm : Norm.values()) {
                rows(norm, seed);
            }
        }
    }

    private static void rows(Norm norm, int seed) throws IOException {
        List<String> before = Files.exists(TABLE) ? Files.readAllLines(TABLE) : List.of();
        Network whole = null;
        for (Kind kind : Kind.values()) {
            String key = String.format(Locale.ROOT, "| %s | %d | %s |", norm, seed, kind)
                    .toLowerCase(Locale.ROOT);
            if (before.stream().anyMatch(row -> row.startsWith(key))) {
                continue;
            }
            whole = whole == null ? trained(norm, seed) : whole;
            Files.writeString(
                    TABLE, key + figures(whole, kind, seed), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** mIoU of the network that was cut, before training and after. */
    private static String figures(Network whole, Kind kind, int seed) {
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.4), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(whole);
        Network student = kind.isCut() ? PlanRewriter.rewrite(whole, plan) : whole;
        Retrainer retrainer = new Retrainer(options(kind.mode, seed));
        MapStatistics statistics = kind.statistics(whole, plan, student, retrainer);
        Network begun = retrainer.reestimated(statistics.inserted(student, Freezing.NONE), SCENES);
        OnnxEvaluator val = new OnnxEvaluator(SCENES, "val");
        Network trained =
                retrainer.retrain(begun, Optional.empty(), SCENES, val).network();
        return String.format(
                Locale.ROOT,
                " %.4f | %.4f | %.4f |%n",
                val.evaluate(whole).accuracy(),
                val.evaluate(statistics.folded(begun)).accuracy(),
                val.evaluate(statistics.folded(trained)).accuracy());
    }

    /** The network after 200 steps; the last weights are kept. */
    private static Network trained(Norm norm, int seed) {
        RetrainOptions options = RetrainOptions.fromScratch()
                .with(changes -> changes.length(new TrainingLength.Steps(200))
                        .seed(seed)
                        .augmentation(new Augmentation(HEIGHT, WIDTH, 0.75, 1.5, true))
                        .validateEvery(201));
        AtomicInteger asked = new AtomicInteger();
        Evaluator rising = network -> new Evaluation(
                Metric.MEAN_IOU, 0.01 * asked.incrementAndGet(), 0, Map.of(), List.of(), Double.NaN, 1, Double.NaN);
        return new Retrainer(options)
                .retrain(norm.network(seed), Optional.empty(), SCENES, rising)
                .network();
    }

    private static RetrainOptions options(BatchNormMode mode, int seed) {
        return RetrainOptions.defaults().with(changes -> changes.length(new TrainingLength.Steps(40))
                .seed(seed)
                .batchNorm(mode)
                .statistics(64)
                .batch(8)
                .augmentation(new Augmentation(HEIGHT, WIDTH, 0.75, 1.5, true))
                .validateEvery(41));
    }
}
