package dev.coppice.compress.importance;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Criteria on data, for two channels on pictures with given values. */
class CriteriaOnPicturesTest {
    /** The error of cosines in single precision. */
    private static final double ROUNDING = 1e-6;

    private static final float[] FADED = {1, -3};
    private static final float[] GROWN = {-2, 1};

    /** Maps of 4×4 pixels, or their means. */
    private static Network network(String pooling, Attributes window) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .node("Relu", "r", "a")
                .node(pooling, "p", window, "r")
                .conv("b", "p", 2, 1)
                .node("GlobalAveragePool", "g", "b")
                .conv("head", "g", 2, 1)
                .to("head");
    }

    private static Network maps() {
        return network("AveragePool", Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2));
    }

    private static double[] scores(ImportanceCriterion criterion, Network network, String layer) {
        List<Producer> producers = ChannelAnalysis.of(network).groups().stream()
                .filter(group -> group.name().equals(layer))
                .flatMap(group -> group.producers().stream())
                .toList();
        return criterion.scores(network, producers).get(0);
    }

    /** 4×4 values of each of two channels. */
    private static float[] planes(Wave first, Wave second) {
        float[] planes = new float[32];
        for (int i = 0; i < 16; i++) {
            planes[i] = first.at(i / 4, i % 4);
            planes[16 + i] = second.at(i / 4, i % 4);
        }
        return planes;
    }

    /** A value at each pixel. */
    private interface Wave {
        float at(int row, int column);
    }

    private static float slow(int row, int column) {
        return (float) Math.cos(Math.PI * (2 * row + 1) / 8);
    }

    private static float fast(int row, int column) {
        return (float) Math.cos(3 * Math.PI * (2 * column + 1) / 8);
    }

    @Test
    void first_and_second_order_change_of_the_loss_as_a_channel_fades() {
        GivenPictures pictures = new GivenPictures().with(FADED, FADED).with(GROWN, GROWN);

        assertThat(scores(new Taylor(pictures), maps(), "a")).containsExactly(1.5, 2);
        assertThat(scores(new Fisher(pictures), maps(), "a")).containsExactly(2.5, 5);
    }

    @Test
    void how_large_and_how_often_activations_are() {
        float[] halves = planes((row, column) -> row < 2 ? -3 : 0, (row, column) -> 1);
        GivenPictures pictures = new GivenPictures().with(halves).with(new float[32]);

        assertThat(scores(new MeanActivation(pictures), maps(), "b")).containsExactly(0.75, 0.5);
        assertThat(scores(new NonZeroActivation(pictures), maps(), "b")).containsExactly(0.25, 0.5);
    }

    /** Rows 1 0 1 1, 0 1 1 1 and their sum, then nothing: rank 2. A gradient: 1, of steps that no float holds exactly too. */
    @Test
    void of_how_many_patterns_a_map_is_a_sum() {
        float[][] rows = {{1, 0, 1, 1}, {0, 1, 1, 1}, {1, 1, 2, 2}, {0, 0, 0, 0}};
        float[] two = planes((row, column) -> rows[row][column], (row, column) -> 0.1f * row * (column + 1));
        float[] full = planes((row, column) -> row == column ? -1e-3f : 0, (row, column) -> 0);
        GivenPictures pictures = new GivenPictures().with(two).with(full);

        assertThat(scores(new MapRank(pictures), maps(), "b")).containsExactly((2 + 4) / 2.0, (1 + 0) / 2.0);
    }

    @Test
    void energy_below_the_cut_off_counts_and_energy_above_does_not() {
        GivenPictures pictures =
                new GivenPictures().with(planes(CriteriaOnPicturesTest::slow, CriteriaOnPicturesTest::fast));

        assertThat(scores(new SpectralEnergy(pictures, 0.5), maps(), "b"))
                .containsExactly(new double[] {0.5, 0}, within(ROUNDING));
        assertThat(scores(new SpectralEnergy(pictures, 1), maps(), "b"))
                .containsExactly(new double[] {0.5, 0.5}, within(ROUNDING));
    }

    @Test
    void a_constant_has_no_energy() {
        GivenPictures pictures = new GivenPictures().with(planes((row, column) -> 9, (row, column) -> 0));

        assertThat(scores(new SpectralEnergy(pictures, 1), maps(), "b"))
                .containsExactly(new double[] {0, 0}, within(ROUNDING));
    }

    /** Σ a · ∂L/∂a over a map is 8 where both are a wave of the DCT. */
    @Test
    void what_the_loss_hangs_on_counts_at_the_frequencies_that_survive() {
        float[] waves = planes(CriteriaOnPicturesTest::slow, CriteriaOnPicturesTest::fast);
        GivenPictures pictures = new GivenPictures().with(waves, waves).with(waves, new float[32]);

        assertThat(scores(new SpectralTaylor(pictures, new Grid(1, 2)), maps(), "b"))
                .containsExactly(new double[] {4, 0}, within(ROUNDING));
        assertThat(scores(new SpectralTaylor(pictures, Grid.FULL), maps(), "b"))
                .containsExactly(new double[] {4, 4}, within(ROUNDING));
    }

    @Test
    void signals_of_one_pixel_are_scored_without_frequencies() {
        Network means = network("GlobalAveragePool", Attributes.NONE);
        GivenPictures pictures = new GivenPictures().with(FADED, FADED).with(GROWN, GROWN);

        assertThat(scores(new SpectralEnergy(pictures, 0.25), means, "b")).containsExactly(1.5, 2);
        assertThat(scores(new MapRank(pictures), means, "b")).containsExactly(1.5, 2);
        assertThat(scores(new SpectralTaylor(pictures, new Grid(1, 4)), means, "b"))
                .containsExactly(1.5, 2);
    }

    @Test
    void a_cut_off_is_a_share_of_the_frequencies() {
        assertThatThrownBy(() -> new SpectralEnergy(new GivenPictures(), 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The cut-off frequency is 0.0 of the highest, expected a share in (0, 1], such as 0.25.");
    }
}
