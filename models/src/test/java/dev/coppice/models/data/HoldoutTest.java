package dev.coppice.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutTest {
    private static final SyntheticScenes SCENES = new SyntheticScenes(1, 10, 2);

    @Test
    void takes_pictures_out_of_training_evenly_spread() {
        List<String> all = SCENES.names("train");

        Holdout data = new Holdout(SCENES, 0.2);

        assertThat(data.splits()).containsExactly("train", "val", "held-out");
        assertThat(data.names("held-out")).containsExactly(all.get(2), all.get(7));
        assertThat(data.names("val")).isEqualTo(SCENES.names("val"));
    }

    @ParameterizedTest(name = "share {0}")
    @ValueSource(doubles = {0.05, 0.1, 0.3, 0.5, 0.77, 0.94})
    void every_picture_is_on_one_side_in_its_order(double share) {
        Holdout data = new Holdout(SCENES, share);

        List<String> both = new ArrayList<>(data.names("train"));
        both.addAll(data.names("held-out"));
        assertThat(both).containsExactlyInAnyOrderElementsOf(SCENES.names("train"));
        assertThat(data.names("held-out")).hasSize((int) Math.round(10 * share)).isSorted();
        assertThat(data.names("train")).isSorted();
    }

    @Test
    void what_is_held_out_is_no_training_picture_any_more() {
        Holdout data = new Holdout(SCENES, 0.1);
        String held = data.names("held-out").get(0);

        assertThat(data.sample("held-out", held)).isEqualTo(SCENES.sample("train", held));
        assertThatThrownBy(() -> data.sample("train", held))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Picture 'scene00005' of 'synthetic-street/train' is held out of training; it is in split"
                        + " 'held-out'.");
        assertThatThrownBy(() -> data.sample("held-out", "scene00000"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Picture 'scene00000' of 'synthetic-street/train' is not among the 1 that are held out.");
    }

    @Test
    void another_share_is_another_data_set_to_go_on_with() {
        Holdout tenth = new Holdout(SCENES, 0.1);
        Holdout fifth = new Holdout(SCENES, 0.2);

        for (String split : List.of("train", "held-out")) {
            assertThat(DatasetIdentity.of(tenth, split)).isNotEqualTo(DatasetIdentity.of(fifth, split));
            assertThat(DatasetIdentity.of(tenth, split)).isEqualTo(DatasetIdentity.of(new Holdout(SCENES, 0.1), split));
        }
    }

    @ParameterizedTest(name = "share {0}")
    @CsvSource({"0, 0", "1, 100", "-0.1, -10", "1.5, 150"})
    void no_share_is_refused(double share, String percent) {
        assertThatThrownBy(() -> new Holdout(SCENES, share))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The share of the training pictures to hold out is " + percent
                        + " %, expected more than 0 and less than 100, such as 10 %.");
    }

    @ParameterizedTest(name = "share {0}")
    @CsvSource({"0.04, 4, 10, 0", "0.96, 96, 0, 10"})
    void a_side_without_pictures_is_refused(double share, String percent, int left, int held) {
        assertThatThrownBy(() -> new Holdout(SCENES, share))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Holding out " + percent + " % of the 10 pictures of 'synthetic-street/train' leaves " + left
                                + " to train on and " + held
                                + " to choose weights on, expected at least 1 of each. Choose another share.");
    }

    @Test
    void holding_out_twice_is_refused() {
        assertThatThrownBy(() -> new Holdout(new Holdout(SCENES, 0.2), 0.2))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Data set 'synthetic-street' has a split 'held-out' already");
    }
}
