package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadSubsetTest {
    private static final SyntheticScenes SCENES = new SyntheticScenes(1, 1, 10);

    @Test
    void is_spread_evenly() {
        List<String> all = SCENES.names("val");

        assertThat(new SpreadSubset(SCENES, 4).names("val"))
                .containsExactly(all.get(0), all.get(2), all.get(5), all.get(7));
    }

    @Test
    void a_smaller_split_is_whole() {
        assertThat(new SpreadSubset(SCENES, 20).names("val")).isEqualTo(SCENES.names("val"));
    }

    @Test
    void no_images_are_refused() {
        assertThatThrownBy(() -> new SpreadSubset(SCENES, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The number of images is 0, expected at least 1.");
    }
}
