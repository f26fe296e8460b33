package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationPicturesTest {
    private static final Dataset SCENES = SyntheticScenes.of(Zoo.STREET_SEED);
    private static final NetworkCard CARD = Zoo.street().card();
    private static final InputSize WINDOW = new InputSize(96, 128);

    @Test
    void a_whole_picture_is_what_the_network_takes() {
        CalibrationSubset subset = CalibrationSubset.whole(SCENES, "train", 2);
        CalibrationPictures pictures = CalibrationPictures.of(
                subset, CARD, new InputSize(CARD.input().height(), CARD.input().width()));
        List<Sample> samples =
                subset.names().stream().map(n -> SCENES.sample("train", n)).toList();

        assertThat(pictures.images().toFloats())
                .isEqualTo(Preprocessing.of(CARD)
                        .batch(samples.stream().map(Sample::image).toList()));
        assertThat(pictures.labels())
                .isEqualTo(samples.stream().map(Sample::labels).toList());
    }

    @Test
    void a_window_is_a_part_of_the_picture_with_its_labels() {
        CalibrationSubset subset = CalibrationSubset.windows(SCENES, "train", 1, 5);
        CalibrationPictures pictures = CalibrationPictures.of(subset, CARD, WINDOW);
        Sample sample = SCENES.sample("train", subset.names().get(0));
        float[] whole = Preprocessing.of(CARD).tensor(sample.image());

        int[] places = IntStream.range(0, CARD.input().height() * CARD.input().width())
                .filter(at -> at / CARD.input().width() <= CARD.input().height() - WINDOW.height())
                .filter(at -> at % CARD.input().width() <= CARD.input().width() - WINDOW.width())
                .filter(at -> Arrays.equals(window(whole, at), pictures.images().toFloats()))
                .toArray();

        assertThat(places).hasSize(1);
        LabelMap labels = pictures.labels().get(0);
        for (int y = 0; y < WINDOW.height(); y++) {
            for (int x = 0; x < WINDOW.width(); x++) {
                int at = places[0] + y * CARD.input().width() + x;
                assertThat(labels.at(x, y))
                        .isEqualTo(sample.labels()
                                .at(at % CARD.input().width(), at / CARD.input().width()));
            }
        }
    }

    @Test
    void pictures_come_round_again() {
        CalibrationPictures pictures =
                CalibrationPictures.of(CalibrationSubset.windows(SCENES, "train", 2, 5), CARD, WINDOW);

        float[] both = pictures.images(1, 3).toFloats();

        assertThat(both).startsWith(pictures.images(1, 2).toFloats());
        assertThat(both).endsWith(pictures.images(0, 1).toFloats());
    }

    private static float[] window(float[] whole, int at) {
        int width = CARD.input().width();
        int plane = CARD.input().height() * width;
        float[] values = new float[3 * WINDOW.height() * WINDOW.width()];
        for (int row = 0; row < 3 * WINDOW.height(); row++) {
            int from = row / WINDOW.height() * plane + at + row % WINDOW.height() * width;
            System.arraycopy(whole, from, values, row * WINDOW.width(), WINDOW.width());
        }
        return values;
    }
}
