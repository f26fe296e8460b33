package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationPicturesTest {
    private static final Dataset SCENES = SyntheticScenes.of(Zoo.STREET_SEED);
    private static final NetworkCard CARD = Zoo.street().card();
    private static final InputSize SIZE =
            new InputSize(CARD.input().height(), CARD.input().width());

    @Test
    void a_whole_picture_is_what_the_network_takes() {
        CalibrationSubset subset = new CalibrationSubset(SCENES, "train", 2);
        CalibrationPictures pictures = CalibrationPictures.of(subset, CARD, SIZE);
        List<Sample> samples =
                subset.names().stream().map(n -> SCENES.sample("train", n)).toList();

        assertThat(pictures.images().toFloats())
                .isEqualTo(Preprocessing.of(CARD)
                        .batch(samples.stream().map(Sample::image).toList()));
        assertThat(pictures.labels())
                .isEqualTo(samples.stream().map(Sample::labels).toList());
    }

    @Test
    void pictures_come_round_again() {
        CalibrationPictures pictures = CalibrationPictures.of(new CalibrationSubset(SCENES, "train", 2), CARD, SIZE);

        float[] both = pictures.images(1, 3).toFloats();

        assertThat(both).startsWith(pictures.images(1, 2).toFloats());
        assertThat(both).endsWith(pictures.images(0, 1).toFloats());
    }
}
