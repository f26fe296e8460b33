package dev.coppice.samediff.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResizedCropTest {
    private static RgbImage picture(int width, int height) {
        return RgbImage.of(width, height, new int[width * height]);
    }

    private static List<View> views(int width, int height, double area, int count) {
        RandomStream random = new RandomStream(7);
        RgbImage picture = picture(width, height);
        return Stream.generate(() -> new ResizedCrop(area).draw(random, picture, true))
                .limit(count)
                .toList();
    }

    @Test
    void parts_lie_in_the_picture_and_have_areas_and_ratios_as_torchvision_draws_them() {
        List<View> views = views(400, 300, 0.08, 4000);

        assertThat(views).allSatisfy(view -> {
            assertThat(view.top()).isNotNegative();
            assertThat(view.left()).isNotNegative();
            assertThat(view.top() + view.height()).isLessThanOrEqualTo(300);
            assertThat(view.left() + view.width()).isLessThanOrEqualTo(400);
            assertThat(view.height() * view.width() / 120_000).isBetween(0.079, 1.0);
            assertThat(view.width() / view.height()).isBetween(0.74, 1.35);
        });
        // means of 100 000 parts by torchvision's procedure
        assertThat(views.stream()
                        .mapToDouble(v -> v.height() * v.width() / 120_000)
                        .average()
                        .orElseThrow())
                .isCloseTo(0.4324, within(0.012));
        assertThat(views.stream()
                        .mapToDouble(v -> v.width() / v.height())
                        .average()
                        .orElseThrow())
                .isCloseTo(1.0455, within(0.01));
        assertThat(views.stream().filter(View::mirrored).count()).isBetween(1850L, 2150L);
    }

    @Test
    void the_seed_decides() {
        assertThat(views(64, 48, 0.3, 20)).isEqualTo(views(64, 48, 0.3, 20)).doesNotHaveDuplicates();
    }

    @Test
    void of_a_picture_that_is_too_wide_or_too_high_it_is_the_middle() {
        assertThat(views(300, 30, 1, 1).get(0)).satisfies(view -> {
            assertThat(view.width()).isEqualTo(40);
            assertThat(view.left()).isEqualTo(130);
            assertThat(view.height()).isEqualTo(30);
        });
        assertThat(views(30, 300, 1, 1).get(0)).satisfies(view -> {
            assertThat(view.height()).isEqualTo(40);
            assertThat(view.top()).isEqualTo(130);
        });
    }

    @Test
    void a_share_outside_is_refused() {
        assertThatThrownBy(() -> Augmentation.DEFAULT.withSmallestArea(1.5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The smallest area of a training crop is 1.5 of the picture, expected a share above 0 and at most"
                                + " 1.");
    }
}
