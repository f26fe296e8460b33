package dev.coppice.eval.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardSearchTest {
    @Test
    void finds_the_convention_that_a_trained_network_has() {
        Network street = Zoo.street();
        InputSpec input = street.card().input();
        List<InputConvention> conventions = new ArrayList<>(InputConvention.of(3));
        conventions.add(new InputConvention("own", "its own", input.order(), input.mean(), input.std()));

        CardGuess guess = search(new SyntheticScenes(Zoo.STREET_SEED, 2, 2)).among(conventions, c -> under(street, c));

        assertThat(guess.rows()).hasSameSizeAs(conventions);
        assertThat(guess.best().convention().id()).isEqualTo("own");
        assertThat(guess.confidence()).isNotEqualTo(CardGuess.Confidence.UNSURE);
    }

    @Test
    void is_not_sure_of_a_network_that_has_not_learned() {
        Network fresh = TinyTask.network(1);

        CardGuess guess = search(new TinyTask(2)).among(InputConvention.of(3), c -> under(fresh, c));

        assertThat(guess.confidence()).isNotEqualTo(CardGuess.Confidence.SURE);
    }

    @Test
    void a_network_that_fails_everywhere_is_refused() {
        Network fresh = TinyTask.network(1);
        NetworkCard other = fresh.card();
        Network strange = new Network(
                fresh.graph(), new NetworkCard(other.name(), other.input(), other.output(), List.of("cat", "dog")));

        assertThatThrownBy(() -> search(new TinyTask(2)).among(InputConvention.of(3), c -> under(strange, c)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("The network fails under every convention: ")
                .hasMessageContaining("lacks 2 of the data's classes");
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 0.1, 0.5, 0.5, SURE", // clearly ahead
        "0.9, 0.1, 0.89, 0.5, LIKELY", // hardly ahead
        "0.9, 0.6, 0.5, 0.5, LIKELY", // more right, but less certain of it
        "0.3, 0.1, 0.1, 0.5, UNSURE" // one class everywhere is nearly as right
    })
    void is_as_sure_as_the_figures_allow(
            double best, double bestLoss, double next, double nextLoss, CardGuess.Confidence expected) {
        List<InputConvention> two = InputConvention.of(1);

        CardGuess guess =
                new CardGuess(List.of(row(two.get(1), next, nextLoss), row(two.get(0), best, bestLoss)), 0.25);

        assertThat(guess.best().convention()).isEqualTo(two.get(0));
        assertThat(guess.confidence()).isEqualTo(expected);
        assertThat(guess.reason()).isNotBlank();
    }

    @Test
    void measures_mean_and_deviation_of_the_data() {
        List<InputConvention> own = InputConvention.measured(new TinyTask(2), "train", 3);

        assertThat(own).extracting(InputConvention::id).containsExactly("data", "data-bgr");
        assertThat(own.get(0).mean().get(0)).isBetween(60.0, 180.0);
        assertThat(InputConvention.measured(new TinyTask(2), "train", 1).get(0).mean())
                .isEqualTo(own.get(0).mean().subList(0, 1)); // its pictures are grey
        assertThat(InputConvention.measured(new TinyTask(2), "train", 4)).isEmpty();
    }

    @Test
    void grey_is_the_luma_that_networks_get() {
        PixelSums sums = new PixelSums(1);
        sums.add(RgbImage.of(2, 1, new int[] {0xFF0000, 0x00FF00})); // 76 and 150 by ITU-R BT.601

        assertThat(sums.mean(0)).isEqualTo(113);
        assertThat(sums.deviation(0)).isEqualTo(37);
    }

    @Test
    void there_are_conventions_for_grey_colours_and_opacity() {
        assertThat(InputConvention.of(1)).hasSize(5).allMatch(c -> c.mean().size() == 1);
        assertThat(InputConvention.of(3)).hasSize(12).allMatch(c -> c.std().size() == 3);
        assertThat(InputConvention.of(4)).hasSize(4).allMatch(c -> c.std().size() == 4);
    }

    private static CardGuess.Row row(InputConvention convention, double accuracy, double loss) {
        Evaluation evaluation =
                new Evaluation(Metric.MEAN_IOU, accuracy, accuracy, Map.of(), List.of(), Double.NaN, 1, loss);
        return new CardGuess.Row(convention, Optional.of(evaluation), "");
    }

    private static CardSearch search(Dataset data) {
        return new CardSearch(data, "val", 2, Progress.SILENT, new Cancellation());
    }

    private static Network under(Network network, InputConvention convention) {
        NetworkCard card = network.card();
        InputSpec input = card.input();
        InputSpec changed =
                new InputSpec(input.name(), input.sizes(), convention.order(), convention.mean(), convention.std());
        return new Network(network.graph(), new NetworkCard(card.name(), changed, card.output(), card.classes()));
    }
}
