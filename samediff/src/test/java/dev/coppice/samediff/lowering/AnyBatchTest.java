package dev.coppice.samediff.lowering;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** SameDiff graphs of operators that read or write by indices, lowered for one picture and run on three. */
class AnyBatchTest {
    private static final Attributes NONE = Attributes.NONE;
    private static final Shape ONE = Shape.of(1, 3, 4, 5);
    private static final Shape THREE = ONE.with(0, 3);

    private enum Use {
        /** As numpy indexing of rows and columns is exported: the picture's axes in front, and the batch behind them. */
        GATHER_ND_BEFORE_THE_BATCH {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.constant("at", Tensor.longs(Shape.of(2, 2, 2), 3, 0, 3, 4, 1, 0, 1, 4))
                        .node("Transpose", "t", NONE.with("perm", 2, 3, 0, 1), "a")
                        .node("GatherND", "g", "t", "at")
                        .node("Transpose", "y", NONE.with("perm", 2, 3, 0, 1), "g");
            }
        },
        GATHER_BEHIND_THE_BATCH_ON_THE_LAST_AXIS {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.integers("at", 3, 0)
                        .node("Transpose", "t", NONE.with("perm", 2, 3, 1, 0), "a")
                        .node("Gather", "g", NONE.with("axis", 1), "t", "at")
                        .node("Transpose", "y", NONE.with("perm", 3, 2, 0, 1), "g");
            }
        },
        SCATTER_ND_BEFORE_THE_BATCH {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return b.constant("at", Tensor.longs(Shape.of(2, 1), 3, 0))
                        .node("Transpose", "t", NONE.with("perm", 2, 3, 0, 1), "a")
                        .integers("rows", 1, 2)
                        .node("Gather", "updates", NONE.with("axis", 0), "t", "rows")
                        .node("ScatterND", "s", "t", "at", "updates")
                        .node("Transpose", "y", NONE.with("perm", 2, 3, 0, 1), "s");
            }
        },
        /** Indices of all pictures, as many as there are. */
        GATHER_ELEMENTS {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return indices(b).node("GatherElements", "y", NONE.with("axis", 2), "a", "at");
            }
        },
        SCATTER_ELEMENTS {
            @Override
            NetworkBuilder add(NetworkBuilder b) {
                return indices(b)
                        .integers("part", 0, 1)
                        .node("Gather", "updates", NONE.with("axis", 2), "a", "part")
                        .node("ScatterElements", "y", NONE.with("axis", 2), "a", "at", "updates");
            }
        };

        abstract NetworkBuilder add(NetworkBuilder b);

        /** Rows 3 and 1 of every picture, channel and column. */
        private static NetworkBuilder indices(NetworkBuilder b) {
            return b.node("Shape", "shape", NONE.with("end", 1), IMAGE)
                    .integers("rest", 4, 2, 5)
                    .node("Concat", "sizes", NONE.with("axis", 0), "shape", "rest")
                    .constant("rows", Tensor.longs(Shape.of(2, 1), 3, 1))
                    .node("Expand", "at", "rows", "sizes");
        }
    }

    private static Network network(UnaryOperator<NetworkBuilder> use) {
        return use.apply(NetworkBuilder.initialised(ONE, 1).conv("a", IMAGE, 4)).to("y", 0);
    }

    @ParameterizedTest
    @EnumSource
    void computes_what_a_graph_for_that_batch_does(Use use) {
        Network network = network(use::add);
        float[] images = new float[Math.toIntExact(THREE.elements())];
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.normal();
        }

        SameDiff any = GraphLowering.lower(network, ONE, UserForm.of(network.graph()));
        INDArray y = any.outputSingle(Map.of(IMAGE, Nd4j.create(images, WeightLayout.longs(THREE), 'c')), "y");

        try (InferenceSession session = InferenceSession.of(network, THREE, List.of("y"))) {
            assertThat(y.dup('c').data().asFloat())
                    .containsExactly(Objects.requireNonNull(session.run(images).get("y")), within(1e-5f));
        }
    }

    @Test
    void entries_of_some_pictures_are_refused() {
        Network first =
                network(b -> b.constant("at", Tensor.longs(Shape.of(1, 1), 0)).node("GatherND", "y", "a", "at"));

        assertThatThrownBy(() -> GraphLowering.lower(first, ONE, UserForm.of(first.graph())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'GatherND' of some pictures, in a graph for any batch (y)");
    }
}
