package dev.coppice.samediff.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureMapsTest {
    private static final Shape IMAGES = Shape.of(2, 3, 16, 16);
    private static final int PIXELS = 256;
    private static final Network TEACHER = TinyTask.network(1);

    @Test
    void are_those_at_which_the_resolution_changes() {
        FeatureMaps maps = FeatureMaps.of(TEACHER, thin(), IMAGES);

        assertThat(maps.tensors()).containsExactly("enc1.relu2", "enc2.relu2");
        assertThat(maps.attention(0.3).maps())
                .extracting(m -> m.shape().toString())
                .containsExactly("2×16×16", "4×8×8");
    }

    @Test
    void wanted_are_sums_of_squares_over_their_norm() {
        FeatureMaps maps = FeatureMaps.of(TEACHER, thin(), IMAGES);
        Map<String, float[]> answers = answers();

        float[] wanted = maps.wanted(answers).get(0);

        double[] expected = unit(energy(ramp(2 * 4 * PIXELS), 1));
        for (int p = 0; p < PIXELS; p++) {
            assertThat(wanted[PIXELS + p]).isCloseTo((float) expected[p], within(1e-6f));
        }
    }

    @Test
    void a_coarser_student_is_to_have_the_averages() {
        FeatureMaps maps = FeatureMaps.of(TEACHER, coarse(), IMAGES);
        Map<String, float[]> answers = answers();

        float[] wanted = maps.wanted(answers).get(0);

        double[] fine = energy(ramp(2 * 4 * PIXELS), 0);
        double[] means = new double[PIXELS / 4];
        for (int p = 0; p < PIXELS; p++) {
            means[p / 32 * 8 + p % 16 / 2] += fine[p] / 4;
        }
        double[] expected = unit(means);
        assertThat(wanted).hasSize(2 * expected.length);
        for (int p = 0; p < expected.length; p++) {
            assertThat(wanted[p]).isCloseTo((float) expected[p], within(1e-6f));
        }
    }

    @Test
    void of_nothing_nothing_is_wanted() {
        Map<String, float[]> answers = answers();
        answers.replaceAll((tensor, values) -> new float[values.length]);

        assertThat(FeatureMaps.of(TEACHER, thin(), IMAGES).wanted(answers).get(0))
                .containsOnly(0);
    }

    @Test
    void strangers_are_refused() {
        Graph graph = new Graph(
                "flat",
                List.of(new TensorInfo(
                        "input",
                        ElementType.FLOAT,
                        List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(16), Dimension.of(16)))),
                List.of(new TensorInfo("logits", ElementType.FLOAT, List.of())),
                List.of(Node.of("Conv", "logits", Attributes.NONE, "input", "w")),
                Map.of("w", Tensor.floats(Shape.of(2, 3, 1, 1), 1, 2, 3, 4, 5, 6)));

        assertThatThrownBy(() -> FeatureMaps.of(TEACHER, TEACHER.with(graph), IMAGES))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Networks 'tiny' and 'tiny' have no feature map in common at which the resolution changes. Take"
                                + " distillation by pixels or channels.");
    }

    /** The same network with half the channels. */
    private static Network thin() {
        return TEACHER.with(Zoo.unet(List.of(2, 4), Shape.of(1, 3, 16, 16), 2, 1));
    }

    /** The same network with every map on half the grid. */
    private static Network coarse() {
        Node first = TEACHER.graph().node("enc1.conv1");
        Node strided = first.withAttributes(first.attributes().with("strides", 2, 2));
        return TEACHER.with(
                GraphRewriter.apply(TEACHER.graph(), List.of(new GraphEdit.ReplaceNode(first.name(), strided))));
    }

    /** A network with four channels of 16×16 and eight of 8×8. */
    private static Map<String, float[]> answers() {
        Map<String, float[]> answers = new HashMap<>();
        answers.put("enc1.relu2", ramp(2 * 4 * PIXELS));
        answers.put("enc2.relu2", ramp(2 * 8 * PIXELS / 4));
        return answers;
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.sin(0.37 * i * i);
        }
        return values;
    }

    private static double[] energy(float[] values, int picture) {
        double[] energy = new double[PIXELS];
        for (int i = 0; i < 4 * PIXELS; i++) {
            double value = values[picture * 4 * PIXELS + i];
            energy[i % PIXELS] += value * value;
        }
        return energy;
    }

    private static double[] unit(double... map) {
        double squares = 0;
        for (double value : map) {
            squares += value * value;
        }
        for (int p = 0; p < map.length; p++) {
            map[p] /= Math.sqrt(squares);
        }
        return map;
    }
}
