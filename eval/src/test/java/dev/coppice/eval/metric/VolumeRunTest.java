package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Patch;
import dev.coppice.models.data.VolumeSample;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.TinyVolumes;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VolumeRunTest {
    private static final TinyVolumes BALLS = new TinyVolumes(List.of(9, 12, 14), 2);

    /** A network that calls a voxel class 1 above 1/2: its logits are the value and 1/2. */
    private static NetworkBuilder threshold(int... block) {
        int[] image = new int[2 + block.length];
        image[0] = 1;
        image[1] = 1;
        System.arraycopy(block, 0, image, 2, block.length);
        int[] kernel = new int[image.length];
        Arrays.fill(kernel, 1);
        kernel[0] = 2;
        return NetworkBuilder.initialised(Shape.of(image), 1)
                .constant("w", Tensor.floats(Shape.of(kernel), new float[] {0, 1}))
                .constant("b", Tensor.floats(Shape.of(2), new float[] {0.5f, 0}))
                .node("Conv", "y", NetworkBuilder.IMAGE, "w", "b");
    }

    @Test
    void a_network_of_single_voxels_sees_the_same_in_blocks_and_whole() {
        OnnxEvaluator evaluator = new OnnxEvaluator(BALLS, "val").withLoss();

        Evaluation whole = evaluator.evaluate(threshold(9, 12, 14).to("y"));

        for (int[] block : new int[][] {{4, 5, 6}, {9, 4, 14}, {16, 16, 16}, {1, 1, 7}}) {
            Evaluation inBlocks = evaluator.evaluate(threshold(block).to("y"));
            assertThat(inBlocks.accuracy()).isEqualTo(whole.accuracy());
            assertThat(inBlocks.crossEntropy()).isCloseTo(whole.crossEntropy(), Offset.offset(1e-5));
        }
        assertThat(whole.accuracy()).isBetween(0.9, 1.0);
    }

    @Test
    void decided_classes_and_masks_are_read_too() {
        double expected = new OnnxEvaluator(BALLS, "val")
                .evaluate(threshold(9, 12, 14).to("y"))
                .accuracy();
        Network classes = threshold(4, 5, 6)
                .node("ArgMax", "i", Attributes.NONE.with("axis", 1).with("keepdims", 0), "y")
                .node("Cast", "z", Attributes.NONE.with("to", 1), "i")
                .to("z", 2);
        Network probabilities = threshold(4, 5, 6)
                .node("Softmax", "z", Attributes.NONE.with("axis", 1), "y")
                .to("z");

        assertThat(new OnnxEvaluator(BALLS, "val").evaluate(classes).accuracy()).isEqualTo(expected);
        assertThat(new OnnxEvaluator(BALLS, "val").evaluate(probabilities).accuracy())
                .isEqualTo(expected);
    }

    @Test
    void signals_are_evaluated_alike() {
        TinyVolumes steps = new TinyVolumes(List.of(50), 2);
        OnnxEvaluator evaluator = new OnnxEvaluator(steps, "val");
        Network network = threshold(16).to("y");

        assertThat(evaluator.evaluate(network).accuracy())
                .isEqualTo(evaluator.evaluate(threshold(50).to("y")).accuracy());
        List<LabelMap> seen = evaluator.predict(OnnxSource.of(network), network, List.of("v1"));
        VolumeSample sample = steps.volume("val", "v1");
        assertThat(seen.get(0).width()).isEqualTo(50);
        assertThat(seen.get(0).at(25, 0)).isEqualTo(sample.volume().values()[25] > 0.5 ? 1 : 0);
    }

    @Test
    void numbers_that_are_not_finite_and_answers_for_a_whole_volume_are_refused() {
        Network broken = threshold(9, 12, 14)
                .constant("b", Tensor.floats(Shape.of(2), new float[] {Float.NaN, 0}))
                .to("y");
        assertThatThrownBy(() -> new OnnxEvaluator(BALLS, "val").evaluate(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gives no finite number for volume 'v0'");
    }

    @Test
    void blocks_cover_a_volume_and_overlap_by_half() {
        Tiles tiles = new Tiles(Shape.of(10, 4), List.of(4, 6));

        assertThat(tiles.all().stream().map(Patch::begin))
                .containsExactly(List.of(0, -1), List.of(2, -1), List.of(4, -1), List.of(6, -1));
        assertThat(new Tiles(Shape.of(6), List.of(4)).weights()).containsExactly(0.25f, 0.5f, 0.5f, 0.25f);
    }

    @Test
    void a_coarser_answer_is_interpolated_along_every_axis() {
        Interpolation twice = new Interpolation(List.of(2, 2), List.of(4, 4));
        float[] corners = {9, 0, 2, 4, 6};

        assertThat(twice.between(corners, 1, 0)).isZero();
        assertThat(twice.between(corners, 1, 5)).isEqualTo(1.5f);
        assertThat(twice.between(corners, 1, 15)).isEqualTo(6);
        assertThat(twice.nearest(7)).isEqualTo(1);
        assertThat(new Interpolation(List.of(3), List.of(3)).between(corners, 1, 2))
                .isEqualTo(4);
    }
}
