package dev.coppice.samediff.train;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings that are killed and resumed, of networks with each normalisation. */
@Tag("program")
class NormResumptionTest {
    /** Kernels may split sums over threads differently in each run, and Adam makes a whole step from a tiny gradient. */
    private static final double NOISE = 0.02;

    private static final TinyTask TASK = new TinyTask(8);
    private static final Attributes NONE = Attributes.NONE;

    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Steps(6))
                    .batch(4)
                    .schedule(Schedule.cosine(1e-3))
                    .augmentation(Augmentation.DEFAULT.withCrop(12, 12)));

    private enum Norm {
        BATCH {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.normal("g", 1, 8)
                        .normal("t", 1, 8)
                        .constant("mean", Tensor.floats(Shape.of(8), new float[8]))
                        .constant("variance", Tensor.floats(Shape.of(8), 1, 1, 1, 1, 1, 1, 1, 1))
                        .node("BatchNormalization", "y", "a", "g", "t", "mean", "variance");
            }
        },
        LAYER {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.node("Transpose", "last", NONE.with("perm", 0, 2, 3, 1), "a")
                        .normal("g", 1, 8)
                        .normal("t", 1, 8)
                        .node("LayerNormalization", "n", "last", "g", "t")
                        .node("Transpose", "y", NONE.with("perm", 0, 3, 1, 2), "n");
            }
        },
        INSTANCE {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.normal("g", 1, 8).normal("t", 1, 8).node("InstanceNormalization", "y", "a", "g", "t");
            }
        },
        GROUP {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                Attributes groups = NONE.with("num_groups", 2);
                return b.normal("g", 1, 2).normal("t", 1, 2).node("GroupNormalization", "y", groups, "a", "g", "t");
            }
        },
        L2 {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.normal("g", 1, 8, 1, 1)
                        .node("LpNormalization", "n", NONE.with("axis", 1).with("p", 2), "a")
                        .node("Mul", "y", "n", "g");
            }
        },
        /** The weights of a convolution, less their mean and over their deviation, are computed in every step. */
        STANDARDISED_WEIGHTS {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.integers("axes", 1, 2, 3)
                        .constant("epsilon", Tensor.scalar(1e-5f))
                        .normal("g", 1, 8, 8, 3, 3)
                        .node("ReduceMean", "mean", "g", "axes")
                        .node("Sub", "centred", "g", "mean")
                        .node("Mul", "squares", "centred", "centred")
                        .node("ReduceMean", "variance", "squares", "axes")
                        .node("Add", "above", "variance", "epsilon")
                        .node("Sqrt", "deviation", "above")
                        .node("Div", "weight", "centred", "deviation")
                        .node("Conv", "y", NONE.with("pads", 1, 1, 1, 1), "a", "weight");
            }
        },
        /** As it is read: written out. */
        RMS {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.integers("axes", 1)
                        .constant("epsilon", Tensor.scalar(1e-5f))
                        .normal("g", 1, 8, 1, 1)
                        .node("Mul", "squares", "a", "a")
                        .node("ReduceMean", "mean", "squares", "axes")
                        .node("Add", "above", "mean", "epsilon")
                        .node("Sqrt", "root", "above")
                        .node("Div", "n", "a", "root")
                        .node("Mul", "y", "n", "g");
            }
        };

        abstract NetworkBuilder add(NetworkBuilder b);

        Network network() {
            NetworkBuilder stem = NetworkBuilder.initialised(Shape.of(1, 3, TinyTask.SIZE, TinyTask.SIZE), 1)
                    .conv("a", IMAGE, 8);
            Network built =
                    add(stem).node("Relu", "r", "y").conv("logits", "r", 2).to("logits");
            return carded(built);
        }
    }

    private static Network carded(Network built) {
        return new Network(
                built.graph(),
                Cards.of(Cards.input(IMAGE, TinyTask.SIZE, TinyTask.SIZE, 90, 60), "logits", "ground", "square"));
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_to_the_same_weights(Norm norm) {
        MemoryStore unbroken = MemoryStore.empty();
        Evaluator rising = new RisingEvaluator();
        Network whole = run(norm.network(), unbroken, rising);

        Network resumed =
                run(norm.network(), MemoryStore.with(unbroken.written().get(2)), rising);

        assertSame(norm.network(), whole, resumed);
        assertThat(floats(whole, "g")).isNotEqualTo(floats(norm.network(), "g"));
    }

    @Test
    void statistics_of_a_cut_network_that_are_measured_again_make_no_other_training() {
        MemoryStore unbroken = MemoryStore.empty();
        Evaluator rising = new RisingEvaluator();
        Network whole = run(restored(1), unbroken, rising);

        Network resumed = run(
                restored(Math.nextUp(1f)), MemoryStore.with(unbroken.written().get(2)), rising);

        assertSame(restored(1), whole, resumed);
    }

    /** A network without normalisations of its own, with one for the time of the training. */
    private static Network restored(float variance) {
        Network plain = NetworkBuilder.initialised(Shape.of(1, 3, TinyTask.SIZE, TinyTask.SIZE), 1)
                .conv("a", IMAGE, 2)
                .node("Relu", "r", "a")
                .conv("logits", "r", 2)
                .to("logits");
        MapStatistics.Moments moments = new MapStatistics.Moments(new float[] {0, 1}, new float[] {variance, 2});
        return new MapStatistics(Map.of("a", moments)).inserted(carded(plain), Freezing.NONE);
    }

    private static void assertSame(Network before, Network whole, Network resumed) {
        double apart = 0;
        double gone = 0;
        for (Map.Entry<String, Tensor> weight : before.graph().constants().entrySet()) {
            if (weight.getValue().type().isFloating()) {
                float[] expected = floats(whole, weight.getKey());
                apart += squaredDistance(floats(resumed, weight.getKey()), expected);
                gone += squaredDistance(weight.getValue().toFloats(), expected);
            }
        }
        assertThat(gone).isPositive();
        assertThat(Math.sqrt(apart / gone)).isLessThan(NOISE);
    }

    private static Network run(Network network, MemoryStore store, Evaluator rising) {
        Checkpoints checkpoints = new Checkpoints(Optional.of(store), Duration.ZERO, "test", false);
        return new Retrainer(OPTIONS, Progress.SILENT, new Cancellation(), WeightChange.NONE, checkpoints)
                .retrain(network, Optional.empty(), TASK, rising)
                .network();
    }

    private static float[] floats(Network network, String constant) {
        return network.graph().constant(constant).orElseThrow().toFloats();
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return sum;
    }
}
