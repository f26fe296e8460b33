package dev.coppice.compress.importance;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportanceTest {
    /** The error of float sums in another order. */
    private static final double TOLERANCE = 1e-12;

    private static Network withWeights(Tensor weights) {
        return NetworkBuilder.small()
                .constant("w", weights)
                .node("Conv", "a", IMAGE, "w")
                .conv("head", "a", 2)
                .to("head", 2);
    }

    private static double[] scores(ImportanceCriterion criterion, Network network) {
        return scores(criterion, network, 0);
    }

    private static double[] scores(ImportanceCriterion criterion, Network network, int group) {
        return Importance.of(criterion)
                .scores(network, List.of(ChannelAnalysis.of(network).groups().get(group)))
                .get(0);
    }

    @Test
    void scores_are_norms_over_their_mean() {
        Network network = withWeights(Tensor.floats(Shape.of(2, 3, 1, 1), 1, -1, 1, 3, 0, 0));

        assertThat(scores(new L1Norm(), network)).containsExactly(1.0, 1.0);
        double low = Math.sqrt(3);
        assertThat(scores(new L2Norm(), network))
                .containsExactly(new double[] {2 * low / (low + 3), 6 / (low + 3)}, within(TOLERANCE));
    }

    @Test
    void dead_layers_score_zero() {
        assertThat(scores(new L2Norm(), withWeights(Tensor.floats(Shape.of(2, 3, 1, 1), new float[6]))))
                .containsExactly(0, 0);
    }

    @Test
    void transposed_convolutions_own_the_slices_of_their_second_axis() {
        Network network = NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(3, 2, 1, 1), 1, 2, 1, 2, 1, 2))
                .node("ConvTranspose", "a", IMAGE, "w")
                .conv("head", "a", 2)
                .to("head", 2);

        assertThat(scores(new L1Norm(), network)).containsExactly(new double[] {2 / 3.0, 4 / 3.0}, within(TOLERANCE));
    }

    @Test
    void grouped_transposed_convolutions_count_within_their_block() {
        Network network = NetworkBuilder.small()
                .conv("first", IMAGE, 4)
                .constant("w", Tensor.floats(Shape.of(4, 2, 1, 1), 1, 2, 1, 2, 3, 4, 3, 4))
                .node("ConvTranspose", "a", Attributes.NONE.with("group", 2), "first", "w")
                .conv("head", "a", 2)
                .to("head", 2);

        assertThat(scores(new L1Norm(), network, 1))
                .containsExactly(new double[] {0.4, 0.8, 1.2, 1.6}, within(TOLERANCE));
    }

    @Test
    void the_filter_nearest_to_all_others_is_the_least_important() {
        Network network = withWeights(Tensor.floats(Shape.of(3, 3, 1, 1), 0, 0, 1, 3, 4, 1, 6, 8, 1));

        // distances 5, 10 and 5: sums 15, 10, 15
        assertThat(scores(new GeometricMedian(), network))
                .containsExactly(new double[] {15 * 3 / 40.0, 10 * 3 / 40.0, 15 * 3 / 40.0}, within(TOLERANCE));
    }

    @Test
    void lamp_is_the_share_of_what_would_be_left() {
        Network network = withWeights(Tensor.floats(Shape.of(3, 3, 1, 1), 1, 0, 0, 0, -2, 0, 3, 0, 0));
        Producer producer =
                ChannelAnalysis.of(network).groups().get(0).producers().get(0);

        assertThat(new Lamp().scores(network.graph(), producer))
                .containsExactly(new double[] {1 / 14.0, 4 / 13.0, 1}, within(TOLERANCE));
    }

    @Test
    void the_scale_of_the_normalisation_behind_is_read_where_there_is_one() {
        Network network = NetworkBuilder.small()
                .constant("w", Tensor.floats(Shape.of(2, 3, 1, 1), 9, 9, 9, 1, 1, 1))
                .constant("scale", Tensor.floats(Shape.of(2), 1, -3))
                .constant("zero", Tensor.floats(Shape.of(2), 0, 0))
                .constant("one", Tensor.floats(Shape.of(2), 1, 1))
                .node("Conv", "a", IMAGE, "w")
                .node("BatchNormalization", "b", "a", "scale", "zero", "zero", "one")
                .conv("head", "b", 2)
                .to("head", 2);

        assertThat(scores(new BatchNormScale(), network)).containsExactly(new double[] {0.5, 1.5}, within(TOLERANCE));
    }

    @Test
    void normalisations_divide_and_reductions_reduce() {
        assertThat(ScoreNormalization.MAX.of(1, 4)).containsExactly(0.25, 1);
        assertThat(ScoreNormalization.SUM.of(1, 3)).containsExactly(0.25, 0.75);
        assertThat(ScoreNormalization.NONE.of(1, 3)).containsExactly(1, 3);
        assertThat(ScoreNormalization.MEAN.of(0, 0)).containsExactly(0, 0);
        List<Double> scores = List.of(2.0, 5.0, 2.0);
        assertThat(GroupReduction.MEAN.of(scores)).isEqualTo(3);
        assertThat(GroupReduction.MAX.of(scores)).isEqualTo(5);
        assertThat(GroupReduction.SUM.of(scores)).isEqualTo(9);
        assertThat(GroupReduction.FIRST.of(scores)).isEqualTo(2);
    }

    @Test
    void an_unknown_criterion_lists_those_there_are() {
        assertThatThrownBy(() -> Criteria.named("l3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Criterion 'l3' is unknown. Give one of l1, l2, bn-scale, fpgm, lamp, random,"
                        + " or on data taylor, fisher, activation, apoz, hrank, spectral, spectral-taylor.");
    }
}
