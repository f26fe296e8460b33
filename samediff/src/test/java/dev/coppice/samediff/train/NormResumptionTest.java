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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings that are killed and resumed, of networks with each normalisation by the statistics of one picture. */
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
            return new Network(
                    built.graph(),
                    Cards.of(Cards.input(IMAGE, TinyTask.SIZE, TinyTask.SIZE, 90, 60), "logits", "ground", "square"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_to_the_same_weights(Norm norm) {
        MemoryStore unbroken = MemoryStore.empty();
        Evaluator rising = new RisingEvaluator();
        Network whole = run(norm, unbroken, rising);

        Network resumed = run(norm, MemoryStore.with(unbroken.written().get(2)), rising);

        double apart = 0;
        double gone = 0;
        for (Map.Entry<String, Tensor> weight :
                norm.network().graph().constants().entrySet()) {
            if (weight.getValue().type().isFloating()) {
                float[] expected = floats(whole, weight.getKey());
                apart += squaredDistance(floats(resumed, weight.getKey()), expected);
                gone += squaredDistance(weight.getValue().toFloats(), expected);
            }
        }
        assertThat(gone).isPositive();
        assertThat(Math.sqrt(apart / gone)).isLessThan(NOISE);
        assertThat(floats(whole, "g")).isNotEqualTo(floats(norm.network(), "g"));
    }

    private static Network run(Norm norm, MemoryStore store, Evaluator rising) {
        Checkpoints checkpoints = new Checkpoints(Optional.of(store), Duration.ZERO, "test", false);
        return new Retrainer(OPTIONS, Progress.SILENT, new Cancellation(), WeightChange.NONE, checkpoints)
                .retrain(norm.network(), Optional.empty(), TASK, rising)
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
