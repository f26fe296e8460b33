package dev.coppice.samediff.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.NetworkCard;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSourceTest {
    private static final TinyTask TASK = new TinyTask(6);
    private static final NetworkCard CARD = TinyTask.network(1).card();
    private static final Shape OUTPUT = Shape.of(2, 2, TinyTask.SIZE, TinyTask.SIZE);
    private static final Sampling SAMPLING = new Sampling(2, Augmentation.DEFAULT, 1);

    /** Test for equal seeds that low-passed pictures are means over squares of those without the low-pass. */
    @Test
    void averaged_pictures_show_the_same_parts_on_a_coarser_grid() {
        Augmentation fine = new Augmentation(8, 12, 0.75, 1.5, true);
        Augmentation coarse = new Augmentation(4, 6, 0.375, 0.75, true);
        float[] pixels = new BatchSource(TASK, CARD, new Sampling(2, fine, 3), OUTPUT)
                .at(1)
                .images();

        LabelledBatch found =
                new BatchSource(TASK, CARD, new Sampling(2, coarse, Optional.empty(), 3, 2), OUTPUT).at(1);

        assertThat(found.imageShape()).isEqualTo(Shape.of(2, 3, 4, 6));
        for (int i = 0; i < found.images().length; i++) {
            int at = i / 6 * 24 + i % 6 * 2;
            float mean = (pixels[at] + pixels[at + 1] + pixels[at + 12] + pixels[at + 13]) / 4;
            assertThat(found.images()[i]).isCloseTo(mean, offset(1e-5f));
        }
    }

    @Test
    void a_batch_is_a_function_of_seed_and_step() {
        BatchSource source = new BatchSource(TASK, CARD, SAMPLING, OUTPUT);
        LabelledBatch fifth = source.at(5);
        source.at(0);

        assertThat(source.at(5).images()).isEqualTo(fifth.images());
        assertThat(source.at(5).classes()).isEqualTo(fifth.classes());
        assertThat(source.at(4).images()).isNotEqualTo(fifth.images());
        assertThat(new BatchSource(TASK, CARD, new Sampling(2, Augmentation.DEFAULT, 8), OUTPUT)
                        .at(5)
                        .images())
                .isNotEqualTo(fifth.images());
    }

    @Test
    void every_sample_comes_once_an_epoch() {
        BatchSource source = new BatchSource(TASK, CARD, new Sampling(2, Augmentation.NONE, 1), OUTPUT);
        Set<String> seen = new HashSet<>();

        for (int step = 3; step < 6; step++) {
            float[] images = source.at(step).images();
            int size = images.length / 2;
            seen.add(Arrays.toString(Arrays.copyOf(images, size)));
            seen.add(Arrays.toString(Arrays.copyOfRange(images, size, 2 * size)));
        }

        assertThat(seen).hasSize(6);
        assertThat(BatchSource.stepsPerEpoch(TASK, 2)).isEqualTo(3);
        assertThat(BatchSource.stepsPerEpoch(TASK, 100)).isEqualTo(1);
    }

    @Test
    void labels_follow_the_picture() {
        Sampling varied = new Sampling(2, new Augmentation(8, 24, 0.5, 2, true), 1);
        LabelledBatch batch = new BatchSource(TASK, CARD, varied, Shape.of(2, 2, 8, 24)).at(1);

        // Bright pixels are square, dark ones ground; on the edges of squares bilinear pixels lie between.
        int wrong = 0;
        for (int p = 0; p < batch.classes().length; p++) {
            float red = batch.images()[(p / 192) * 3 * 192 + p % 192];
            boolean bright = red > 0.33f;
            wrong += batch.classes()[p] >= 0 && bright != (batch.classes()[p] == 1) ? 1 : 0;
        }

        assertThat(batch.imageShape()).isEqualTo(Shape.of(2, 3, 8, 24));
        assertThat(wrong).isLessThan(batch.classes().length / 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void views_lie_within_the_picture_or_hold_all_of_it(long seed) {
        RgbImage image = RgbImage.of(40, 30, new int[1200]);
        InputSpec input = CARD.input();
        RandomStream random = RandomStream.of(seed);

        View view = Augmentation.DEFAULT.draw(random, image, View.whole(image), input);

        boolean within = view.top() >= 0 && view.top() + view.height() <= 30;
        boolean around = view.top() <= 0 && view.top() + view.height() >= 30;
        assertThat(within || around).isTrue();
        assertThat(view.height() / 30).isBetween(1 / 1.5, 1 / 0.75);
        assertThat(view.height() / 30).isCloseTo(view.width() / 40, offset(1e-12));
    }

    @Test
    void without_augmentation_the_view_is_the_whole_picture() {
        RgbImage image = RgbImage.of(40, 30, new int[1200]);

        assertThat(Augmentation.NONE.draw(RandomStream.of(1), image, View.whole(image), CARD.input()))
                .isEqualTo(View.whole(image));
    }

    @Test
    void a_stream_keeps_the_order_and_hands_failures_on() {
        try (BatchStream<Integer> stream = new BatchStream<>(
                i -> {
                    if (i == 3) {
                        throw new InvalidInputException("broken");
                    }
                    return i;
                },
                2,
                1)) {
            assertThat(stream.next()).isEqualTo(1);
            assertThat(stream.next()).isEqualTo(2);
            assertThatThrownBy(stream::next)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("broken");
        }
    }
}
